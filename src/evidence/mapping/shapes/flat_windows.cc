// Windows events whose fields stand beside the System part, all in one flat object: NXLog's
// im_msvistalog (NXLog manual, "Fields"), and what OTRF's exporters and many scripts make, which
// use NXLog's names but a time with a zone.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kNxlogKeys[] = {{"EventID"}, {"EventTime"}, {"SourceName"}};
constexpr MappingKey kFlatKeys[] = {{"EventID"}, {"Channel"}};

constexpr SystemRow kSystem[] = {
    {kProviderName, "SourceName"},
    {kProviderName, "ProviderName"},
    {kProviderName, "Provider_Name"},
    {kProviderName, "EventSourceName"},
    {kProviderName, "Provider"},
    {kProviderGuid, "ProviderGuid"},
    {kEventId, "EventID"},
    {kVersion, "Version"},
    {kLevel, "Level"},
    {kTask, "Task"},
    {kOpcode, "OpcodeValue"},
    {kOpcode, "Opcode"},
    {kKeywords, "Keywords"},
    {kTimeCreated, "TimeCreated"},
    {kEventRecordId, "RecordNumber"},
    {kEventRecordId, "EventRecordID"},
    {kEventRecordId, "RecordId"},
    {kActivityId, "ActivityID"},
    {kRelatedActivityId, "RelatedActivityID"},
    {kProcessId, "ExecutionProcessID"},
    {kThreadId, "ThreadID"},
    {kThreadId, "ExecutionThreadID"},
    {kChannel, "Channel"},
    {kComputer, "Hostname"},
    {kComputer, "Computer"},
    {kComputer, "host.name"},
    {kUserId, "UserID"},
};

// Of the collector, not of the event.
constexpr RenameRow kRenames[] = {
    {"@version"},          {"SourceModuleName"}, {"SourceModuleType"}, {"port"},
    {"EventReceivedTime"}, {"SeverityValue"},    {"@timestamp"},       {"EventTime"},
};

using enum SectionRow::Keep;
constexpr SectionRow kSections[] = {{"EventData.", PayloadSection::kEventData, kRest},
                                    {"UserData.", PayloadSection::kUserData, kLeaf},
                                    {"", PayloadSection::kEventData, kRest}};

// NXLog's EventTime is the computer's local time.
constexpr TimeRow kNxlogTimes[] = {{"EventTime", TimeForm::kIsoLocal}, {"@timestamp"}};
constexpr TimeRow kFlatTimes[] = {
    {"TimeCreated", TimeForm::kIsoLocal}, {"TimeGenerated"},
    {"EventTime", TimeForm::kIsoLocal},   {"@timestamp"},
    {"Timestamp", TimeForm::kEpochOrIso}, {"_time", TimeForm::kEpochOrIso}};

}  // namespace

constexpr Mapping kNxlog = {
    .name = "nxlog",
    .format = "json",
    .keys = kNxlogKeys,
    .system = kSystem,
    .sections = kSections,
    .renames = kRenames,
    .times = kNxlogTimes,
    .witness = {"EventTime", "EventReceivedTime", "@timestamp"},
};

constexpr Mapping kFlatWindows = {.name = "flat windows event",
                                  .format = "json",
                                  .keys = kFlatKeys,
                                  .system = kSystem,
                                  .sections = kSections,
                                  .renames = kRenames,
                                  .times = kFlatTimes};

}  // namespace noroshi::shapes
