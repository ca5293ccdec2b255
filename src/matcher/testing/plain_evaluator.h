// PlainEvaluator: the naive evaluator's answers for whole rule sets, fast enough to look at every
// event of a corpus. It means what explain.h means, and a test holds the two together; it shares no
// code with the fast matcher but field resolution and case folding, which are event/'s.
//
// How it gains: patterns are decoded once, a value's text once an event; a rule whose condition is
// false for every event of a kind, by its log source, by the fields that the kind lacks or by event
// id, channel and provider, is not looked at; conditions stop at the first answer. There is no
// index and no memory of values: what is left is tried test by test.
//
// One owner. Costs a few milliseconds an event with seven thousand rules.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "event/event.h"
#include "event/taxonomy.h"
#include "rules/rule_set.h"

namespace noroshi {

class PlainRegex;

class PlainEvaluator {
 public:
  // Both must outlive it.
  PlainEvaluator(const RuleSet& rules, const EventContext& context);
  ~PlainEvaluator();

  // The rules that match the event, ascending.
  [[nodiscard]] std::vector<std::uint32_t> Matching(const Event& event);

  // Rules that were looked at beyond their kind, over all calls.
  [[nodiscard]] std::uint64_t looked_at() const noexcept { return looked_at_; }

 private:
  using Characters = std::u32string;
  enum class Known : std::uint8_t { kFalse, kTrue, kUnknown };

  // A way into a rule: a log source alternative, or the whole world.
  struct Entry {
    std::uint32_t rule = 0;
    const GateAlternative* alternative = nullptr;  // null: every event
    std::vector<std::uint32_t> queries;            // of each test: where its field is looked for
  };
  // A test, decoded.
  struct Decoded {
    const Test* test = nullptr;
    Characters pattern;  // literals; other parts as characters no text can hold
    bool plain = false;
    std::unique_ptr<PlainRegex> regex;
  };
  struct Text {
    Value value;
    std::string bytes;
    Characters characters, folded;
  };
  using QueryKey = std::tuple<std::string, FieldScope, FieldAliases, bool>;
  using KindKey = std::tuple<const Shape*, Symbol, Symbol, std::uint32_t>;
  struct Kind {
    std::vector<std::optional<std::vector<FieldSource>>> sources;  // by query
    std::vector<std::uint32_t> entries;                            // that may match
  };

  void AddRule(std::uint32_t index);
  void AddEntry(std::uint32_t rule, const GateAlternative* alternative, FieldAliases aliases);
  std::uint32_t QueryOf(const Test& test, FieldAliases aliases, bool channel_matches_either);
  Kind& KindOf(const Event& event);
  [[nodiscard]] bool Admits(const Entry& entry, const Event& event) const;
  [[nodiscard]] bool PassesExtraTest(const Entry& entry, const Event& event) const;
  const std::vector<FieldSource>& SourcesOf(std::uint32_t query, const EventKind& kind, Kind& of);
  Known KnownOf(const Entry& entry, std::uint32_t test, const Event& event, Kind& kind);
  Known KnownOf(const Entry& entry, const Event& event, Kind& kind);
  const std::vector<Text>& TextsOf(std::uint32_t query, const Event& event, Kind& kind);
  bool Holds(const Entry& entry, std::uint32_t test, const Event& event, Kind& kind);
  bool Holds(const Entry& entry, const Event& event, Kind& kind);
  static bool Fits(const Decoded& test, const Text& text);

  const RuleSet& rules_;
  const EventContext& context_;
  std::vector<std::vector<Decoded>> tests_;  // by rule, then test
  std::vector<Entry> entries_;               // ascending by rule
  std::map<QueryKey, std::uint32_t> query_numbers_;
  std::vector<FieldQuery> queries_;  // names point into query_numbers_
  std::map<KindKey, Kind> kinds_;
  std::vector<std::optional<std::vector<Text>>> texts_;  // by query, of the event under way
  std::vector<std::uint32_t> used_;                      // of texts_
  std::uint64_t looked_at_ = 0;
};

}  // namespace noroshi
