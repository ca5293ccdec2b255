// ProgramBuilder: the second half of compiling rules, once truths have numbers: each way into a
// rule becomes a program with its condition as steps, and is noted under what wakes it.
//
// A way into a rule needs nothing of the others, so they are made in parts of some hundred, on as
// many threads as there are; a part counts its own steps, tests and programs from 0, and AddPart
// moves it behind those before it. Parts are cut and put together in the order of the rules: what
// comes out does not depend on the threads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "matcher/build/truth_builder.h"
#include "matcher/compiled_rules.h"
#include "matcher/matcher.h"

namespace noroshi {

// A program before truths have numbers.
struct ProgramDraft {
  std::uint32_t rule = 0;
  std::optional<std::size_t> alternative = {};  // of the rule's gate; none: any event
  std::vector<TruthBuilder::Ref> tests = {};    // of the rule, in its order
  std::vector<TruthBuilder::Ref> gate_tests = {};
};

// The alternative that a draft is the way through; null for any event.
[[nodiscard]] const GateAlternative* AlternativeOf(const Rule& rule,
                                                   std::optional<std::size_t> index);

using Wake = std::pair<Truth, std::uint32_t>;  // an eager truth and a program that it wakes

// Programs of neighbouring drafts, in arrays as those of CompiledRules but counted from 0.
struct ProgramPart {
  std::vector<Program> programs;
  // One for each program.
  std::vector<ProgramGate> gates;
  std::vector<Step> steps;
  std::vector<Truth> test_truths;
  Runs program_views;
  std::vector<Wake> wakes;
  std::vector<Matcher::Refused> refused;
};

// Makes one part. Reads `compiled` (views, truths, indexes), which must be finished that far, and
// writes nothing outside the part: one builder a thread. Rules are unpacked anew rather than kept:
// all of them together are large.
class ProgramBuilder {
 public:
  ProgramBuilder(const CompiledRules& compiled, const TruthBuilder& truths)
      : compiled_(compiled), truths_(truths) {}

  // REQUIRES: drafts in the order of their rules.
  [[nodiscard]] ProgramPart Build(std::span<const ProgramDraft> drafts);

 private:
  void Add(const ProgramDraft& draft, const Rule& rule);
  [[nodiscard]] std::vector<Truth> Number(const std::vector<TruthBuilder::Ref>& refs) const;

  const CompiledRules& compiled_;
  const TruthBuilder& truths_;
  ProgramPart part_;
};

// Puts the part behind what is in `compiled`, and its wakes and refused rules behind those given;
// its gates are the caller's to see to.
void AddPart(ProgramPart part, CompiledRules& compiled, std::vector<Wake>& wakes,
             std::vector<Matcher::Refused>& refused);

}  // namespace noroshi
