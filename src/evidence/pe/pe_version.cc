#include "evidence/pe/pe_version.h"

#include "evidence/pe/pe_limits.h"
#include "evidence/pe/pe_text.h"

namespace noroshi::pe {
namespace {

constexpr std::uint32_t kFixedMagic = 0xFEEF04BD;
constexpr std::size_t kFixedBytes = 52;

constexpr std::size_t Aligned(std::size_t at) { return (at + 3) & ~std::size_t{3}; }

// A node of the resource: length, length of the value, type, key, value, children.
struct Node {
  std::size_t begin = 0, end = 0;  // end: as stated, but within its parent
  std::size_t value = 0;           // where the value begins
  std::size_t value_length = 0;    // bytes, or characters for text
  bool is_text = false;
  std::string key;
};

// The node at `at`; nullopt where none fits before `end`.
std::optional<Node> ReadNode(Bytes bytes, std::size_t at, std::size_t end) {
  if (at + 6 > end) return std::nullopt;
  Node node;
  node.begin = at;
  const std::size_t length = LoadOrZero<std::uint16_t>(bytes, at);
  if (length < 6) return std::nullopt;
  node.end = std::min(at + length, end);
  node.value_length = LoadOrZero<std::uint16_t>(bytes, at + 2);
  node.is_text = LoadOrZero<std::uint16_t>(bytes, at + 4) == 1;
  std::size_t behind = at + 6;
  while (behind + 2 <= node.end && LoadOrZero<std::uint16_t>(bytes, behind) != 0) behind += 2;
  node.key = Utf16Text(bytes.subspan(at + 6, behind - at - 6));
  node.value = Aligned(behind + 2);
  return node;
}

std::string TextValue(Bytes bytes, const Node& node) {
  if (node.value >= node.end) return "";
  std::size_t length = std::min(node.value_length * 2, node.end - node.value) & ~std::size_t{1};
  Bytes text = bytes.subspan(node.value, length);
  while (text.size() >= 2 && LoadOrZero<std::uint16_t>(text, text.size() - 2) == 0) {
    text = text.first(text.size() - 2);
  }
  return Utf16Text(text);
}

void ReadStrings(Bytes bytes, const Node& table, PeVersion& version) {
  for (std::size_t at = table.value; at < table.end;) {
    const auto node = ReadNode(bytes, at, table.end);
    if (!node.has_value() || version.strings.size() >= kMaxVersionStrings) return;
    version.strings.emplace_back(node->key, TextValue(bytes, *node));
    at = Aligned(node->end);
  }
}

// The children of "StringFileInfo" are tables, one a language.
void ReadTables(Bytes bytes, const Node& info, PeVersion& version) {
  for (std::size_t at = info.value; at < info.end;) {
    const auto table = ReadNode(bytes, at, info.end);
    if (!table.has_value()) return;
    ReadStrings(bytes, *table, version);
    at = Aligned(table->end);
  }
}

}  // namespace

std::optional<PeVersion> ParseVersion(Bytes bytes) {
  const auto root = ReadNode(bytes, 0, bytes.size());
  if (!root.has_value() || root->key != "VS_VERSION_INFO") return std::nullopt;
  PeVersion version;
  if (root->value_length >= kFixedBytes &&
      LoadOrZero<std::uint32_t>(bytes, root->value) == kFixedMagic) {
    const auto number = [&](std::size_t at) {
      return std::uint64_t{LoadOrZero<std::uint32_t>(bytes, root->value + at)} << 32 |
             LoadOrZero<std::uint32_t>(bytes, root->value + at + 4);
    };
    version.file_version = number(8);
    version.product_version = number(16);
  }
  for (std::size_t at = Aligned(root->value + root->value_length); at < root->end;) {
    const auto child = ReadNode(bytes, at, root->end);
    if (!child.has_value()) break;
    if (child->key == "StringFileInfo") ReadTables(bytes, *child, version);
    at = Aligned(child->end);
  }
  return version;
}

}  // namespace noroshi::pe
