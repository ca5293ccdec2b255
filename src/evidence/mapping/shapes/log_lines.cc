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
    {"_time_epoch"}, {"_time_iso"}, {"_time_syslog"}, {"_time_slashes"}};
constexpr TimeRow kTimes[] = {{"_time_epoch", TimeForm::kEpochOrIso},
                              {"_time_iso", TimeForm::kIsoLocal},
                              {"_time_slashes", TimeForm::kYearSlashes},
                              {"_time_syslog", TimeForm::kSyslog}};

constexpr Mapping Lines(std::string_view name, std::string_view format) {
  return {.name = name,
          .format = format,
          .keys = kKeys,
          .system = kSystem,
          .renames = kRenames,
          .times = kTimes};
}

}  // namespace

constexpr Mapping kLogLines[2] = {Lines("syslog", "syslog"), Lines("ivanti vc0", "ivanti_vc0")};

}  // namespace noroshi::shapes
