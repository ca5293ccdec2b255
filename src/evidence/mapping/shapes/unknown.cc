// The mapping of records that no other mapping fits: every field is payload, the time is looked for
// under the names that are usual. It has no channel, so only rules without a log source see them.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

constexpr TimeRow kTimes[] = {
    {"@timestamp", TimeForm::kEpochOrIso},
    {"timestamp", TimeForm::kEpochOrIso},
    {"time", TimeForm::kEpochOrIso},
    {"ts", TimeForm::kEpochOrIso},
    {"TimeGenerated", TimeForm::kEpochOrIso},
    {"eventTime", TimeForm::kEpochOrIso},
    {"datetime", TimeForm::kEpochOrIso},
    {"date", TimeForm::kEpochOrIso},
    {"_time", TimeForm::kEpochOrIso},
    {"Timestamp", TimeForm::kEpochOrIso},
    {"TimeStamp", TimeForm::kEpochOrIso},
    {"Time", TimeForm::kEpochOrIso},
    {"DateTime", TimeForm::kEpochOrIso},
    {"Date", TimeForm::kEpochOrIso},
    {"event_time", TimeForm::kEpochOrIso},
    {"EventTime", TimeForm::kEpochOrIso},
    {"timeGenerated", TimeForm::kEpochOrIso},
    {"time_iso8601", TimeForm::kEpochOrIso},
    {"createdDateTime"},
    {"published", TimeForm::kEpochOrIso},
    {"created_at", TimeForm::kEpochOrIso},
    {"received", TimeForm::kEpochOrIso},
    {"Received", TimeForm::kEpochOrIso},
    {"@timestamp", TimeForm::kKibana},
    {"Timestamp", TimeForm::kUsSlashes},
    {"Time", TimeForm::kUsSlashes},
    {"Date", TimeForm::kUsSlashes},
    {"Received", TimeForm::kUsSlashes},
    {"timestamp", TimeForm::kUsSlashes},
    {"time", TimeForm::kUsSlashes},
    {"Time", TimeForm::kYearSlashes},
    {"Date", TimeForm::kYearSlashes},
    {"time", TimeForm::kYearSlashes},
    {"date", TimeForm::kYearSlashes},
};

}  // namespace

constexpr Mapping kUnknown = {
    .name = "unknown",
    .times = kTimes,
};

}  // namespace noroshi::shapes
