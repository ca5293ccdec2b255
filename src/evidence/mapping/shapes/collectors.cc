// Windows events as programs of incident response and monitoring keep them: Velociraptor's
// parse_evtx(), Wazuh's archive (Wazuh manual, "Windows event channel"), the Event table of Azure
// Log Analytics (Azure Monitor's table reference), whose EventData is the event's XML.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;
using enum SectionRow::Keep;

constexpr MappingKey kVelociraptorKeys[] = {{"System.EventID.Value"}, {"System.Channel"}};
constexpr SystemRow kVelociraptorSystem[] = {
    {kProviderName, "System.Provider.Name"},
    {kProviderGuid, "System.Provider.Guid"},
    {kEventId, "System.EventID.Value"},
    {kVersion, "System.Version"},
    {kLevel, "System.Level"},
    {kTask, "System.Task"},
    {kOpcode, "System.Opcode"},
    {kKeywords, "System.Keywords"},
    {kTimeCreated, "System.TimeCreated.SystemTime"},
    {kEventRecordId, "System.EventRecordID"},
    {kActivityId, "System.Correlation.ActivityID"},
    {kRelatedActivityId, "System.Correlation.RelatedActivityID"},
    {kProcessId, "System.Execution.ProcessID"},
    {kThreadId, "System.Execution.ThreadID"},
    {kChannel, "System.Channel"},
    {kComputer, "System.Computer"},
    {kUserId, "System.Security.UserID"},
};
constexpr SectionRow kNestedSections[] = {{"EventData.", PayloadSection::kEventData, kRest},
                                          {"UserData.", PayloadSection::kUserData, kLeaf}};
constexpr TimeRow kVelociraptorTimes[] = {{"System.TimeCreated.SystemTime", TimeForm::kEpochOrIso}};

constexpr MappingKey kWazuhKeys[] = {{"data.win.system.eventID"}, {"data.win.system.channel"}};
constexpr SystemRow kWazuhSystem[] = {
    {kProviderName, "data.win.system.providerName"},
    {kProviderGuid, "data.win.system.providerGuid"},
    {kEventId, "data.win.system.eventID"},
    {kVersion, "data.win.system.version"},
    {kLevel, "data.win.system.level"},
    {kTask, "data.win.system.task"},
    {kOpcode, "data.win.system.opcode"},
    {kKeywords, "data.win.system.keywords"},
    {kTimeCreated, "data.win.system.systemTime"},
    {kEventRecordId, "data.win.system.eventRecordID"},
    {kProcessId, "data.win.system.processID"},
    {kThreadId, "data.win.system.threadID"},
    {kChannel, "data.win.system.channel"},
    {kComputer, "data.win.system.computer"},
};
constexpr SectionRow kWazuhSections[] = {
    {"data.win.eventdata.", PayloadSection::kEventData, kRest}};
constexpr TimeRow kWazuhTimes[] = {{"data.win.system.systemTime"}, {"timestamp"}};

constexpr MappingKey kTableKeys[] = {{"EventLog"}, {"EventID"}, {"TimeGenerated"}};
constexpr SystemRow kTableSystem[] = {
    {kProviderName, "Source"}, {kEventId, "EventID"},   {kLevel, "EventLevel"},
    {kChannel, "EventLog"},    {kComputer, "Computer"},
};
constexpr SectionRow kTableSections[] = {
    {"Event.EventData.", PayloadSection::kEventData, kRest},
    {"Event.UserData.", PayloadSection::kUserData, kLeaf},
};
constexpr RenameRow kTableRenames[] = {{"RenderedDescription", "Message"}};
constexpr TimeRow kTableTimes[] = {{"TimeGenerated"}};

}  // namespace

constexpr Mapping kCollectors[3] = {
    {.name = "velociraptor",
     .format = "json",
     .keys = kVelociraptorKeys,
     .system = kVelociraptorSystem,
     .sections = kNestedSections,
     .times = kVelociraptorTimes},
    {.name = "wazuh",
     .format = "json",
     .keys = kWazuhKeys,
     .system = kWazuhSystem,
     .sections = kWazuhSections,
     .times = kWazuhTimes},
    {.name = "Azure Log Analytics, Event",
     .format = "json",
     .keys = kTableKeys,
     .system = kTableSystem,
     .sections = kTableSections,
     .renames = kTableRenames,
     .times = kTableTimes},
};

}  // namespace noroshi::shapes
