// Windows events as rows of CSV: EvtxECmd (its source, "CsvOut"), Get-WinEvent's properties
// (System.Diagnostics.Eventing.Reader.EventLogRecord) through Export-Csv, Event Viewer. The reader
// puts the event's data under "EventData." and "UserData." where the export has it.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kEvtxECmdKeys[] = {{"EventId"}, {"Channel"}};
constexpr MappingKey kGetWinEventKeys[] = {{"Id"}, {"LogName"}};
constexpr MappingKey kGetWinEventJsonKeys[] = {{"Id"}, {"LogName"}, {"ProviderName"}};
constexpr MappingKey kListKeys[] = {{"Id"}, {"ProviderName"}};
constexpr MappingKey kViewerKeys[] = {{"Event ID"}, {"Source"}};

constexpr SystemRow kEvtxECmdSystem[] = {
    {kProviderName, "Provider"}, {kEventId, "EventId"},         {kLevel, "Level"},
    {kKeywords, "Keywords"},     {kTimeCreated, "TimeCreated"}, {kEventRecordId, "EventRecordId"},
    {kProcessId, "ProcessId"},   {kThreadId, "ThreadId"},       {kChannel, "Channel"},
    {kComputer, "Computer"},     {kUserId, "UserId"},
};
constexpr SystemRow kGetWinEventSystem[] = {
    {kProviderName, "ProviderName"},
    {kProviderGuid, "ProviderId"},
    {kEventId, "Id"},
    {kQualifiers, "Qualifiers"},
    {kVersion, "Version"},
    {kLevel, "Level"},
    {kTask, "Task"},
    {kOpcode, "Opcode"},
    {kKeywords, "Keywords"},
    {kTimeCreated, "TimeCreated"},
    {kEventRecordId, "RecordId"},
    {kActivityId, "ActivityId"},
    {kRelatedActivityId, "RelatedActivityId"},
    {kProcessId, "ProcessId"},
    {kThreadId, "ThreadId"},
    {kChannel, "LogName"},
    {kComputer, "MachineName"},
    {kUserId, "UserId"},
    {kUserId, "UserId.Value"},
};
constexpr SystemRow kViewerSystem[] = {
    {kProviderName, "Source"}, {kEventId, "Event ID"}, {kTimeCreated, "Date and Time"}};

// What the program worked out of the event's data, which is there as well; and where it found it.
constexpr RenameRow kEvtxECmdRenames[] = {
    {"RecordNumber"}, {"ChunkNumber"},    {"MapDescription"}, {"UserName"},     {"RemoteHost"},
    {"PayloadData1"}, {"PayloadData2"},   {"PayloadData3"},   {"PayloadData4"}, {"PayloadData5"},
    {"PayloadData6"}, {"ExecutableInfo"}, {"HiddenRecord"},   {"SourceFile"},   {"ExtraDataOffset"},
};
// Texts in the language of who exported, and names of .NET types.
constexpr RenameRow kGetWinEventRenames[] = {
    {"LevelDisplayName"},
    {"OpcodeDisplayName"},
    {"TaskDisplayName"},
    {"KeywordsDisplayNames"},
    {"ContainerLog"},
    {"MatchedQueryIds"},
    {"Bookmark"},
    {"TimeCreated.value"},
    {"TimeCreated.DateTime"},
    {"TimeCreated.DisplayHint"},
    {"UserId.BinaryLength"},
    {"UserId.AccountDomainSid"},
};
constexpr RenameRow kViewerRenames[] = {{"Level"}, {"Task Category"}};

using enum SectionRow::Keep;
constexpr SectionRow kSections[] = {
    {"EventData.", PayloadSection::kEventData, kRest},
    {"UserData.", PayloadSection::kUserData, kLeaf},
    {"", PayloadSection::kOther, kRest},
};

constexpr TimeRow kEvtxECmdTimes[] = {{"TimeCreated"}};  // UTC
constexpr TimeRow kGetWinEventTimes[] = {
    {"TimeCreated", TimeForm::kUsSlashes}, {"TimeCreated", TimeForm::kYearSlashes},
    {"TimeCreated", TimeForm::kDotNet},    {"TimeCreated.value", TimeForm::kDotNet},
    {"TimeCreated", TimeForm::kIsoLocal},  {"TimeCreated.value", TimeForm::kIsoLocal}};
constexpr TimeRow kViewerTimes[] = {{"Date and Time", TimeForm::kUsSlashes},
                                    {"Date and Time", TimeForm::kYearSlashes},
                                    {"Date and Time", TimeForm::kIsoLocal}};

}  // namespace

constexpr Mapping kWindowsCsv[5] = {
    {.name = "EvtxECmd CSV",
     .format = "csv",
     .keys = kEvtxECmdKeys,
     .system = kEvtxECmdSystem,
     .sections = kSections,
     .renames = kEvtxECmdRenames,
     .times = kEvtxECmdTimes,
     .style = ValueStyle::kWindows},
    {.name = "Get-WinEvent CSV",
     .format = "csv",
     .keys = kGetWinEventKeys,
     .system = kGetWinEventSystem,
     .sections = kSections,
     .renames = kGetWinEventRenames,
     .times = kGetWinEventTimes,
     .style = ValueStyle::kWindows},
    {.name = "Event Viewer CSV",
     .format = "csv",
     .keys = kViewerKeys,
     .system = kViewerSystem,
     .sections = kSections,
     .renames = kViewerRenames,
     .times = kViewerTimes,
     .style = ValueStyle::kWindows},
    {.name = "Windows event list",
     .format = "event list",
     .keys = kListKeys,
     .system = kGetWinEventSystem,
     .sections = kSections,
     .renames = kGetWinEventRenames,
     .times = kGetWinEventTimes,
     .style = ValueStyle::kWindows},
    // Get-WinEvent | ConvertTo-Json
    {.name = "Get-WinEvent JSON",
     .format = "json",
     .keys = kGetWinEventJsonKeys,
     .system = kGetWinEventSystem,
     .sections = kSections,
     .renames = kGetWinEventRenames,
     .times = kGetWinEventTimes,
     .style = ValueStyle::kWindows},
};

}  // namespace noroshi::shapes
