#include "evidence/evtx/inline_document.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/hash.h"
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
constexpr std::size_t kNextNameBytes = 4;  // at the start of a name record
constexpr std::array<std::uint8_t, 8> kNameName = {'N', 0, 'a', 0, 'm', 0, 'e', 0};

// Of one key. Names that lie elsewhere in the chunk can make it longer than the document.
constexpr std::size_t kMaxKeyBytes = 32'768;

// Of all keys together: real estates have some dozens of about 1 KiB. Documents of further
// structures are left to the walker.
constexpr std::size_t kMaxKnownBytes = std::size_t{2} << 20;

// Structures remembered by their hash only: 2 MiB of them, as with the keys.
constexpr std::size_t kMaxSeen = 65'536;

// One pass over a document of plain form: makes its key and finds its texts.
class Scan {
 public:
  Scan(Bytes chunk, std::size_t begin, std::size_t end, std::span<std::uint8_t> key,
       std::span<ValueWindow> windows)
      : chunk_(chunk), in_(chunk.first(end)), key_(key), windows_(windows) {
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

  [[nodiscard]] std::size_t key_size() const noexcept { return key_size_; }
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
    plain_ = depth_ > 0 && in_start_tag_ == (token != kEnd) && AddToKey(token, {});
    in_start_tag_ = false;
    if (token != kCloseStart) --depth_;
  }

  void Attribute() {
    std::uint8_t token = 0;
    plain_ = in_start_tag_ && Name(kAttribute) && in_.TryRead(token) &&
             (token == kText || token == kTextMore);
    if (!plain_) return;
    if (!names_field_) return AddValue();
    Bytes text;
    plain_ = TakeText(text) && AddToKey(kText, text);
  }

  // Two texts in a row would be one.
  void Text(bool text_before) {
    plain_ = !in_start_tag_ && !text_before && depth_ > 0;
    if (plain_) AddValue();
    text_before_ = true;
  }

  void AddValue() {
    Bytes text;
    plain_ = count_ < windows_.size() && TakeText(text) && AddToKey(kText, {});
    if (!plain_) return;
    windows_[count_++] = {text.data(), static_cast<std::uint16_t>(text.size()), kTypeString};
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
    const std::size_t size = NameRecordSize(chunk_, offset);
    if (size == 0) return false;
    Bytes name;
    if (offset == in_.position() && !in_.TryTake(size, name)) return false;
    // All of the record but where the next one of its bucket lies, and the NUL.
    const Bytes record =
        chunk_.subspan(offset + kNextNameBytes, size - kNextNameBytes - kNameNulBytes);
    names_field_ = std::ranges::equal(record.subspan(kNameHeaderBytes - kNextNameBytes), kNameName);
    return AddToKey(kind, record);
  }

  // The size goes along: no key can be read as another one.
  bool AddToKey(std::uint8_t kind, Bytes bytes) noexcept {
    const auto size = static_cast<std::uint16_t>(bytes.size());
    if (key_.size() - key_size_ < 1 + sizeof(size) + bytes.size()) return false;
    std::uint8_t* const at = key_.data() + key_size_;
    *at = kind;
    std::memcpy(at + 1, &size, sizeof(size));
    if (size > 0) std::memcpy(at + 1 + sizeof(size), bytes.data(), size);
    key_size_ += 1 + sizeof(size) + size;
    return true;
  }

  // Nothing follows, or an end token and then padding.
  bool AtEnd() {
    std::uint8_t token = 0;
    if (!in_.TryRead(token)) return true;
    return token == kEndOfFragment && !IsFurtherFragment(chunk_, in_.position(), in_.all().size());
  }

  Bytes chunk_;
  ByteReader in_;
  std::span<std::uint8_t> key_;
  std::size_t key_size_ = 0;
  std::span<ValueWindow> windows_;
  std::size_t count_ = 0;
  std::size_t depth_ = 0;  // open elements
  bool plain_ = true;
  bool in_start_tag_ = false;
  bool text_before_ = false;
  bool names_field_ = false;  // the last name read is "Name"
};

bool HasPlaceInStructure(TokenKind kind) noexcept {
  return kind == TokenKind::kOpen || kind == TokenKind::kAttribute ||
         kind == TokenKind::kCloseStart || kind == TokenKind::kCloseEmpty ||
         kind == TokenKind::kEnd || kind == TokenKind::kText;
}

// The structure of a parsed document: `to` gets its tokens, with values in place of its texts.
// False when there are other than `count` of them, or a token that has no place in a structure.
bool MakeStructure(const Fragment& document, std::size_t count, Fragment& to) {
  bool names_field = false;
  std::uint16_t values = 0;
  for (Token token : document.tokens) {
    if (!HasPlaceInStructure(token.kind)) return false;
    const std::string_view text = document.TextOf(token);
    token.begin = static_cast<std::uint32_t>(to.text.size());
    if (token.kind == TokenKind::kText && !names_field) {
      token.kind = TokenKind::kSubstitution;
      token.type = kTypeString;
      token.index = values++;
      token.size = 0;
    } else {
      to.text += text;
    }
    names_field = token.kind == TokenKind::kAttribute && text == "Name";
    to.tokens.push_back(token);
  }
  return values == count;
}

}  // namespace

const Template* InlineDocuments::Make(std::size_t begin, std::size_t end, std::size_t count,
                                      TemplateStore& templates) const {
  Fragment document, structure;
  ParseFragment(chunk_, begin, end, FragmentPlace::kRecord, document);
  if (!document.issues.empty() || !MakeStructure(document, count, structure)) return nullptr;
  return templates.ShareDocument(structure);
}

const Template* InlineDocuments::Read(std::size_t begin, std::size_t end, TemplateStore& templates,
                                      std::span<ValueWindow> windows, std::size_t& count) {
  key_.resize(kMaxKeyBytes);
  Scan scan(chunk_, begin, end, key_, windows);
  if (!scan.Run()) return nullptr;
  count = scan.count();
  const Bytes key = Bytes(key_).first(scan.key_size());
  const std::uint64_t hash = Hash64({reinterpret_cast<const char*>(key.data()), key.size()});
  const auto [first, last] = known_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (std::ranges::equal(it->second.key, key)) return it->second.structure;
  }
  const bool is_new = seen_.size() < kMaxSeen && seen_.insert(hash).second;
  if (is_new || known_bytes_ + key.size() > kMaxKnownBytes) return nullptr;
  known_bytes_ += key.size();
  const Template* const structure = Make(begin, end, count, templates);
  known_.emplace(hash, Known{{key.begin(), key.end()}, structure});
  return structure;
}

}  // namespace noroshi::evtx
