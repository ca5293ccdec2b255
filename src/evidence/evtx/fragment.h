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
  kOpen,          // an element's name
  kAttribute,     // an attribute's name; its value tokens follow, up to the next of these
  kCloseStart,    // content follows
  kCloseEmpty,    // the element ends here: <a/>
  kEnd,           // the element ends here: </a>
  kText,          // constant text
  kSubstitution,  // value number `index`
  kOptional,      // as above; null makes its attribute or element vanish
  kInstance,      // a template instance at chunk offset `begin`, in `size` bytes at most
  kInstruction,   // a processing instruction: "target data"
};

inline constexpr std::uint16_t kNoDependency = 0xFFFF;

// Indices and offsets instead of pointers, so that two fragments can be compared as a whole.
struct Token {
  TokenKind kind{};
  std::uint8_t type = 0;                // kSubstitution, kOptional: the declared value type
  std::uint16_t index = kNoDependency;  // value number; kOpen: the dependency id
  std::uint32_t begin = 0, size = 0;    // in Fragment::text: name or text (not kInstance)
  std::uint32_t end = 0;                // kOpen: index of the token that ends the element

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
