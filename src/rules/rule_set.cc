#include "rules/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"
#include "rules/correlation_rules/link.h"
#include "rules/rule_set_order.h"
#include "rules/sigma/codes.h"

namespace noroshi {
namespace {

constexpr std::string_view kReasonNames[] = {
    "yaml",      "invalid",     "unknown_modifier", "bad_regex", "missing_placeholder",
    "no_source", "correlation", "status",           "level",     "duplicate",
    "excluded",  "not_a_rule",
};

Diagnostic SameIdDiagnostic(const RuleHead& rule, const RuleHead& earlier) {
  using sigma::codes::kSameId;
  Diagnostic diagnostic;
  diagnostic.severity = kSameId.severity;
  diagnostic.code = kSameId.code;
  diagnostic.message = fmt::format("the id {} is also that of {}", rule.id, earlier.path);
  diagnostic.path = rule.path;
  diagnostic.fix = kSameId.fix;
  diagnostic.rule_id = rule.id;
  return diagnostic;
}

NotUsedRule DuplicateOf(const Rule& rule, const RuleHead& earlier) {
  NotUsedRule entry;
  entry.reason = NotUsedReason::kDuplicate;
  entry.path = rule.path;
  entry.document = rule.document;
  entry.id = rule.id;
  entry.title = rule.title;
  entry.detail = fmt::format("same as {}", earlier.path);
  return entry;
}

}  // namespace

std::string_view NotUsedReasonName(NotUsedReason reason) noexcept {
  return kReasonNames[static_cast<std::size_t>(reason)];
}

void SortRuleSet(RuleSet& set) {
  const auto by_document = [](const auto& a, const auto& b) {
    return std::tie(a.path, a.document) < std::tie(b.path, b.document);
  };
  const auto by_place = [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.path, a.line, a.column) < std::tie(b.path, b.line, b.column);
  };
  set.rules.Sort();
  std::ranges::stable_sort(set.not_used, by_document);
  std::ranges::stable_sort(set.diagnostics, by_place);
}

void DropDuplicates(RuleSet& set) {
  std::unordered_multimap<std::string_view, const RuleHead*> by_id;
  std::vector<bool> keep(set.rules.size(), true);
  for (std::size_t i = 0; i < set.rules.size(); ++i) {
    const RuleHead& rule = set.rules.head(i);
    const auto [begin, end] = by_id.equal_range(rule.id);
    const auto same = std::find_if(begin, end, [&](const auto& entry) {
      return entry.second->content_hash == rule.content_hash;
    });
    if (same != end) {
      keep[i] = false;
      set.not_used.push_back(DuplicateOf(set.rules.Unpack(i), *same->second));
      continue;
    }
    if (begin != end) set.diagnostics.push_back(SameIdDiagnostic(rule, *begin->second));
    by_id.emplace(rule.id, &rule);
  }
  set.rules.KeepOnly(keep);
}

void MergeRuleSets(RuleSet& set, RuleSet more) {
  const auto move_into = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  set.rules.Append(std::move(more.rules));
  move_into(set.not_used, more.not_used);
  move_into(set.diagnostics, more.diagnostics);
  move_into(set.sources, more.sources);
  move_into(set.correlations, more.correlations);
  set.idle.rules.Append(std::move(more.idle.rules));
  move_into(set.idle.correlations, more.idle.correlations);
  set.files += more.files;
  set.documents += more.documents;
  set.content_hash = HashMix(set.content_hash, more.content_hash);
  SortRuleSet(set);
  DropDuplicates(set);
  SortRuleSet(set);
  LinkCorrelations(set);
}

}  // namespace noroshi
