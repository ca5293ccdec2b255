#include "correlation/window_event.h"

#include <algorithm>
#include <utility>

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
  made.sources = std::uint64_t{1} << event.source;
  if (IsOverNumbers(measure)) made.number = ParseNumber(Trim(event.texts->values.front()));
  made.event = std::move(event);
  return made;
}

bool JoinRecord(WindowEvent& event, WindowEvent& more) {
  const CorrelationEvent& a = event.event;
  const CorrelationEvent& b = more.event;
  const bool same = !a.derived() && !b.derived() && a.file == b.file && a.position == b.position &&
                    a.time == b.time;
  if (!same) return false;
  event.sources |= more.sources;
  const auto as_told = [&](const TextsRef& texts) { return texts->tuple == b.texts->tuple; };
  if (!as_told(a.texts) && std::ranges::none_of(event.more, as_told)) event.more.push_back(b.texts);
  return true;
}

}  // namespace noroshi
