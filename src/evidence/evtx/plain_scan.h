// PlainScan: one pass over the bytes of a fragment that tells its structure from others without
// parsing it. The result is a key: kinds of tokens, name records, constant texts. Fragments with
// equal keys parse to the same tokens and texts, wherever they lie and whatever else is in the
// chunk; so what was made of one (template_store.h, inline_document.h) serves all.
//
// Plain: one root, one text or value at most between two tags and for each attribute, and nothing
// odd. All others have no key and are parsed in full.
//
// Used once, on the stack. Cost: the bytes are read once and names copied; no allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/byte_reader.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

// Of one key: twice the largest definitions of real logs. Names that lie elsewhere in the chunk can
// make a key longer than its fragment.
inline constexpr std::size_t kMaxKeyBytes = 32'768;

enum class TextRule : std::uint8_t {
  // Texts are part of the structure (definitions, which also have substitutions).
  kConstant,
  // Texts are values, but for that of an attribute called Name (inline documents).
  kValue,
};

class PlainScan {
 public:
  // Of chunk[begin, end). Where texts are values, `windows` gets them.
  PlainScan(Bytes chunk, std::size_t begin, std::size_t end, TextRule texts,
            std::span<std::uint8_t> key, std::span<ValueWindow> windows);

  // False when the fragment is not of plain form, or too much for `key` or `windows`.
  [[nodiscard]] bool Run();

  // After Run() said true:
  [[nodiscard]] Bytes key() const noexcept { return Bytes(key_).first(key_size_); }
  [[nodiscard]] std::size_t value_count() const noexcept { return value_count_; }

 private:
  void SkipHeader();
  void Step();
  void Open(bool has_list);
  void Close(std::uint8_t token);
  void Attribute();
  void Content(std::uint8_t token, bool content_before);
  // A text or a substitution whose token was just read.
  [[nodiscard]] bool Piece(std::uint8_t token, bool is_constant);
  [[nodiscard]] bool Text(bool is_constant);
  [[nodiscard]] bool Substitution(std::uint8_t token);
  [[nodiscard]] bool Name(std::uint8_t kind);
  [[nodiscard]] bool AddToKey(std::uint8_t kind, Bytes bytes) noexcept;
  [[nodiscard]] bool AtEnd();

  Bytes chunk_;
  ByteReader in_;
  TextRule texts_;
  std::span<std::uint8_t> key_;
  std::size_t key_size_ = 0;
  std::span<ValueWindow> windows_;
  std::size_t value_count_ = 0;
  // How many elements are open.
  std::size_t depth_ = 0;
  bool plain_ = true;
  bool in_start_tag_ = false;
  bool content_before_ = false;
  // The last name read is "Name".
  bool names_field_ = false;
};

}  // namespace noroshi::evtx
