// Windows events as a Splunk search exports them: {"preview": .., "result": {..}}, or the result
// alone (Splunk, "Export data using the CLI"; add-on for Microsoft Windows, field names).
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"result.EventCode"}};
constexpr MappingKey kBareKeys[] = {{"EventCode"}, {"LogName"}};

constexpr SystemRow kSystem[] = {
    {kProviderName, "result.SourceName"},
    {kEventId, "result.EventCode"},
    {kEventId, "result.EventID"},
    {kEventRecordId, "result.RecordNumber"},
    {kEventRecordId, "result.EventRecordID"},
    {kChannel, "result.Channel"},
    {kChannel, "result.LogName"},
    {kComputer, "result.ComputerName"},
    {kComputer, "result.Computer"},
    {kComputer, "result.host"},
    {kUserId, "result.Sid"},
    {kProviderName, "SourceName"},
    {kEventId, "EventCode"},
    {kEventRecordId, "RecordNumber"},
    {kChannel, "LogName"},
    {kComputer, "ComputerName"},
    {kComputer, "host"},
    {kUserId, "Sid"},
};

// Of the search, not of the event.
constexpr RenameRow kRenames[] = {
    {"preview"},           {"offset"},         {"lastrow"},           {"result._bkt"},
    {"result._cd"},        {"result._serial"}, {"result._si"},        {"result._sourcetype"},
    {"result._indextime"}, {"result.index"},   {"result.linecount"},  {"result.splunk_server"},
    {"result.punct"},      {"result._time"},   {"result.sourcetype"}, {"_time"},
};

using enum SectionRow::Keep;
constexpr SectionRow kSections[] = {{"result.", PayloadSection::kEventData, kRest},
                                    {"", PayloadSection::kEventData, kRest}};

constexpr TimeRow kTimes[] = {{"result._time", TimeForm::kEpochOrIso},
                              {"_time", TimeForm::kEpochOrIso}};

}  // namespace

constexpr Mapping kSplunkWindows = {.name = "splunk export",
                                    .format = "json",
                                    .keys = kKeys,
                                    .system = kSystem,
                                    .sections = kSections,
                                    .renames = kRenames,
                                    .times = kTimes};

constexpr Mapping kSplunkBare = {.name = "splunk result",
                                 .format = "json",
                                 .keys = kBareKeys,
                                 .system = kSystem,
                                 .sections = kSections,
                                 .renames = kRenames,
                                 .times = kTimes};

}  // namespace noroshi::shapes
