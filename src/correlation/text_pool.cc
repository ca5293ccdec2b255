#include "correlation/text_pool.h"

namespace noroshi {
namespace {

// Of texts that take `bytes` as bytes: their entry, the strings in it with what they are made into,
// and what finds them. Rather too much.
std::size_t CostOf(std::size_t bytes) noexcept { return 400 + 4 * bytes; }

}  // namespace

std::optional<std::uint32_t> TextPool::NumberOf(std::string_view bytes, std::uint64_t hash) {
  const auto found = numbers_.find(hash);
  if (found != numbers_.end()) {
    if (entries_[found->second].bytes != bytes) return std::nullopt;
    return found->second;
  }
  if (used_ + CostOf(bytes.size()) > max_bytes_) return std::nullopt;
  used_ += CostOf(bytes.size());
  const auto number = static_cast<std::uint32_t>(entries_.size());
  std::string_view rest = bytes;
  entries_.push_back({std::string(bytes), DecodeTexts(rest)});
  numbers_.emplace(hash, number);
  return number;
}

}  // namespace noroshi
