// Logs of Suricata and Zeek as Filebeat's modules keep them (Elastic, "Filebeat modules", fields of
// suricata.eve and zeek.*): below a prefix, with addresses, names and requests moved to the Elastic
// Common Schema, from which they get their own names back.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr TimeRow kTimes[] = {{"@timestamp"}};

constexpr MappingKey kEveKeys[] = {{"suricata.eve.event_type"}, {"@timestamp"}};
constexpr SystemRow kEveSystem[] = {{kChannel, "suricata.eve.event_type"},
                                    {kComputer, "observer.hostname"},
                                    {kComputer, "host.name"}};
constexpr SectionRow kEveSections[] = {{"suricata.eve."}};
constexpr RenameRow kEveRenames[] = {
    {"source.ip", "src_ip"},
    {"source.port", "src_port"},
    {"destination.ip", "dest_ip"},
    {"destination.port", "dest_port"},
    {"network.transport", "proto"},
    {"url.original", "http.url"},
    {"url.domain", "http.hostname"},
    {"http.request.method", "http.http_method"},
    {"http.request.referrer", "http.http_refer"},
    {"http.response.status_code", "http.status"},
    {"user_agent.original", "http.http_user_agent"},
    {"dns.question.name", "dns.rrname"},
    {"rule.name", "alert.signature"},
    {"rule.id", "alert.signature_id"},
    {"rule.category", "alert.category"},
};

constexpr SystemRow kZeekSystem[] = {{kComputer, "observer.hostname"}, {kComputer, "host.name"}};
constexpr RenameRow kZeekRenames[] = {
    {"source.ip", "id.orig_h"},
    {"source.port", "id.orig_p"},
    {"destination.ip", "id.resp_h"},
    {"destination.port", "id.resp_p"},
    {"network.transport", "proto"},
    {"source.bytes", "orig_bytes"},
    {"destination.bytes", "resp_bytes"},
    {"zeek.session_id", "uid"},
    {"zeek.connection.state", "conn_state"},
    {"url.original", "uri"},
    {"url.domain", "host"},
    {"http.request.method", "method"},
    {"http.request.referrer", "referrer"},
    {"http.response.status_code", "status_code"},
    {"user_agent.original", "user_agent"},
};

// One log of Zeek's: Filebeat's name of the data set, and what its fields stand below.
struct ZeekLog {
  std::string_view channel;
  MappingKey keys[1];
  SectionRow sections[1];
};
constexpr ZeekLog kLogs[] = {
    {"zeek:conn", {{"event.dataset", "zeek.connection"}}, {{"zeek.connection."}}},
    {"zeek:dns", {{"event.dataset", "zeek.dns"}}, {{"zeek.dns."}}},
    {"zeek:http", {{"event.dataset", "zeek.http"}}, {{"zeek.http."}}},
    {"zeek:ssl", {{"event.dataset", "zeek.ssl"}}, {{"zeek.ssl."}}},
    {"zeek:files", {{"event.dataset", "zeek.files"}}, {{"zeek.files."}}},
    {"zeek:smb_files", {{"event.dataset", "zeek.smb_files"}}, {{"zeek.smb_files."}}},
    {"zeek:smb_mapping", {{"event.dataset", "zeek.smb_mapping"}}, {{"zeek.smb_mapping."}}},
    {"zeek:dce_rpc", {{"event.dataset", "zeek.dce_rpc"}}, {{"zeek.dce_rpc."}}},
    {"zeek:kerberos", {{"event.dataset", "zeek.kerberos"}}, {{"zeek.kerberos."}}},
    {"zeek:rdp", {{"event.dataset", "zeek.rdp"}}, {{"zeek.rdp."}}},
    {"zeek:ntlm", {{"event.dataset", "zeek.ntlm"}}, {{"zeek.ntlm."}}},
    {"zeek:x509", {{"event.dataset", "zeek.x509"}}, {{"zeek.x509."}}},
};

constexpr Mapping Zeek(const ZeekLog& log) {
  return {.name = "zeek by filebeat",
          .format = "json",
          .keys = log.keys,
          .system = kZeekSystem,
          .sections = log.sections,
          .renames = kZeekRenames,
          .times = kTimes,
          .channel = log.channel,
          .provider = "zeek"};
}

}  // namespace

constexpr Mapping kFilebeat[13] = {
    {.name = "suricata by filebeat",
     .format = "json",
     .keys = kEveKeys,
     .system = kEveSystem,
     .sections = kEveSections,
     .renames = kEveRenames,
     .times = kTimes,
     .channel_prefix = "suricata:",
     .provider = "suricata"},
    Zeek(kLogs[0]),
    Zeek(kLogs[1]),
    Zeek(kLogs[2]),
    Zeek(kLogs[3]),
    Zeek(kLogs[4]),
    Zeek(kLogs[5]),
    Zeek(kLogs[6]),
    Zeek(kLogs[7]),
    Zeek(kLogs[8]),
    Zeek(kLogs[9]),
    Zeek(kLogs[10]),
    Zeek(kLogs[11]),
};

}  // namespace noroshi::shapes
