// Windows events by the structure of their XML: as XML, from which the reader makes the same names
// (evidence/xml/event_parser.h); and as evtx_dump and Hayabusa write them: the XML's elements as
// objects, attributes in
// "#attributes" beside "#text" (crate evtx, json_output), or with --separate-json-attributes in
// "NAME_attributes".
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"Event.System.Provider.#attributes.Name"}};
constexpr MappingKey kFlatKeys[] = {{"Event.System.Provider_attributes.Name"}};

constexpr SystemRow kSystem[] = {
    {kProviderName, "Event.System.Provider.#attributes.Name"},
    {kProviderGuid, "Event.System.Provider.#attributes.Guid"},
    {kEventSourceName, "Event.System.Provider.#attributes.EventSourceName"},
    {kEventId, "Event.System.EventID.#text"},
    {kEventId, "Event.System.EventID"},
    {kQualifiers, "Event.System.EventID.#attributes.Qualifiers"},
    {kVersion, "Event.System.Version"},
    {kLevel, "Event.System.Level"},
    {kTask, "Event.System.Task"},
    {kOpcode, "Event.System.Opcode"},
    {kKeywords, "Event.System.Keywords"},
    {kTimeCreated, "Event.System.TimeCreated.#attributes.SystemTime"},
    {kEventRecordId, "Event.System.EventRecordID"},
    {kActivityId, "Event.System.Correlation.#attributes.ActivityID"},
    {kRelatedActivityId, "Event.System.Correlation.#attributes.RelatedActivityID"},
    {kProcessId, "Event.System.Execution.#attributes.ProcessID"},
    {kThreadId, "Event.System.Execution.#attributes.ThreadID"},
    {kChannel, "Event.System.Channel"},
    {kComputer, "Event.System.Computer"},
    {kUserId, "Event.System.Security.#attributes.UserID"},
};

// Of an event that a line of a log carries, which tells channel and computer.
constexpr MappingKey kCarriedKeys[] = {{"Event.System.Provider.#attributes.Name"}, {"_log"}};
// Exported without a line around it: Windows has no such provider.
constexpr MappingKey kAloneKeys[] = {{"Event.System.Provider.#attributes.Name", "Linux-Sysmon"}};
constexpr SystemRow kCarriedSystem[] = {
    {kProviderName, "Event.System.Provider.#attributes.Name"},
    {kProviderGuid, "Event.System.Provider.#attributes.Guid"},
    {kEventId, "Event.System.EventID"},
    {kVersion, "Event.System.Version"},
    {kLevel, "Event.System.Level"},
    {kTask, "Event.System.Task"},
    {kOpcode, "Event.System.Opcode"},
    {kKeywords, "Event.System.Keywords"},
    {kTimeCreated, "Event.System.TimeCreated.#attributes.SystemTime"},
    {kEventRecordId, "Event.System.EventRecordID"},
    {kProcessId, "Event.System.Execution.#attributes.ProcessID"},
    {kThreadId, "Event.System.Execution.#attributes.ThreadID"},
    {kChannel, "_log"},
    {kComputer, "Event.System.Computer"},
    {kComputer, "_host"},
    {kUserId, "Event.System.Security.#attributes.UserId"},
};
constexpr RenameRow kCarriedRenames[] = {
    {"Event.System.Correlation"},
    {"Event.System.Channel"},
    {"_time_epoch"},
    {"_time_iso"},
    {"_time_syslog"},
    {"_host"},
    {"program"},
    {"pid"},
    {"priority"},
    {"MESSAGE"},
    {"SyslogMessage"},
};

constexpr SystemRow kFlatSystem[] = {
    {kProviderName, "Event.System.Provider_attributes.Name"},
    {kProviderGuid, "Event.System.Provider_attributes.Guid"},
    {kEventSourceName, "Event.System.Provider_attributes.EventSourceName"},
    {kEventId, "Event.System.EventID"},
    {kQualifiers, "Event.System.EventID_attributes.Qualifiers"},
    {kVersion, "Event.System.Version"},
    {kLevel, "Event.System.Level"},
    {kTask, "Event.System.Task"},
    {kOpcode, "Event.System.Opcode"},
    {kKeywords, "Event.System.Keywords"},
    {kTimeCreated, "Event.System.TimeCreated_attributes.SystemTime"},
    {kEventRecordId, "Event.System.EventRecordID"},
    {kActivityId, "Event.System.Correlation_attributes.ActivityID"},
    {kRelatedActivityId, "Event.System.Correlation_attributes.RelatedActivityID"},
    {kProcessId, "Event.System.Execution_attributes.ProcessID"},
    {kThreadId, "Event.System.Execution_attributes.ThreadID"},
    {kChannel, "Event.System.Channel"},
    {kComputer, "Event.System.Computer"},
    {kUserId, "Event.System.Security_attributes.UserID"},
};

// What stands in the XML's frame, and elements that are empty.
constexpr RenameRow kRenames[] = {
    {"Event.#attributes.xmlns"},
    {"Event_attributes.xmlns"},
    {"Event.System.Correlation"},
    {"Event.System.Execution"},
    {"Event.System.Security"},
    {"Event.EventData"},
    {"Event.UserData"},
    {"Event.EventData.Data.#text", "Data"},
    {"Event.EventData.#attributes.Name", "EventData_Name"},
    {"Event.EventData_attributes.Name", "EventData_Name"},
};

using enum SectionRow::Keep;
constexpr SectionRow kSections[] = {
    {"Event.EventData.", PayloadSection::kEventData, kRest},
    {"Event.UserData.", PayloadSection::kUserData, kLeaf},
    {"Event.System.", PayloadSection::kOther, kRest},
};

constexpr TimeRow kTimes[] = {{"Event.System.TimeCreated.#attributes.SystemTime"}};
constexpr TimeRow kFlatTimes[] = {{"Event.System.TimeCreated_attributes.SystemTime"}};

constexpr Mapping LinuxSysmon(std::string_view name, std::string_view format,
                              std::span<const MappingKey> keys, std::string_view channel) {
  return {.name = name,
          .format = format,
          .keys = keys,
          .system = kCarriedSystem,
          .sections = kSections,
          .renames = kCarriedRenames,
          .times = kTimes,
          .style = ValueStyle::kWindows,
          .channel = channel};
}

}  // namespace

constexpr Mapping kEvtxJson = {.name = "evtx_dump",
                               .format = "json",
                               .keys = kKeys,
                               .system = kSystem,
                               .sections = kSections,
                               .renames = kRenames,
                               .times = kTimes,
                               .style = ValueStyle::kWindows};

constexpr Mapping kEvtxXml = {.name = "Windows XML",
                              .format = "xml",
                              .keys = kKeys,
                              .system = kSystem,
                              .sections = kSections,
                              .renames = kRenames,
                              .times = kTimes,
                              .style = ValueStyle::kWindows};

constexpr Mapping kLinuxSysmon[4] = {
    LinuxSysmon("Sysmon for Linux", "syslog", kCarriedKeys, {}),
    LinuxSysmon("Sysmon for Linux in the journal", "json", kCarriedKeys, {}),
    LinuxSysmon("Sysmon for Linux, XML", "xml", kAloneKeys, "linux:sysmon"),
    LinuxSysmon("Sysmon for Linux, JSON", "json", kAloneKeys, "linux:sysmon")};

constexpr Mapping kEvtxJsonFlat = {.name = "evtx_dump, separate attributes",
                                   .format = "json",
                                   .keys = kFlatKeys,
                                   .system = kFlatSystem,
                                   .sections = kSections,
                                   .renames = kRenames,
                                   .times = kFlatTimes,
                                   .style = ValueStyle::kWindows};

}  // namespace noroshi::shapes
