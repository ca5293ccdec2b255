#include "matcher/match_profile.h"

namespace noroshi {
namespace {

void AddCost(const ProfileCost& more, ProfileCost& sum) {
  sum.calls += more.calls;
  sum.held += more.held;
  sum.ns += more.ns;
}

void AddCost(const FieldCost& more, FieldCost& sum) {
  sum.values += more.values;
  sum.memo_lookups += more.memo_lookups;
  sum.memo_hits += more.memo_hits;
  sum.scanned += more.scanned;
  sum.scanned_bytes += more.scanned_bytes;
  sum.ns += more.ns;
}

template <class Map>
void AddAll(const Map& more, Map& sum) {
  for (const auto& [key, cost] : more) AddCost(cost, sum[key]);
}

}  // namespace

void MatchProfile::Add(const MatchProfile& more) {
  bindings += more.bindings;
  regex_calls += more.regex_calls;
  AddAll(more.rules, rules);
  AddAll(more.tests, tests);
  AddAll(more.fields, fields);
}

}  // namespace noroshi
