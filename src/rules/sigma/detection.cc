#include "rules/sigma/detection.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "rules/sigma/condition_parser.h"
#include "rules/sigma/expression.h"
#include "rules/sigma/selection.h"
#include "rules/sigma/wildcard_name.h"
#include "rules/sigma/yaml_lists.h"
#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

using NodeIndex = ExpressionBuilder::NodeIndex;
using StepKind = ConditionStep::Kind;

// The value of part of a condition. A term whose pattern names no selection has vanished (S-7.6).
// An `and` or `or` under construction keeps its children open, so that long chains stay linear.
struct Partial {
  enum class Kind : std::uint8_t { kVanished, kNode, kAnd, kOr };
  Kind kind = Kind::kVanished;
  NodeIndex node = 0;
  std::vector<NodeIndex> children;
};

class DetectionLowering {
 public:
  DetectionLowering(const YamlNode& section, std::span<const std::string_view> not_selections,
                    const LoadOptions& options, Reporter& reporter, Rule& rule)
      : section_(section), options_(options), reporter_(reporter), rule_(rule) {
    for (const YamlEntry& entry : section.entries) {
      if (std::ranges::find(not_selections, entry.key->text) == not_selections.end()) {
        selections_.emplace(entry.key->text, Selection{&entry, std::nullopt});
      }
    }
  }

  LoweredDetection Run() {
    std::vector<NodeIndex> roots;
    if (selections_.size() > kMaxConditionNames) {
      reporter_.Report(codes::kTooLarge, section_, "more selections than any rule");
      return result_;
    }
    const YamlNode* condition = section_.Find("condition");
    if (condition == nullptr || condition->IsNull()) {
      WithoutCondition(roots);
    } else {
      for (const YamlNode* one : FlattenLists(*condition)) LowerCondition(*one, roots);
    }
    // Behind a condition that cannot be read every selection looks unused: no news to its author.
    if (!roots.empty()) CheckUnused();
    if (reporter_.ok()) {
      const NodeIndex root = expression_.Or(std::move(roots));
      rule_.condition = expression_.Finish(root);
    }
    return result_;
  }

 private:
  struct Selection {
    const YamlEntry* entry = nullptr;
    std::optional<NodeIndex> node;  // once lowered
  };

  // S-7.9: a single selection may go without a condition.
  void WithoutCondition(std::vector<NodeIndex>& roots) {
    if (selections_.size() != 1) {
      reporter_.Report(codes::kNoCondition, section_, "the detection has no condition");
      return;
    }
    Selection& only = selections_.begin()->second;
    reporter_.Report(codes::kNoConditionOne, section_,
                     "the detection has no condition; its only selection is used");
    result_.bare_selection = true;
    roots.push_back(Lower(only));
  }

  void LowerCondition(const YamlNode& condition, std::vector<NodeIndex>& roots) {
    if (!condition.is_scalar()) {
      reporter_.Report(codes::kConditionSyntax, condition, "a condition must be text");
      return;
    }
    const ParsedCondition parsed = ParseCondition(
        condition.text, [this](std::string_view word) { return selections_.contains(word); });
    if (parsed.error) {
      const auto& kind = parsed.error->limit ? codes::kConditionLimit : codes::kConditionSyntax;
      reporter_.Report(kind, PlaceOf(condition, parsed.error->offset), parsed.error->message);
      return;
    }
    if (parsed.has_aggregation) {
      result_.aggregation =
          LegacyAggregation{parsed.aggregation, PlaceOf(condition, parsed.aggregation_offset)};
    }
    result_.bare_selection =
        parsed.steps.size() == 1 && parsed.steps.front().kind == StepKind::kName;
    if (const auto root = Evaluate(parsed, condition)) roots.push_back(*root);
  }

  std::optional<NodeIndex> Evaluate(const ParsedCondition& parsed, const YamlNode& condition) {
    std::vector<Partial> stack;
    for (const ConditionStep& step : parsed.steps) {
      if (!Take(step, condition, stack)) return std::nullopt;
    }
    const std::optional<NodeIndex> root = Close(std::move(stack.back()));
    if (!root) {
      reporter_.Report(codes::kConditionVanished, condition,
                       "no pattern of the condition names a selection");
    }
    return root;
  }

  bool Take(const ConditionStep& step, const YamlNode& condition, std::vector<Partial>& stack) {
    switch (step.kind) {
      case StepKind::kName: return TakeName(step, condition, stack);
      case StepKind::kQuantified: return TakeQuantified(step, condition, stack);
      case StepKind::kNot: {
        const auto node = Close(std::move(stack.back()));
        stack.back() = node ? Node(expression_.Not(*node)) : Partial{};
        return true;
      }
      case StepKind::kAnd: return Join(Partial::Kind::kAnd, stack);
      case StepKind::kOr: return Join(Partial::Kind::kOr, stack);
    }
    return false;
  }

  bool TakeName(const ConditionStep& step, const YamlNode& condition, std::vector<Partial>& stack) {
    const auto found = selections_.find(step.text);
    if (found == selections_.end()) {
      reporter_.Report(codes::kUndefined, PlaceOf(condition, step.offset),
                       fmt::format("the condition names '{}', which is not defined", step.text));
      return false;
    }
    stack.push_back(Node(Lower(found->second)));
    return true;
  }

  bool TakeQuantified(const ConditionStep& step, const YamlNode& condition,
                      std::vector<Partial>& stack) {
    std::vector<NodeIndex> nodes;
    for (auto* selection : SelectionsLike(step.text)) nodes.push_back(Lower(*selection));
    if (nodes.empty()) {
      reporter_.Report(codes::kPatternNone, PlaceOf(condition, step.offset),
                       fmt::format("'{}' names no selection; the term is dropped", step.text));
      stack.emplace_back();
      return true;
    }
    const std::size_t least = step.least == 0 ? nodes.size() : step.least;
    if (least > nodes.size()) {
      reporter_.Report(codes::kNever, PlaceOf(condition, step.offset),
                       fmt::format("'{}' names only {} selections", step.text, nodes.size()));
    }
    const std::size_t nodes_needed = least == 1 ? nodes.size() : least * nodes.size();
    if (expression_.size() + nodes_needed > kMaxExpressionSize) {
      reporter_.Report(codes::kConditionLimit, condition, "the condition grows too large");
      return false;
    }
    stack.push_back(Node(expression_.AtLeast(least, nodes)));
    return true;
  }

  // In any case (S-7.2), but a selection spelled THEM is itself.
  bool IsThem(std::string_view word) const {
    return word == "them" || (EqualsIgnoreCase(word, "them") && !selections_.contains(word));
  }

  // In the order of the text. Names that start with '_' are left out unless the pattern does, too
  // (S-7.4).
  std::vector<Selection*> SelectionsLike(std::string_view pattern) {
    if (IsThem(pattern)) pattern = "*";
    std::vector<Selection*> found;
    for (const YamlEntry& entry : section_.entries) {
      const auto selection = selections_.find(entry.key->text);
      if (selection == selections_.end()) continue;
      if (entry.key->text.starts_with('_') && !pattern.starts_with('_')) continue;
      if (MatchesName(entry.key->text, pattern)) found.push_back(&selection->second);
    }
    return found;
  }

  // Joins the two topmost values. Children are appended to an open `and` or `or` of the same kind.
  bool Join(Partial::Kind kind, std::vector<Partial>& stack) {
    Partial right = std::move(stack.back());
    stack.pop_back();
    Partial& left = stack.back();
    if (right.kind == Partial::Kind::kVanished) return true;
    if (left.kind == Partial::Kind::kVanished) {
      left = std::move(right);
      return true;
    }
    if (left.kind != kind) {
      const auto node = Close(std::move(left));
      left = Partial{kind, 0, {*node}};
    }
    left.children.push_back(*Close(std::move(right)));
    return true;
  }

  static Partial Node(NodeIndex node) { return {Partial::Kind::kNode, node, {}}; }

  std::optional<NodeIndex> Close(Partial partial) {
    switch (partial.kind) {
      case Partial::Kind::kVanished: return std::nullopt;
      case Partial::Kind::kNode: return partial.node;
      case Partial::Kind::kAnd: return expression_.And(std::move(partial.children));
      case Partial::Kind::kOr: return expression_.Or(std::move(partial.children));
    }
    return std::nullopt;
  }

  NodeIndex Lower(Selection& selection) {
    if (selection.node) return *selection.node;
    LoweringTarget target{rule_, expression_, options_, reporter_,
                          static_cast<std::uint32_t>(rule_.selections.size())};
    rule_.selections.emplace_back(selection.entry->key->text);
    selection.node = LowerSelection(*selection.entry->key, *selection.entry->value, target);
    return *selection.node;
  }

  void CheckUnused() {
    for (const auto& [name, selection] : selections_) {
      if (selection.node) continue;
      reporter_.Report(codes::kUnusedSelection, *selection.entry->key,
                       fmt::format("selection '{}' is never used", name));
    }
  }

  // The place of a byte of the condition; of its start when it spans lines.
  static Place PlaceOf(const YamlNode& condition, std::uint32_t offset) noexcept {
    if (condition.style == YamlNode::Style::kBlock) return {condition.line, condition.column};
    const std::uint32_t quote = condition.style == YamlNode::Style::kQuoted ? 1 : 0;
    return {condition.line, condition.column + quote + offset};
  }

  const YamlNode& section_;
  const LoadOptions& options_;
  Reporter& reporter_;
  Rule& rule_;
  ExpressionBuilder expression_;
  std::map<std::string_view, Selection> selections_;
  LoweredDetection result_;
};

}  // namespace

LoweredDetection LowerDetection(const YamlNode& section,
                                std::span<const std::string_view> not_selections,
                                const LoadOptions& options, Reporter& reporter, Rule& rule) {
  return DetectionLowering(section, not_selections, options, reporter, rule).Run();
}

}  // namespace noroshi::sigma
