#include "evidence/evtx/inline_document.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "evidence/evtx/chunk.h"
#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/name.h"
#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

constexpr std::uint32_t kFragmentHeader = 0x0001010F;
constexpr std::uint8_t kOpen = 0x01, kOpenWithList = 0x41;
constexpr std::uint8_t kCloseStart = 0x02, kCloseEmpty = 0x03, kEnd = 0x04;
constexpr std::uint8_t kText = 0x05, kTextMore = 0x45;
constexpr std::uint8_t kAttribute = 0x06, kAttributeMore = 0x46;
constexpr std::uint8_t kEndOfFragment = 0x00;

// Structures of one chunk that are remembered. Real chunks have less than ten.
constexpr std::size_t kMaxKnown = 64;

// One pass over a document of plain form: makes its key and finds its texts. The key is what tells
// structures of a chunk apart: kinds, name offsets, and the texts of attributes.
class Scan {
 public:
  // `key` has room for as many bytes as the document: no token adds more than it takes.
  Scan(Bytes chunk, std::size_t begin, std::size_t end, std::uint8_t* key,
       std::span<ValueWindow> windows)
      : chunk_(chunk), in_(chunk.first(end)), key_(key), key_begin_(key), windows_(windows) {
    Bytes skipped;
    plain_ = in_.TryTake(begin, skipped);
  }

  // False when the document is not of plain form.
  bool Run() {
    SkipHeader();
    do {
      Step();
    } while (plain_ && depth_ > 0);
    return plain_ && AtEnd();
  }

  [[nodiscard]] std::size_t key_size() const noexcept {
    return static_cast<std::size_t>(key_ - key_begin_);
  }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  void SkipHeader() {
    const std::size_t at = in_.position();
    Bytes header;
    if (LoadOrZero<std::uint32_t>(in_.all(), at) == kFragmentHeader) {
      plain_ = in_.TryTake(sizeof(kFragmentHeader), header);
    }
  }

  void Step() {
    std::uint8_t token = 0;
    plain_ = plain_ && in_.TryRead(token);
    if (!plain_) return;
    const bool text_before = std::exchange(text_before_, false);
    switch (token) {
      case kOpen:
      case kOpenWithList: return Open(token);
      case kAttribute:
      case kAttributeMore: return Attribute();
      case kText:
      case kTextMore: return Text(text_before);
      case kCloseStart:
      case kCloseEmpty:
      case kEnd: return Close(token);
      default: plain_ = false;
    }
  }

  void Open(std::uint8_t token) {
    std::uint32_t size = 0;
    plain_ = !in_start_tag_ && depth_ < kMaxOpenElements && in_.TryRead(size) && Name(kOpen) &&
             (token == kOpen || in_.TryRead(size));
    in_start_tag_ = true;
    ++depth_;
  }

  void Close(std::uint8_t token) {
    plain_ = depth_ > 0 && in_start_tag_ == (token != kEnd);
    in_start_tag_ = false;
    if (token != kCloseStart) --depth_;
    *key_++ = token;
  }

  void Attribute() {
    std::uint8_t token = 0;
    Bytes text;
    plain_ = in_start_tag_ && Name(kAttribute) && in_.TryRead(token) &&
             (token == kText || token == kTextMore) && TakeText(text);
    if (!plain_) return;
    const auto size = static_cast<std::uint16_t>(text.size());
    std::memcpy(key_, &size, sizeof(size));
    if (size > 0) std::memcpy(key_ + sizeof(size), text.data(), size);
    key_ += sizeof(size) + size;
  }

  // Two texts in a row would be one.
  void Text(bool text_before) {
    Bytes text;
    plain_ =
        !in_start_tag_ && !text_before && depth_ > 0 && count_ < windows_.size() && TakeText(text);
    if (!plain_) return;
    windows_[count_++] = {text.data(), static_cast<std::uint16_t>(text.size()), kTypeString};
    *key_++ = kText;
    text_before_ = true;
  }

  // A type, a length in units, and the units. Windows hold sizes of 16 bits.
  bool TakeText(Bytes& text) {
    std::uint8_t type = 0;
    std::uint16_t units = 0;
    return in_.TryRead(type) && type == kTypeString && in_.TryRead(units) && units <= 0x7FFF &&
           in_.TryTake(2U * units, text);
  }

  // A name's reference, and the name itself where it lies right here.
  bool Name(std::uint8_t kind) {
    std::uint32_t offset = 0;
    if (!in_.TryRead(offset)) return false;
    *key_++ = kind;
    std::memcpy(key_, &offset, sizeof(offset));
    key_ += sizeof(offset);
    const std::size_t size = NameRecordSize(chunk_, offset);
    Bytes name;
    return size != 0 && (offset != in_.position() || in_.TryTake(size, name));
  }

  // Nothing follows, or an end token and then padding.
  bool AtEnd() {
    std::uint8_t token = 0;
    if (!in_.TryRead(token)) return true;
    return token == kEndOfFragment && !IsFurtherFragment(chunk_, in_.position(), in_.all().size());
  }

  Bytes chunk_;
  ByteReader in_;
  std::uint8_t* key_;
  std::uint8_t* key_begin_;
  std::span<ValueWindow> windows_;
  std::size_t count_ = 0;
  std::size_t depth_ = 0;  // open elements
  bool plain_ = true;
  bool in_start_tag_ = false;
  bool text_before_ = false;
};

// The structure of a parsed document: `to` gets its tokens with values in place of the texts
// between tags. False when there are other than `count` of them, or a token that has no place in a
// template.
bool MakeStructure(const Fragment& document, std::size_t count, Fragment& to) {
  bool in_start_tag = false;
  std::uint16_t values = 0;
  for (Token token : document.tokens) {
    if (token.kind == TokenKind::kInstance || token.kind == TokenKind::kSubstitution ||
        token.kind == TokenKind::kOptional || token.kind == TokenKind::kInstruction) {
      return false;
    }
    const std::string_view text = document.TextOf(token);
    token.begin = static_cast<std::uint32_t>(to.text.size());
    if (token.kind == TokenKind::kText && !in_start_tag) {
      token.kind = TokenKind::kSubstitution;
      token.type = kTypeString;
      token.index = values++;
      token.size = 0;
    } else {
      to.text += text;
    }
    if (token.kind == TokenKind::kOpen) in_start_tag = true;
    if (token.kind == TokenKind::kCloseStart || token.kind == TokenKind::kCloseEmpty) {
      in_start_tag = false;
    }
    to.tokens.push_back(token);
  }
  return values == count;
}

}  // namespace

void InlineDocuments::BeginChunk(Bytes chunk) {
  chunk_ = chunk;
  known_count_ = 0;
}

const Template* InlineDocuments::Make(std::size_t begin, std::size_t end, std::size_t count,
                                      TemplateStore& templates) const {
  Fragment document, structure;
  ParseFragment(chunk_, begin, end, FragmentPlace::kRecord, document);
  if (!document.issues.empty() || !MakeStructure(document, count, structure)) return nullptr;
  return templates.ShareDocument(structure);
}

const Template* InlineDocuments::Read(std::size_t begin, std::size_t end, TemplateStore& templates,
                                      std::span<ValueWindow> windows, std::size_t& count) {
  if (key_.size() < end - begin) key_.resize(std::max(end - begin, kChunkBytes));
  Scan scan(chunk_, begin, end, key_.data(), windows);
  if (!scan.Run()) return nullptr;
  count = scan.count();
  const Bytes key = Bytes(key_).first(scan.key_size());
  const auto same = [&key](const Known& known) { return std::ranges::equal(known.key, key); };
  const auto last = known_.begin() + static_cast<std::ptrdiff_t>(known_count_);
  const auto found = std::find_if(known_.begin(), last, same);
  if (found != last) return found->structure;
  if (known_count_ == kMaxKnown) return nullptr;
  const Template* const structure = Make(begin, end, count, templates);
  if (known_count_ == known_.size()) known_.emplace_back();
  Known& known = known_[known_count_++];
  known.key.assign(key.begin(), key.end());
  known.structure = structure;
  return structure;
}

}  // namespace noroshi::evtx
