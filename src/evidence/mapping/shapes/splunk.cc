// Windows events as a Splunk search exports them: {"preview": .., "result": {..}}, of which the
// reader gives the result, or the result
// alone (Splunk, "Export data using the CLI"; add-on for Microsoft Windows, field names).
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"EventCode"}, {"LogName"}};
constexpr MappingKey kXmlKeys[] = {{"EventCode"}, {"Channel"}};

constexpr SystemRow kSystem[] = {
    {kProviderName, "SourceName"},
    {kProviderName, "Name"},
    {kEventId, "EventCode"},
    {kEventId, "EventID"},
    {kEventRecordId, "RecordNumber"},
    {kEventRecordId, "EventRecordID"},
    {kChannel, "Channel"},
    {kChannel, "LogName"},
    {kComputer, "ComputerName"},
    {kComputer, "Computer"},
    {kComputer, "host"},
    {kUserId, "Sid"},
};

// Of the search, not of the event.
constexpr RenameRow kRenames[] = {
    {"preview"},    {"offset"}, {"lastrow"},   {"_bkt"},          {"_cd"},   {"_serial"},
    {"_si"},        {"index"},  {"linecount"}, {"splunk_server"}, {"punct"}, {"_sourcetype"},
    {"_indextime"}, {"_time"},  {"_raw_time"}, {"sourcetype"},
};

using enum SectionRow::Keep;
constexpr SectionRow kSections[] = {{"EventData.", PayloadSection::kEventData, kRest},
                                    {"", PayloadSection::kEventData, kRest}};

constexpr TimeRow kTimes[] = {{"_time", TimeForm::kEpochOrIso},
                              {"time", TimeForm::kEpochOrIso},
                              {"_raw_time", TimeForm::kUsSlashes}};

constexpr Mapping Splunk(std::string_view name, std::span<const MappingKey> keys) {
  return {.name = name,
          .format = "json",
          .keys = keys,
          .system = kSystem,
          .sections = kSections,
          .renames = kRenames,
          .times = kTimes};
}

}  // namespace

constexpr Mapping kSplunkWindows = Splunk("splunk export", kKeys);
constexpr Mapping kSplunkXml = Splunk("splunk export of XML", kXmlKeys);

}  // namespace noroshi::shapes
