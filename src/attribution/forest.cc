#include "attribution/forest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

namespace noroshi {
namespace {

constexpr std::size_t kColumns = 5;

Error Bad(const char* detail) { return {ErrorCode::kInvalid, 0, "tree of the model", detail}; }

// The numbers of a list with ',' between; nothing when one of them is no finite number.
bool ReadNumbers(std::string_view text, std::vector<double>& into) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string one(text.substr(0, end));
    char* stop = nullptr;
    const double value = std::strtod(one.c_str(), &stop);
    if (one.empty() || stop != one.c_str() + one.size() || !std::isfinite(value)) return false;
    into.push_back(value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

}  // namespace

Status Forest::AddTree(std::span<const std::string_view> columns, std::size_t features) {
  if (columns.size() != kColumns) return Bad("has not five lists");
  std::array<std::vector<double>, kColumns> lists;
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (!ReadNumbers(columns[i], lists[i])) return Bad("holds what is no number");
  }
  const std::vector<double>&feature = lists[0], &threshold = lists[1], &left = lists[2],
        &right = lists[3], &leaf = lists[4];
  const std::size_t inner = feature.size();
  if (threshold.size() != inner || left.size() != inner || right.size() != inner ||
      leaf.size() != inner + 1) {
    return Bad("has lists of unequal length");
  }
  if (nodes_.size() + inner > kMostNodes) {
    return Error{ErrorCode::kLimit, 0, "tree of the model", "too many nodes"};
  }
  const auto node_base = static_cast<std::int32_t>(nodes_.size());
  const auto leaf_base = static_cast<std::int32_t>(leaves_.size());
  const auto fits = [&](double child, std::size_t parent) {
    if (child != std::floor(child)) return false;
    if (child >= 0)
      return child > static_cast<double>(parent) && child < static_cast<double>(inner);
    return child >= -static_cast<double>(leaf.size());
  };
  std::vector<Node> added;
  for (std::size_t i = 0; i < inner; ++i) {
    const double f = feature[i];
    if (f < 0 || f >= static_cast<double>(features) || f != std::floor(f)) {
      return Bad("asks for a value that is not there");
    }
    if (!fits(left[i], i) || !fits(right[i], i)) return Bad("has a child that does not fit");
    const auto placed = [&](double child) {
      const auto number = static_cast<std::int32_t>(child);
      return number >= 0 ? number + node_base : ~(~number + leaf_base);
    };
    added.push_back(
        {static_cast<std::uint32_t>(f), threshold[i], placed(left[i]), placed(right[i])});
  }
  trees_.push_back({inner == 0 ? ~leaf_base : node_base, nodes_.size(), inner});
  nodes_.insert(nodes_.end(), added.begin(), added.end());
  leaves_.insert(leaves_.end(), leaf.begin(), leaf.end());
  return Ok();
}

double Forest::Evaluate(std::span<const double> values) const noexcept {
  double sum = 0;
  for (const Tree& tree : trees_) {
    std::int32_t at = tree.root;
    while (at >= 0) {
      const Node& node = nodes_[static_cast<std::size_t>(at)];
      at = values[node.feature] <= node.threshold ? node.left : node.right;
    }
    sum += leaves_[static_cast<std::size_t>(~at)];
  }
  return sum;
}

}  // namespace noroshi
