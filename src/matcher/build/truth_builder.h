// TruthBuilder: turns the tests of all rules into shared, numbered truths. Ten rules that ask the
// same thing of the same field share one bit, and it is worked out once.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "matcher/build/literal_index_builder.h"
#include "matcher/compiled_rules.h"

namespace noroshi {

// How one way into a rule reads its fields.
struct Reading {
  FieldAliases aliases = FieldAliases::kNone;
  bool channel_matches_either = false;
};

// Add every test, Finish once, then ask for numbers: that order is the contract. One owner, used
// while a matcher is built and gone afterwards.
class TruthBuilder {
 public:
  explicit TruthBuilder(CompiledRules& out) : out_(out) {}

  // A truth before it has a number: numbers are given when all patterns are known.
  struct Ref {
    std::uint32_t view = 0;   // eager only
    std::uint32_t index = 0;  // the pattern in its field's index, or the lazy test
    bool lazy = false;
  };

  // What tells the test's pattern from others of its field; empty for tests that are no eager
  // truths. Apart from Add because it needs no builder: another thread may work it out.
  [[nodiscard]] static std::string KeyOf(const Test& test);

  // Fails only for a regular expression that does not compile. `key` is KeyOf(test).
  Result<Ref> Add(const Test& test, const Reading& reading, std::string_view key);
  // The truth of a test that was added before, as `known`, when its field is read in another way.
  // REQUIRES: !known.lazy.
  [[nodiscard]] Ref Reread(const Test& test, const Ref& known, const Reading& reading) {
    return {ViewOf(test.field, test.scope, reading), known.index, false};
  }

  // Builds the indexes and numbers the truths. Call once, after the last Add.
  void Finish(unsigned threads);
  // REQUIRES: Finish() was called, and `ref` came from this builder.
  [[nodiscard]] Truth Number(const Ref& ref) const noexcept;

 private:
  std::uint32_t FieldOf(std::string_view name);
  std::uint32_t ViewOf(std::string_view name, FieldScope scope, const Reading& reading);
  std::uint32_t MakeView(std::uint32_t field, FieldScope scope, const Reading& reading);
  Ref AddEager(std::uint32_t view, const Pattern& pattern, std::string_view key);
  Result<Ref> AddLazy(const Test& test, std::uint32_t view, std::uint32_t other_view);
  void BuildIndexes(unsigned threads);
  Status Prepare(const Test& test, LazyTest& lazy);
  std::vector<Ref> HintsOf(const Test& test, std::uint32_t view);

  CompiledRules& out_;
  std::vector<LiteralIndexBuilder> indexes_;  // per field
  std::unordered_map<std::string, std::uint32_t> fields_, views_, lazies_;
  std::unordered_map<std::uint64_t, std::uint32_t> view_answers_;  // of ViewOf, by its question
  std::unordered_map<std::string, const Regex*> regexes_;
  std::vector<std::vector<Ref>> hints_;  // per lazy
};

}  // namespace noroshi
