// NecessaryTruths (condition.h): from the leaves up, what must hold for a node to be true, and what
// for it to be false.
#include <algorithm>

#include "matcher/build/condition.h"

namespace noroshi {
namespace {

using Kind = ExprNode::Kind;

// One of `truths` must hold; no truths and `impossible`: the node cannot have this value at all.
struct Need {
  bool known = false;
  std::uint64_t weight = 0;  // how often some of them holds, in arbitrary units
  std::vector<Truth> truths = {};
};

struct Needs {
  Need when_true, when_false;
};

// A longer literal is rarer; where it may stand matters less.
std::uint64_t WeightOf(std::span<const GlobPiece> pieces) {
  constexpr std::uint64_t kShortest = 4096, kNoLiteral = 1'000'000;
  std::uint32_t literal_bytes = 0;
  for (const GlobPiece& piece : pieces) literal_bytes += piece.size;
  if (literal_bytes == 0) return pieces.empty() ? 64 : kNoLiteral;
  return (kShortest >> std::min(literal_bytes, 12U)) + (pieces.size() == 1 ? 1 : 2);
}

std::uint64_t WeightOf(Truth truth, const CompiledRules& compiled) {
  const FieldView& view = compiled.views[compiled.view_of[truth]];
  return WeightOf(compiled.fields[view.field].index.globs().pieces(truth - view.first_eager));
}

void AddTruth(Truth truth, const CompiledRules& compiled, Need& need) {
  need.truths.push_back(truth);
  need.weight += WeightOf(truth, compiled);
}

// Channel, provider and event id are known before the event: they wake nothing.
Need NeedOfTest(Truth truth, const CompiledRules& compiled) {
  Need need;
  const FieldView& view = compiled.views[compiled.view_of[truth]];
  if (IsKindField(view.query)) return need;
  if (!compiled.IsLazy(truth)) {
    need.known = true;
    AddTruth(truth, compiled, need);
    return need;
  }
  for (const Truth hint : compiled.hints.at(truth - compiled.eager_count)) {
    need.known = true;
    AddTruth(hint, compiled, need);
  }
  return need;
}

// Some child has the value: any of what each needs. Equal truths count once, so that a shared
// child does not double at every level.
Need AnyOf(const std::vector<std::uint32_t>& children, const std::vector<Needs>& needs,
           Need Needs::*side) {
  Need all{.known = true};
  for (const std::uint32_t child : children) {
    const Need& need = needs[child].*side;
    if (!need.known) return {};
    all.weight += need.weight;
    all.truths.insert(all.truths.end(), need.truths.begin(), need.truths.end());
  }
  std::ranges::sort(all.truths);
  all.truths.erase(std::unique(all.truths.begin(), all.truths.end()), all.truths.end());
  return all;
}

// Every child has the value: what the rarest of them needs.
Need BestOf(const std::vector<std::uint32_t>& children, const std::vector<Needs>& needs,
            Need Needs::*side) {
  const Need* best = nullptr;
  for (const std::uint32_t child : children) {
    const Need& need = needs[child].*side;
    if (need.known && (best == nullptr || need.weight < best->weight)) best = &need;
  }
  return best == nullptr ? Need{} : *best;
}

constexpr bool kImpossible = true;  // known, and nothing can bring it about

Needs NeedsOf(const ConditionNode& node, const std::vector<Needs>& needs,
              const CompiledRules& compiled) {
  const auto when_true = &Needs::when_true, when_false = &Needs::when_false;
  switch (node.kind) {
    case Kind::kTrue: return {.when_true = {}, .when_false = {.known = kImpossible}};
    case Kind::kFalse: return {.when_true = {.known = kImpossible}, .when_false = {}};
    case Kind::kTest: return {.when_true = NeedOfTest(node.truth, compiled), .when_false = {}};
    case Kind::kNot: {
      const Needs& child = needs[node.children[0]];
      return {child.when_false, child.when_true};
    }
    case Kind::kAnd:
      return {BestOf(node.children, needs, when_true), AnyOf(node.children, needs, when_false)};
    case Kind::kOr:
      return {AnyOf(node.children, needs, when_true), BestOf(node.children, needs, when_false)};
  }
  return {};
}

}  // namespace

std::optional<std::vector<Truth>> NecessaryTruths(const Condition& condition,
                                                  const CompiledRules& compiled) {
  std::vector<Needs> needs;
  needs.reserve(condition.size());
  for (const ConditionNode& node : condition) needs.push_back(NeedsOf(node, needs, compiled));
  Need& root = needs.back().when_true;
  if (!root.known) return std::nullopt;
  return std::move(root.truths);
}

}  // namespace noroshi
