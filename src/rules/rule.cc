#include "rules/rule.h"

#include <algorithm>

namespace noroshi {
namespace {

bool HasItsChildren(const ExprNode& node) noexcept {
  switch (node.kind) {
    case ExprNode::Kind::kNot: return node.children.size() == 1;
    case ExprNode::Kind::kAnd:
    case ExprNode::Kind::kOr: return !node.children.empty();
    default: return node.children.empty();
  }
}

}  // namespace

bool IsWellFormed(const Rule& rule) noexcept {
  for (std::size_t i = 0; i < rule.condition.size(); ++i) {
    const ExprNode& node = rule.condition[i];
    const bool before =
        std::ranges::all_of(node.children, [i](std::uint32_t child) { return child < i; });
    if (!before || !HasItsChildren(node)) return false;
    if (node.kind == ExprNode::Kind::kTest && node.test >= rule.tests.size()) return false;
  }
  return true;
}

std::string_view RuleSourceName(RuleSource source) noexcept {
  switch (source) {
    case RuleSource::kSigma: return "sigma";
    case RuleSource::kHayabusa: return "hayabusa";
    case RuleSource::kNoroshi: return "noroshi";
  }
  return "sigma";
}

std::string_view RuleStatusName(RuleStatus status) noexcept {
  switch (status) {
    case RuleStatus::kUnknown: return "unknown";
    case RuleStatus::kStable: return "stable";
    case RuleStatus::kTest: return "test";
    case RuleStatus::kExperimental: return "experimental";
    case RuleStatus::kDeprecated: return "deprecated";
    case RuleStatus::kUnsupported: return "unsupported";
  }
  return "unknown";
}

std::string LogSourceText(const LogSource& source) {
  std::string text;
  for (const auto* part : {&source.product, &source.category, &source.service}) {
    if (part->empty()) continue;
    if (!text.empty()) text += '/';
    text += *part;
  }
  return text;
}

}  // namespace noroshi
