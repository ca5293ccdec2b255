// AnalyticRules: which rule has the words for what an analytic finds. Looked for once: rules are
// thousands, and packed.
//
// Const after construction and safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "rules/analytic_names.h"
#include "rules/rule_set.h"

namespace noroshi {

class AnalyticRules {
 public:
  // Of several rules that name one analytic, the first.
  explicit AnalyticRules(const RuleSet& rules);

  // Index into RuleSet::rules; nothing: the analytic is not to be evaluated.
  [[nodiscard]] std::optional<std::uint32_t> Of(std::string_view analytic) const;
  [[nodiscard]] bool Has(std::string_view analytic) const { return Of(analytic).has_value(); }
  [[nodiscard]] bool HasAny(std::span<const std::string_view> analytics) const;
  // What the analytics of the rules count names of, as bits of RareKind.
  [[nodiscard]] std::uint32_t RareKinds() const;

 private:
  std::map<std::string, std::uint32_t, std::less<>> by_name_;
};

}  // namespace noroshi
