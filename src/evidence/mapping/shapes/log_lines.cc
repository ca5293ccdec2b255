// Lines of syslog and of the products behind it (lines/payload.h): the parser says in "_log" which
// log source a line is of, in "_host" which computer wrote it, and in one of the "_time" names
// when.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

constexpr MappingKey kKeys[] = {{"_log"}};
constexpr SystemRow kSystem[] = {
    {kChannel, "_log"}, {kComputer, "_host"}, {kComputer, "node"}, {kEventRecordId, "_record"}};
constexpr RenameRow kRenames[] = {
    {"_time"}, {"_time_epoch"}, {"_time_iso"}, {"_time_syslog"}, {"_time_slashes"}};
constexpr TimeRow kTimes[] = {{"_time_epoch", TimeForm::kEpochOrIso},
                              {"_time_iso", TimeForm::kIsoLocal},
                              {"_time_slashes", TimeForm::kYearSlashes},
                              // squid's, web servers'
                              {"_time", TimeForm::kUnixSeconds},
                              {"_time", TimeForm::kHttp},
                              {"_time", TimeForm::kIsoLocal},
                              {"_time_syslog", TimeForm::kSyslog}};
// Of a line in somebody's record: that has the year which the line's own time does not name.
constexpr TimeRow kCarriedTimes[] = {{"_time_epoch", TimeForm::kEpochOrIso},
                                     {"_time_iso", TimeForm::kIsoLocal},
                                     {"_time_slashes", TimeForm::kYearSlashes},
                                     {"_time", TimeForm::kUnixSeconds},
                                     {"_time", TimeForm::kHttp},
                                     {"_time", TimeForm::kIsoLocal},
                                     {"@timestamp", TimeForm::kEpochOrIso},
                                     {"timestamp", TimeForm::kEpochOrIso},
                                     {"time", TimeForm::kEpochOrIso},
                                     {"_time_syslog", TimeForm::kSyslog}};

constexpr Mapping Lines(std::string_view name, std::string_view format,
                        std::span<const TimeRow> times) {
  return {.name = name,
          .format = format,
          .keys = kKeys,
          .system = kSystem,
          .renames = kRenames,
          .times = times};
}

}  // namespace

constexpr Mapping kLogLines[3] = {Lines("syslog", "syslog", kTimes),
                                  Lines("ivanti vc0", "ivanti_vc0", kTimes),
                                  Lines("carried line", "json", kCarriedTimes)};

}  // namespace noroshi::shapes
