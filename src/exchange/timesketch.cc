// Timesketch timelines: a row for each finding that has a time, as CSV and as JSON lines. The three
// columns that Timesketch demands are message, datetime and timestamp_desc.
#include "exchange/format.h"
#include "exchange/json_out.h"
#include "stream/text/csv_text.h"

namespace noroshi {
namespace {

constexpr std::string_view kWhen = "Event Logged";
constexpr std::string_view kHeader =
    "message,datetime,timestamp_desc,level,rule,rule_id,host,channel,event_id,record_id,"
    "techniques,evidence,finding_id\n";

std::string MessageOf(const ExchangeFinding& finding) {
  std::string message = finding.rule_title;
  for (const auto& [name, value] : finding.fields) message += " | " + name + ": " + value;
  return message;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
  return text;
}

class TimesketchCsv final : public ExchangeFormat {
 public:
  void Add(const ExchangeFinding& finding, std::string& out) override {
    if (!begun_) out += kHeader;
    begun_ = true;
    if (!finding.has_time) return;
    const std::string cells[] = {MessageOf(finding),
                                 ToIso8601(finding.time),
                                 std::string(kWhen),
                                 finding.level,
                                 finding.rule_title,
                                 finding.rule_id,
                                 finding.host,
                                 finding.channel,
                                 std::to_string(finding.event_id),
                                 std::to_string(finding.record_id),
                                 Joined(finding.techniques),
                                 finding.path,
                                 finding.id};
    bool first = true;
    for (const std::string& cell : cells) {
      if (!first) out += ',';
      first = false;
      AppendCsvCell(cell, out);
    }
    out += '\n';
  }
  void Finish(std::string& out) override {
    if (!begun_) out += kHeader;
  }

 private:
  bool begun_ = false;
};

class TimesketchLines final : public ExchangeFormat {
 public:
  void Add(const ExchangeFinding& finding, std::string& out) override {
    if (!finding.has_time) return;
    json_.Object().Member("message", MessageOf(finding));
    json_.Member("datetime", ToIso8601(finding.time)).Member("timestamp_desc", kWhen);
    json_.Member("level", finding.level).Member("rule", finding.rule_title);
    json_.Member("rule_id", finding.rule_id).Member("host", finding.host);
    json_.Member("channel", finding.channel).Member("event_id", finding.event_id);
    json_.Member("record_id", finding.record_id).Key("tag").Array().Text(finding.level);
    for (const std::string& technique : finding.techniques) json_.Text(technique);
    json_.EndArray().Member("evidence", finding.path).Member("finding_id", finding.id);
    json_.EndObject().MoveTo(out);
    out += '\n';
  }
  void Finish(std::string&) override {}

 private:
  JsonOut json_;
};

}  // namespace

std::unique_ptr<ExchangeFormat> NewTimesketchCsv(const ExchangeContext&) {
  return std::make_unique<TimesketchCsv>();
}

std::unique_ptr<ExchangeFormat> NewTimesketchLines(const ExchangeContext&) {
  return std::make_unique<TimesketchLines>();
}

}  // namespace noroshi
