// The mapping of records that no other mapping fits: every field is payload, the time is looked for
// under the names that are usual. It has no channel, so only rules without a log source see them.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

constexpr TimeRow kTimes[] = {
    {"@timestamp", TimeForm::kEpochOrIso},    {"timestamp", TimeForm::kEpochOrIso},
    {"time", TimeForm::kEpochOrIso},          {"ts", TimeForm::kEpochOrIso},
    {"TimeGenerated", TimeForm::kEpochOrIso}, {"eventTime", TimeForm::kEpochOrIso},
    {"datetime", TimeForm::kEpochOrIso},      {"date", TimeForm::kEpochOrIso},
};

}  // namespace

constexpr Mapping kUnknown = {
    .name = "unknown",
    .times = kTimes,
};

}  // namespace noroshi::shapes
