#include "evidence/mapping/shapes.h"

#include <vector>

namespace noroshi {
namespace {

std::vector<const Mapping*> ListAll() {
  using namespace shapes;
  std::vector<const Mapping*> all = {
      &kLinuxSysmon[0], &kLinuxSysmon[1],  &kLinuxSysmon[2], &kLinuxSysmon[3], &kJournal,
      &kSyslogTable,    &kEvtxXml,         &kEvtxJson,       &kEvtxJsonFlat,   &kWinlogbeat,
      &kWinlogbeatOld,  &kSplunkWindows,   &kSplunkXml,      &kZeekTsv,        &kZeekJson,
      &kZeekStream,     &kWindowsFirewall, &kSquid,          &kSquidAccess,    &kAccessLog,
      &kSuricata,       &kScanFindings,    &kArtefact};
  const auto add = [&](std::span<const Mapping> table) {
    for (const Mapping& mapping : table) all.push_back(&mapping);
  };
  add(kWindowsCsv);
  add(kW3cLogs);
  add(kFilebeat);
  add(kZeekLogs);
  add(kCloudLogs);
  add(kCollectors);
  add(kLogLines);
  all.push_back(&kNxlog);
  all.push_back(&kFlatWindows);
  return all;
}

}  // namespace

std::span<const Mapping* const> BuiltInMappings() {
  static const std::vector<const Mapping*> kAll = ListAll();
  return kAll;
}

}  // namespace noroshi
