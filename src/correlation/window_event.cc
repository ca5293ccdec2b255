#include "correlation/window_event.h"

#include <algorithm>
#include <utility>

#include "base/byte_text.h"
#include "rules/text/ascii.h"
#include "rules/text/number.h"

namespace noroshi {
namespace {

bool IsOverNumbers(Measure measure) noexcept {
  switch (measure) {
    case Measure::kEvents:
    case Measure::kDistinct:
    case Measure::kRules:
    case Measure::kChain: return false;
    default: return true;
  }
}

}  // namespace

bool CanMeasure(Measure measure, const std::vector<std::string>& values) {
  if (measure == Measure::kDistinct) return !values.empty();
  if (!IsOverNumbers(measure)) return true;
  return values.size() == 1 && ParseNumber(Trim(values.front())).has_value();
}

WindowEvent MakeWindowEvent(Measure measure, CorrelationEvent event) {
  WindowEvent made;
  made.time = event.time;
  made.file = event.file;
  made.position = event.position;
  made.sources = std::uint64_t{1} << event.source;
  made.derived = event.derived;
  made.members = std::move(event.members);
  if (measure == Measure::kDistinct) {
    std::string tuple;
    for (const std::string& value : event.values) PutText(value, tuple);
    made.distinct.push_back(std::move(tuple));
  } else if (IsOverNumbers(measure)) {
    made.number = ParseNumber(Trim(event.values.front()));
  }
  return made;
}

bool JoinRecord(WindowEvent& event, WindowEvent& more) {
  const bool same = !event.derived && !more.derived && event.file == more.file &&
                    event.position == more.position && event.time == more.time;
  if (!same) return false;
  event.sources |= more.sources;
  for (std::string& tuple : more.distinct) {
    if (std::ranges::find(event.distinct, tuple) == event.distinct.end()) {
      event.distinct.push_back(std::move(tuple));
    }
  }
  return true;
}

}  // namespace noroshi
