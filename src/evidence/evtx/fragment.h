// Fragment: a piece of BinXML after parsing, names resolved: a flat list of tokens in document
// order and the text they refer to. Two template definitions mean the same when their fragments
// are equal, although their bytes differ from chunk to chunk (E-13.1).
//
// Entities, character references and CDATA have become plain text (E-5.3). Opening and closing
// tokens are balanced, whatever the bytes were.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evtx/issues.h"

namespace noroshi::evtx {

// Tokens after parsing. Unlike the bytes, of which there are sixteen kinds, these are what a reader
// of XML would tell apart; texts of every spelling are one.
enum class TokenKind : std::uint8_t {
  // An element begins; the token has its name.
  kOpen,
  // An attribute's name; its value tokens follow, up to the next of these.
  kAttribute,
  // The start tag ends and content follows: >
  kCloseStart,
  // The element ends here: <a/>.
  kCloseEmpty,
  // The element ends here: </a>.
  kEnd,
  // Constant text, whatever it was made of.
  kText,
  // Value number `index` of the instance; null is an empty text.
  kSubstitution,
  // As above; null makes its attribute or element vanish.
  kOptional,
  // A template instance at chunk offset `begin`, in `size` bytes at most.
  kInstance,
  // A processing instruction: "target data".
  kInstruction,
};

inline constexpr std::uint16_t kNoDependency = 0xFFFF;

// Indices and offsets instead of pointers, so that two fragments can be compared as a whole.
struct Token {
  TokenKind kind{};
  // kSubstitution, kOptional: the declared value type.
  std::uint8_t type = 0;
  // Value number; kOpen: the dependency id.
  std::uint16_t index = kNoDependency;
  // In Fragment::text: name or text (not kInstance).
  std::uint32_t begin = 0, size = 0;
  // kOpen: index of the token that ends the element.
  std::uint32_t end = 0;

  friend bool operator==(const Token&, const Token&) = default;
};

// Reusable: Clear keeps the memory. Owns its text; views into it die with Clear.
struct Fragment {
  std::vector<Token> tokens;
  std::string text;
  Issues issues;

  [[nodiscard]] std::string_view TextOf(const Token& token) const noexcept {
    return std::string_view(text).substr(token.begin, token.size);
  }
  void Clear() noexcept {
    tokens.clear();
    text.clear();
    issues.Clear();
  }
  [[nodiscard]] bool SameStructure(const Fragment& other) const noexcept {
    return tokens == other.tokens && text == other.text;
  }
  // Bytes it takes in memory, near enough for a budget.
  [[nodiscard]] std::size_t MemoryBytes() const noexcept {
    return sizeof(Fragment) + tokens.size() * sizeof(Token) + text.size();
  }
  // A hash of the structure; equal structures have equal hashes.
  [[nodiscard]] std::uint64_t Hash() const noexcept;
};

}  // namespace noroshi::evtx
