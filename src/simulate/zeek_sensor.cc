#include "simulate/zeek_sensor.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <utility>

#include "simulate/log_time.h"

namespace noroshi {
namespace {

// The logs, and their columns as "name:type" in Zeek's own order. "-" stands for what is not set.
enum ZeekLog : std::size_t { kConn, kDns, kHttp, kSsl };
constexpr std::string_view kNames[] = {"conn", "dns", "http", "ssl"};
constexpr std::string_view kEnds =
    "ts:time uid:string id.orig_h:addr id.orig_p:port id.resp_h:addr id.resp_p:port ";
constexpr std::string_view kColumns[] = {
    "proto:enum service:string duration:interval orig_bytes:count resp_bytes:count "
    "conn_state:string local_orig:bool local_resp:bool missed_bytes:count history:string "
    "orig_pkts:count orig_ip_bytes:count resp_pkts:count resp_ip_bytes:count",
    "proto:enum trans_id:count query:string qclass:count qclass_name:string qtype:count "
    "qtype_name:string rcode:count rcode_name:string AA:bool TC:bool RD:bool RA:bool Z:count "
    "answers:vector[string] TTLs:vector[interval] rejected:bool",
    "trans_depth:count method:string host:string uri:string referrer:string version:string "
    "user_agent:string request_body_len:count response_body_len:count status_code:count "
    "status_msg:string",
    "version:string cipher:string curve:string server_name:string resumed:bool "
    "next_protocol:string established:bool subject:string issuer:string"};

struct Column {
  std::string_view name, type;
};

std::vector<Column> ColumnsOf(std::size_t log) {
  std::vector<Column> columns;
  for (std::string_view rest : {kEnds, kColumns[log]}) {
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, end);
      const std::size_t colon = word.find(':');
      columns.push_back({word.substr(0, colon), word.substr(colon + 1)});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return columns;
}

std::string HeadOf(std::size_t log) {
  std::string fields = "#fields", types = "#types";
  for (const Column& column : ColumnsOf(log)) {
    fields += fmt::format("\t{}", column.name);
    types += fmt::format("\t{}", column.type);
  }
  return fmt::format(
      "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t{}\n{}\n"
      "{}\n",
      kNames[log], fields, types);
}

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void PutText(JsonWriter& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void PutJson(JsonWriter& out, std::string_view type, std::string_view value) {
  if (type == "bool") {
    out.Bool(value == "T");
  } else if (type == "time" || type == "interval" || type == "count" || type == "port") {
    out.RawValue(value.data(), value.size(), rapidjson::kNumberType);
  } else if (type.starts_with("vector")) {
    out.StartArray();
    if (type == "vector[string]") {
      PutText(out, value);
    } else {
      out.RawValue(value.data(), value.size(), rapidjson::kNumberType);
    }
    out.EndArray();
  } else {
    PutText(out, value);
  }
}

}  // namespace

// The values of one line, in the order of the log's columns.
struct ZeekSensor::Row {
  std::vector<std::string> values;
};

ZeekSensor::ZeekSensor(ZeekForm form, const std::filesystem::path& root, std::string_view folder,
                       SeededRandom random)
    : form_(form), random_(random) {
  for (std::size_t log = 0; log < std::size(kNames); ++log) {
    logs_.emplace_back(root, fmt::format("{}/zeek/{}.log", folder, kNames[log]),
                       fmt::format("zeek {}", kNames[log]),
                       form == ZeekForm::kColumns ? HeadOf(log) : std::string());
  }
}

std::string ZeekSensor::NewUid() {
  return "C" + random_.Letters("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 17);
}

void ZeekSensor::Write(std::size_t log, Timestamp time, Label label, const Row& row) {
  static const std::array<std::vector<Column>, std::size(kNames)> all = {
      ColumnsOf(kConn), ColumnsOf(kDns), ColumnsOf(kHttp), ColumnsOf(kSsl)};
  const std::vector<Column>& columns = all[log];
  if (form_ == ZeekForm::kColumns) {
    logs_[log].Add(time, label, fmt::format("{}", fmt::join(row.values, "\t")));
    return;
  }
  rapidjson::StringBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  out.Key("_path");
  PutText(out, kNames[log]);
  for (std::size_t i = 0; i < columns.size() && i < row.values.size(); ++i) {
    if (row.values[i] == "-") continue;
    const std::string_view name = columns[i].name;
    out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    PutJson(out, columns[i].type, row.values[i]);
  }
  out.EndObject();
  logs_[log].Add(time, label, std::string(buffer.GetString(), buffer.GetSize()));
}

void ZeekSensor::AddConn(Timestamp time, Label label, const std::string& uid, std::uint64_t port,
                         const ZeekConnection& c) {
  const std::uint64_t out_packets = c.sent / 900 + 4, in_packets = c.received / 1'300 + 4;
  const bool answered = c.state == "SF";
  Row row{{UnixMicros(time),
           uid,
           c.source,
           std::to_string(port),
           c.destination,
           std::to_string(c.port),
           "tcp",
           std::string(c.service),
           answered ? fmt::format("{}.{:06}", c.seconds, port % 1'000'000) : "-",
           answered ? std::to_string(c.sent) : "-",
           answered ? std::to_string(c.received) : "-",
           std::string(c.state),
           "T",
           c.outside ? "F" : "T",
           "0",
           answered           ? "ShADadFf"
           : c.state == "REJ" ? "Sr"
                              : "S",
           std::to_string(answered ? out_packets : 1),
           std::to_string(answered ? c.sent + 40 * out_packets : 52),
           std::to_string(answered ? in_packets : 0),
           std::to_string(answered ? c.received + 40 * in_packets : 0)}};
  Write(kConn, time, label, row);
}

void ZeekSensor::AddConnection(Timestamp time, Label label, const ZeekConnection& connection) {
  AddConn(time, label, NewUid(), random_.Between(49'152, 65'000), connection);
}

void ZeekSensor::AddDns(Timestamp time, Label label, std::string_view client,
                        const WebRequest& request) {
  const Row row{{UnixMicros(time),
                 NewUid(),
                 std::string(client),
                 std::to_string(random_.Between(49'152, 65'000)),
                 "203.0.113.53",
                 "53",
                 "udp",
                 std::to_string(random_.Below(65'536)),
                 request.name,
                 "1",
                 "C_INTERNET",
                 "1",
                 "A",
                 "0",
                 "NOERROR",
                 "F",
                 "F",
                 "T",
                 "T",
                 "0",
                 request.address,
                 "300.000000",
                 "F"}};
  Write(kDns, time, label, row);
}

void ZeekSensor::AddSsl(Timestamp time, Label label, const Row& ends, const WebRequest& request) {
  Row row = ends;
  const bool named = !request.name.empty();
  const std::string subject =
      named ? "CN=" + request.name
            : fmt::format("CN={}", ToHex(Hash64(request.address)).substr(0, 10));
  for (std::string value :
       {std::string("TLSv12"), std::string("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
        std::string("secp256r1"), named ? request.name : std::string("-"), std::string("F"),
        std::string(named ? "h2" : "-"), std::string("T"), subject,
        named ? std::string("CN=Example Issuing CA,O=Example Trust") : subject}) {
    row.values.push_back(std::move(value));
  }
  Write(kSsl, time, label, row);
}

void ZeekSensor::AddHttp(Timestamp time, Label label, const Row& ends, const WebRequest& request) {
  Row row = ends;
  for (std::string value :
       {std::string("1"), request.method, request.server(), request.path, std::string("-"),
        std::string("1.1"), request.user_agent.empty() ? std::string("-") : request.user_agent,
        std::to_string(request.method == "GET" ? 0 : request.sent),
        std::to_string(request.received), std::string("200"), std::string("OK")}) {
    row.values.push_back(std::move(value));
  }
  Write(kHttp, time, label, row);
}

void ZeekSensor::AddRequest(Timestamp time, Label label, std::string_view client,
                            const WebRequest& request) {
  constexpr std::uint64_t kMillisecond = 10'000;
  if (!request.name.empty()) AddDns({time.ticks - 30 * kMillisecond}, label, client, request);
  const std::string uid = NewUid();
  const std::uint64_t port = random_.Between(49'152, 65'000);
  AddConn(time, label, uid, port,
          {std::string(client), request.address, request.port, request.tls ? "ssl" : "http", "SF",
           request.sent, request.received, request.seconds, true});
  const Timestamp then{time.ticks + 40 * kMillisecond};
  const Row ends{{UnixMicros(then), uid, std::string(client), std::to_string(port), request.address,
                  std::to_string(request.port)}};
  if (request.tls) {
    AddSsl(then, label, ends, request);
  } else {
    AddHttp(then, label, ends, request);
  }
}

}  // namespace noroshi
