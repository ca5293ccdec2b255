// Records of systemd's journal as `journalctl -o json` writes them (systemd.journal-fields(7)). The
// reader has told the log and taken the message apart (evidence/lines/journal.h); the trusted
// fields that the journal adds (_EXE, _CMDLINE, _UID) keep their names.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"__REALTIME_TIMESTAMP"}, {"_log"}};
constexpr SystemRow kSystem[] = {{kChannel, "_log"}, {kComputer, "_HOSTNAME"}};
// Of the journal, not of the event; MESSAGE is there as "message" or in parts.
constexpr RenameRow kRenames[] = {
    {"MESSAGE"},  {"__CURSOR"},    {"__MONOTONIC_TIMESTAMP"},      {"__REALTIME_TIMESTAMP"},
    {"__SEQNUM"}, {"__SEQNUM_ID"}, {"_SOURCE_REALTIME_TIMESTAMP"},
};
// When the program said it, else when the journal took it.
constexpr TimeRow kTimes[] = {{"_SOURCE_REALTIME_TIMESTAMP", TimeForm::kUnixMicros},
                              {"__REALTIME_TIMESTAMP", TimeForm::kUnixMicros}};

// Azure Monitor's table reference, "Syslog".
constexpr MappingKey kTableKeys[] = {{"SyslogMessage"}, {"_log"}};
constexpr SystemRow kTableSystem[] = {
    {kChannel, "_log"}, {kComputer, "HostName"}, {kComputer, "Computer"}};
constexpr RenameRow kTableRenames[] = {
    {"SyslogMessage"}, {"TenantId"},  {"SourceSystem"},  {"MG"}, {"Type"}, {"_ResourceId"},
    {"EventData"},     {"EventTime"}, {"TimeGenerated"},
};
constexpr TimeRow kTableTimes[] = {{"EventTime"}, {"TimeGenerated"}};

}  // namespace

constexpr Mapping kSyslogTable = {.name = "Azure Log Analytics, Syslog",
                                  .format = "json",
                                  .keys = kTableKeys,
                                  .system = kTableSystem,
                                  .renames = kTableRenames,
                                  .times = kTableTimes};

constexpr Mapping kJournal = {.name = "systemd journal",
                              .format = "json",
                              .keys = kKeys,
                              .system = kSystem,
                              .renames = kRenames,
                              .times = kTimes};

}  // namespace noroshi::shapes
