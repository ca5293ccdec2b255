// A finding as the outputs have it, straight from a match. For tests.
#pragma once

#include <string>

#include "finding/match.h"
#include "rules/rule_set.h"
#include "stream/input/input_list.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

struct FindingTexts {
  SortKey key;
  // As they are sorted.
  std::string shared, own;
  // As they are written.
  std::string host, line, row;
};

[[nodiscard]] FindingTexts TextsOf(const Match& match, const SourcePlace& place,
                                   const RuleSet& rules, const EventContext& context,
                                   bool with_timeline);

}  // namespace noroshi
