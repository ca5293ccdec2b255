#include "scan/memory/configuration_block.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace noroshi::scan {
namespace {

constexpr std::size_t kSpan = 512;          // of the whole block
constexpr std::size_t kMostTextBytes = 64;  // of one text in it
constexpr std::size_t kLeastTexts = 2;
constexpr std::size_t kLeastPadding = 4;  // zeros behind a text that fills no slot

bool IsDigit(std::uint8_t byte) { return byte >= '0' && byte <= '9'; }
bool IsPrintable(std::uint8_t byte) { return byte > 0x20 && byte < 0x7F; }

// A text of one byte or two a character that ends with a zero.
struct Slot {
  std::string text;
  std::size_t end = 0;      // behind the text
  std::size_t padding = 0;  // zeros there
};

Slot TakeSlot(Bytes bytes, std::size_t at, std::size_t step) {
  Slot slot;
  std::size_t i = at;
  while (i + step <= bytes.size() && slot.text.size() < kMostTextBytes && IsPrintable(bytes[i]) &&
         (step == 1 || bytes[i + 1] == 0)) {
    slot.text += static_cast<char>(bytes[i]);
    i += step;
  }
  slot.end = i;
  while (i < bytes.size() && bytes[i] == 0 && slot.padding < kSpan) {
    ++i;
    ++slot.padding;
  }
  return slot;
}

// A public IPv4 address, written out.
bool IsPublicAddress(std::string_view text) {
  std::array<unsigned, 4> parts{};
  std::size_t part = 0, digits = 0;
  for (const char c : text) {
    if (c == '.') {
      if (digits == 0 || ++part > 3) return false;
      digits = 0;
    } else if (!IsDigit(static_cast<std::uint8_t>(c)) || ++digits > 3) {
      return false;
    } else {
      parts[part] = parts[part] * 10 + static_cast<unsigned>(c - '0');
    }
  }
  if (part != 3 || digits == 0) return false;
  if (std::any_of(parts.begin(), parts.end(), [](unsigned p) { return p > 255; })) return false;
  const unsigned a = parts[0], b = parts[1];
  const bool reserved = a == 0 || a == 10 || a == 127 || a >= 224 || (a == 172 && b / 16 == 1) ||
                        (a == 192 && b == 168) || (a == 169 && b == 254) ||
                        (a == 100 && b / 64 == 1);
  // Numbers of versions look like addresses: "6.0.0.0", "4.1.0.2".
  return !reserved && a >= 11;
}

// The port: the first number behind the slot, as 16 or 32 bits.
std::optional<std::uint32_t> PortBehind(Bytes bytes, const Slot& slot, std::size_t& end) {
  const std::size_t at = (slot.end + slot.padding) & ~std::size_t{1};
  const auto value = LoadOrZero<std::uint32_t>(bytes, at);
  if (value != 0 && value < 65'536) {
    end = at + 4;
    return value;
  }
  const std::uint32_t low = value & 0xFFFF;
  end = at + 2;
  constexpr std::array<std::uint32_t, 6> kUsual = {80, 443, 8'080, 8'443, 53, 4'782};
  if (std::find(kUsual.begin(), kUsual.end(), low) != kUsual.end()) return low;
  return std::nullopt;
}

std::optional<ConfigurationBlock> BlockAt(Bytes bytes, std::size_t at) {
  const bool wide = at + 1 < bytes.size() && bytes[at + 1] == 0;
  const std::size_t step = wide ? 2 : 1;
  const Slot address = TakeSlot(bytes, at, step);
  if (address.padding < kLeastPadding || !IsPublicAddress(address.text)) return std::nullopt;
  ConfigurationBlock block;
  block.offset = at;
  block.address = address.text;
  std::size_t end = 0;
  const auto port = PortBehind(bytes, address, end);
  if (!port.has_value()) return std::nullopt;
  block.port = *port;
  const std::size_t limit = std::min(bytes.size(), at + kSpan);
  for (std::size_t i = end; i < limit;) {
    const Slot slot = TakeSlot(bytes, i, step);
    if (slot.text.size() >= 4 && slot.padding >= 1) block.texts.push_back(slot.text);
    i = std::max(i + 1, slot.end + slot.padding);
    if (block.texts.size() >= kLeastTexts) block.bytes = slot.end - at;
  }
  if (block.texts.size() < kLeastTexts) return std::nullopt;
  return block;
}

}  // namespace

void FindConfigurationBlocks(Bytes bytes, std::vector<ConfigurationBlock>& blocks) {
  std::size_t at = 0;
  while (at < bytes.size() && blocks.size() < kMostBlocksKept) {
    const bool begins = IsDigit(bytes[at]) && (at == 0 || bytes[at - 1] == 0);
    const auto block = begins ? BlockAt(bytes, at) : std::nullopt;
    if (block.has_value()) blocks.push_back(*block);
    at += block.has_value() ? block->bytes : 1;
  }
}

}  // namespace noroshi::scan
