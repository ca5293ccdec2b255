// YamlNode: one node of a YAML document, with its place in the text and its scalar text untouched.
//
// Nothing is converted while reading: `00000429` stays eight digits, `no` stays text, blanks stay
// (S-1.2 to S-1.5). Whoever wants a null, a boolean or a number asks for it, under the rules of
// YAML 1.2's core schema.
//
// Plain data inside an Arena: nodes, texts and lists live as long as the arena is not reset. An
// alias is the anchored node itself, so a tree may share nodes; it never has a cycle.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace noroshi {

struct YamlNode;

// One line of a mapping. A null value is a node of its own: neither pointer is ever null.
struct YamlEntry {
  const YamlNode* key = nullptr;  // always a scalar
  const YamlNode* value = nullptr;
};

struct YamlNode {
  enum class Kind : std::uint8_t { kScalar, kSequence, kMapping };
  enum class Style : std::uint8_t { kPlain, kQuoted, kBlock };

  Kind kind = Kind::kScalar;
  // kScalar: a scalar with an explicit tag counts as quoted.
  Style style = Style::kPlain;
  // From 1, in the file.
  std::uint32_t line = 0;
  // From 1, in characters.
  std::uint32_t column = 0;
  // Nodes below and including this one, aliases counted each time.
  std::uint32_t weight = 1;

  // kScalar: the text, blanks and all, escapes of quoted ones resolved.
  std::string_view text;
  // kSequence: its items in the order of the text.
  std::span<const YamlNode* const> items;
  // kMapping, in the order of the text.
  std::span<const YamlEntry> entries;

  [[nodiscard]] bool is_scalar() const noexcept { return kind == Kind::kScalar; }
  [[nodiscard]] bool is_sequence() const noexcept { return kind == Kind::kSequence; }
  [[nodiscard]] bool is_mapping() const noexcept { return kind == Kind::kMapping; }
  [[nodiscard]] bool is_plain() const noexcept { return is_scalar() && style == Style::kPlain; }

  // Plain `null`, `~` or nothing at all. The quoted 'null' is text.
  [[nodiscard]] bool IsNull() const noexcept;
  // Plain `true` or `false`, in any case; `yes`, `no`, `on` and `off` are text.
  [[nodiscard]] std::optional<bool> AsBool() const noexcept;
  // The value of `key` in a mapping, or null. Linear in the number of entries.
  [[nodiscard]] const YamlNode* Find(std::string_view key) const noexcept;
};

}  // namespace noroshi
