#include "matcher/build/kind_bounds.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/case_fold.h"

namespace noroshi {
namespace {

template <class T>
using Bound = std::optional<std::vector<T>>;

template <class T>
Bound<T> Intersect(const Bound<T>& a, const Bound<T>& b) {
  if (!a) return b;
  if (!b) return a;
  std::vector<T> both;
  std::ranges::set_intersection(*a, *b, std::back_inserter(both));
  return both;
}

template <class T>
Bound<T> Unite(const Bound<T>& a, const Bound<T>& b) {
  if (!a || !b) return std::nullopt;
  std::vector<T> either;
  std::ranges::set_union(*a, *b, std::back_inserter(either));
  return either;
}

// Fields whose tests no event can pass: the unit of Unite.
KindBounds Nothing() { return {std::vector<std::string>(), std::vector<std::uint32_t>()}; }

std::optional<std::string> PlainText(const Test& test) {
  if (test.op != TestOp::kGlob || test.pattern.parts.size() != 1) return std::nullopt;
  const PatternPart& part = test.pattern.parts[0];
  if (part.kind != PatternPart::Kind::kLiteral) return std::nullopt;
  return part.text;
}

// An id that is not written as a canonical decimal fits no event at all; say nothing about it.
std::optional<std::uint32_t> CanonicalId(const std::string& text) {
  std::uint32_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || std::to_string(id) != text) return std::nullopt;
  return id;
}

KindBounds BoundsOfTest(const Test& test) {
  KindBounds bounds;
  // Folding keeps the bytes of both names apart from those of all longer and shorter ones.
  constexpr std::size_t kNameBytes = 7;
  if (test.scope != FieldScope::kAuto || test.field.size() != kNameBytes) return bounds;
  const auto text = PlainText(test);
  if (!text) return bounds;
  const std::string name = Folded(test.field);
  if (name == "channel") bounds.channels = {{Folded(*text)}};
  if (name == "eventid") {
    if (const auto id = CanonicalId(*text)) bounds.event_ids = {{*id}};
  }
  return bounds;
}

KindBounds BoundsOfNode(const ExprNode& node, const Rule& rule,
                        const std::vector<KindBounds>& bounds) {
  KindBounds all;
  switch (node.kind) {
    case ExprNode::Kind::kFalse: return Nothing();
    case ExprNode::Kind::kTest: return BoundsOfTest(rule.tests[node.test]);
    case ExprNode::Kind::kAnd:
      for (const std::uint32_t child : node.children) {
        all = {Intersect(all.channels, bounds[child].channels),
               Intersect(all.event_ids, bounds[child].event_ids)};
      }
      return all;
    case ExprNode::Kind::kOr:
      all = Nothing();
      for (const std::uint32_t child : node.children) {
        all = {Unite(all.channels, bounds[child].channels),
               Unite(all.event_ids, bounds[child].event_ids)};
      }
      return all;
    case ExprNode::Kind::kTrue:
    case ExprNode::Kind::kNot: return all;
  }
  return all;
}

}  // namespace

KindBounds BoundsOf(const Rule& rule) {
  std::vector<KindBounds> bounds;
  bounds.reserve(rule.condition.size());
  for (const ExprNode& node : rule.condition) bounds.push_back(BoundsOfNode(node, rule, bounds));
  return bounds.empty() ? Nothing() : std::move(bounds.back());
}

}  // namespace noroshi
