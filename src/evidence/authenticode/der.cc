#include "evidence/authenticode/der.h"

namespace noroshi::authenticode {
namespace {

constexpr std::uint8_t kLongLength = 0x80;
constexpr std::size_t kMostLengthBytes = 4;

}  // namespace

std::optional<DerElement> DerReader::Next() noexcept {
  if (rest_.size() < 2) return std::nullopt;
  std::size_t length = rest_[1], head = 2;
  if (length >= kLongLength) {
    const std::size_t bytes = length - kLongLength;
    if (bytes == 0 || bytes > kMostLengthBytes || rest_.size() < 2 + bytes) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < bytes; ++i) length = length << 8 | rest_[2 + i];
    head += bytes;
  }
  if (rest_.size() - head < length) return std::nullopt;
  const DerElement element{rest_[0], rest_.subspan(head, length), rest_.first(head + length)};
  rest_ = rest_.subspan(head + length);
  return element;
}

std::optional<DerElement> DerReader::Next(std::uint8_t tag) noexcept {
  if (rest_.empty() || rest_[0] != tag) return std::nullopt;
  return Next();
}

}  // namespace noroshi::authenticode
