#include "evidence/lines/dissect.h"

#include <algorithm>

#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// Literal text up to the next slot or the end.
std::string_view TakeLiteral(std::string_view& pattern) noexcept {
  const std::size_t size = std::min(pattern.find('{'), pattern.size());
  const std::string_view literal = pattern.substr(0, size);
  pattern.remove_prefix(size);
  return literal;
}

// "name" of "{name}...".
std::string_view TakeSlot(std::string_view& pattern) noexcept {
  const std::size_t end = std::min(pattern.find('}'), pattern.size() - 1);
  const std::string_view name = pattern.substr(1, end - 1);
  pattern.remove_prefix(end + 1);
  return name;
}

}  // namespace

bool Dissection::Match(std::string_view text, std::string_view pattern) noexcept {
  size_ = 0;
  const std::string_view start = TakeLiteral(pattern);
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  std::size_t count = 0;
  while (!pattern.empty()) {
    const std::string_view name = TakeSlot(pattern);
    const std::string_view literal = TakeLiteral(pattern);
    const std::size_t end = literal.empty() ? text.size() : text.find(literal);
    if (end == std::string_view::npos) return false;
    if (!name.empty() && count < kMaxSlots) slots_[count++] = {name, Trim(text.substr(0, end))};
    text.remove_prefix(end + literal.size());
  }
  size_ = count;
  return true;
}

}  // namespace noroshi::lines
