// Zeek logs, as TSV (lines/zeek.h names the log in "_path") and as JSON: with the log's name in
// "_path" or, as an NSM pipeline writes them, in "@stream" with '_' for the dots of addresses; or
// without, told by fields that each record of the log has (Zeek manual, "Log Files"). "@system" and
// "_system_name" name the sensor: a plain field, for nothing in the record happened on it.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr std::string_view kProvider = "zeek";
constexpr std::string_view kPrefix = "zeek:";

constexpr MappingKey kPathKeys[] = {{"_path"}};
constexpr SystemRow kPathSystem[] = {{kChannel, "_path"}};
constexpr TimeRow kTimes[] = {{"ts", TimeForm::kEpochOrIso}};

constexpr MappingKey kStreamKeys[] = {{"@stream"}, {"@proc"}};
constexpr SystemRow kStreamSystem[] = {{kChannel, "@stream"}};
constexpr RenameRow kStreamRenames[] = {
    {"@proc"},
    {"id_orig_h", "id.orig_h"},
    {"id_orig_p", "id.orig_p"},
    {"id_resp_h", "id.resp_h"},
    {"id_resp_p", "id.resp_p"},
};

// Fields of each record of a log and of no other log.
constexpr MappingKey kConn[] = {{"ts"}, {"uid"}, {"conn_state"}};
constexpr MappingKey kHttp[] = {{"ts"}, {"uid"}, {"trans_depth"}, {"id.orig_h"}};
constexpr MappingKey kDns[] = {{"ts"}, {"uid"}, {"rejected"}, {"AA"}};
constexpr MappingKey kSsl[] = {{"ts"}, {"uid"}, {"resumed"}, {"established"}};
constexpr MappingKey kX509[] = {{"ts"}, {"certificate.version"}};
constexpr MappingKey kFiles[] = {{"ts"}, {"fuid"}, {"seen_bytes"}};
constexpr MappingKey kSmbMapping[] = {{"ts"}, {"uid"}, {"share_type"}};
constexpr MappingKey kSmbFiles[] = {{"ts"}, {"uid"}, {"action"}, {"times.modified"}};
constexpr MappingKey kDceRpc[] = {{"ts"}, {"uid"}, {"endpoint"}, {"operation"}};
constexpr MappingKey kKerberos[] = {{"ts"}, {"uid"}, {"request_type"}, {"service"}};
constexpr MappingKey kRdp[] = {{"ts"}, {"uid"}, {"security_protocol"}, {"cert_count"}};
constexpr MappingKey kNtlm[] = {{"ts"}, {"uid"}, {"domainname"}, {"hostname"}};
constexpr MappingKey kWeird[] = {{"ts"}, {"name"}, {"notice"}, {"peer"}};

constexpr Mapping Log(std::span<const MappingKey> keys, std::string_view channel) {
  return {.name = channel,
          .format = "json",
          .keys = keys,
          .times = kTimes,
          .channel = channel,
          .provider = kProvider};
}

}  // namespace

constexpr Mapping kZeekTsv = {.name = "zeek tsv",
                              .format = "zeek",
                              .keys = kPathKeys,
                              .system = kPathSystem,
                              .times = kTimes,
                              .channel_prefix = kPrefix,
                              .provider = kProvider};
constexpr MappingKey kJsonPathKeys[] = {{"_path"}, {"ts"}};
constexpr Mapping kZeekJson = {.name = "zeek json",
                               .format = "json",
                               .keys = kJsonPathKeys,
                               .system = kPathSystem,
                               .times = kTimes,
                               .channel_prefix = kPrefix,
                               .provider = kProvider};
constexpr Mapping kZeekStream = {.name = "zeek json, @stream",
                                 .format = "json",
                                 .keys = kStreamKeys,
                                 .system = kStreamSystem,
                                 .renames = kStreamRenames,
                                 .times = kTimes,
                                 .channel_prefix = kPrefix,
                                 .provider = kProvider};

constexpr Mapping kZeekLogs[13] = {
    Log(kConn, "zeek:conn"),
    Log(kHttp, "zeek:http"),
    Log(kDns, "zeek:dns"),
    Log(kSsl, "zeek:ssl"),
    Log(kX509, "zeek:x509"),
    Log(kFiles, "zeek:files"),
    Log(kSmbMapping, "zeek:smb_mapping"),
    Log(kSmbFiles, "zeek:smb_files"),
    Log(kDceRpc, "zeek:dce_rpc"),
    Log(kKerberos, "zeek:kerberos"),
    Log(kRdp, "zeek:rdp"),
    Log(kNtlm, "zeek:ntlm"),
    Log(kWeird, "zeek:weird"),
};

}  // namespace noroshi::shapes
