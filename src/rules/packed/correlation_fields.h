// The members of correlations, for PackWriter and PackReader; see rule_fields.h.
#pragma once

#include "rules/correlation_rules/correlation_rule.h"
#include "rules/packed/rule_fields.h"

namespace noroshi {

// The last value of each enum, as in rule_fields.h. REQUIRES: each stays the last one declared.
constexpr Measure LastOf(Measure) { return Measure::kMaximum; }
constexpr CorrelationOp LastOf(CorrelationOp) { return CorrelationOp::kNotEqual; }
constexpr PresenceStep::Kind LastOf(PresenceStep::Kind) { return PresenceStep::Kind::kOr; }
constexpr Reporting LastOf(Reporting) { return Reporting::kRestarts; }

// What linking has set (link.h) is packed as well: a set that comes back is linked already.
template <class Io>
void Fields(Io& io, Is<CorrelationTest> auto& test) {
  auto& [op, number] = test;
  io(op, number);
}

template <class Io>
void Fields(Io& io, Is<PresenceStep> auto& step) {
  auto& [kind, least, sources] = step;
  io(kind, least, sources);
}

template <class Io>
void Fields(Io& io, Is<CorrelationField> auto& field) {
  auto& [name, scope, slot] = field;
  io(name, scope, slot);
}

template <class Io>
void Fields(Io& io, Is<CorrelationSource> auto& source) {
  auto& [target, line, column, rule, correlation, group_fields, value_fields] = source;
  io(target, line, column, rule, correlation, group_fields, value_fields);
}

template <class Io>
void Fields(Io& io, Is<CorrelationAlias> auto& alias) {
  auto& [name, target, field, line, column] = alias;
  io(name, target, field, line, column);
}

template <class Io>
void Fields(Io& io, Is<CorrelationRule> auto& correlation) {
  auto& [path, document, id, line, column, type, measure, reporting, tests, presence, percentile,
         timespan, shown, group_by, values, aliases, sources, generate, takes_level, rule, depth,
         silent] = correlation;
  io(path, document, id, line, column, type, measure, reporting, tests, presence, percentile,
     timespan, shown, group_by, values, aliases, sources, generate, takes_level, rule, depth,
     silent);
}

}  // namespace noroshi
