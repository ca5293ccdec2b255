#include "evidence/encoding/utf8_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/utf.h"

namespace noroshi {
namespace {

// As much as is converted at once.
constexpr std::size_t kBlockBytes = std::size_t{64} << 10;
// Room below which reading straight into the caller's buffer is not worth it.
constexpr std::size_t kMinDirectBytes = 1024;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

const iconv_t kNoConverter = reinterpret_cast<iconv_t>(-1);  // NOLINT: as iconv.h says it

bool IsHighSurrogate(std::uint16_t unit) noexcept { return (unit & 0xFC00) == 0xD800; }
bool IsLowSurrogate(std::uint16_t unit) noexcept { return (unit & 0xFC00) == 0xDC00; }

std::uint16_t UnitAt(Bytes little_endian, std::size_t at) noexcept {
  return static_cast<std::uint16_t>(little_endian[at] | little_endian[at + 1] << 8);
}

void SwapBytes(std::span<std::uint8_t> units) noexcept {
  for (std::size_t i = 0; i + 1 < units.size(); i += 2) std::swap(units[i], units[i + 1]);
}

// The bytes up to the first surrogate without its other half.
std::size_t WholeUtf16(Bytes units) noexcept {
  std::size_t at = 0;
  while (at + 1 < units.size()) {
    const std::uint16_t unit = UnitAt(units, at);
    if (IsLowSurrogate(unit)) break;
    if (!IsHighSurrogate(unit)) {
      at += 2;
      continue;
    }
    if (at + 3 >= units.size() || !IsLowSurrogate(UnitAt(units, at + 2))) break;
    at += 4;
  }
  return at;
}

}  // namespace

Utf8Stream::Utf8Stream(std::unique_ptr<SniffedStream> inner, std::shared_ptr<TextNotes> notes)
    : inner_(std::move(inner)), notes_(std::move(notes)), converter_(kNoConverter) {
  const TextStart start = DetectTextStart(inner_->start());
  notes_->encoding = start.encoding;
  std::vector<std::uint8_t> mark(start.mark_bytes);
  if (!mark.empty()) static_cast<void>(ReadFull(*inner_, mark));  // it lies in start()
}

Utf8Stream::~Utf8Stream() {
  if (converter_ != kNoConverter) iconv_close(converter_);
}

std::optional<std::uint64_t> Utf8Stream::size_bytes() const { return inner_->size_bytes(); }

bool Utf8Stream::is_utf8() const noexcept {
  return notes_->encoding == TextEncoding::kAscii || notes_->encoding == TextEncoding::kUtf8;
}

Result<std::size_t> Utf8Stream::Read(std::span<std::uint8_t> out) {
  if (given_ == text_.size() && is_utf8() && out.size() >= kMinDirectBytes) {
    if (const std::size_t direct = ReadChecked(out); direct != 0) return direct;
  }
  while (given_ == text_.size()) {
    if (Convert()) continue;
    if (error_) return *error_;
    return std::size_t{0};
  }
  const std::size_t size = std::min(out.size(), text_.size() - given_);
  std::memcpy(out.data(), text_.data() + given_, size);
  given_ += size;
  return size;
}

std::size_t Utf8Stream::Pull(std::span<std::uint8_t> out) {
  if (ended_) return 0;
  Result<std::size_t> got = inner_->Read(out);
  if (!got.ok()) error_ = got.error();
  ended_ = !got.ok() || *got == 0;
  return got.ok() ? *got : 0;
}

std::size_t Utf8Stream::ReadChecked(std::span<std::uint8_t> out) {
  if (raw_.size() >= kMinDirectBytes) return 0;
  std::copy(raw_.begin(), raw_.end(), out.begin());
  const std::size_t size = raw_.size() + Pull(out.subspan(raw_.size()));
  const Bytes read = Bytes(out).first(size);
  const bool undecided = notes_->encoding == TextEncoding::kAscii;
  const std::size_t valid = undecided ? AsciiPrefix(read) : ValidUtf8Prefix(read);
  raw_.assign(read.begin() + static_cast<std::ptrdiff_t>(valid), read.end());
  StartText();
  offset_ += valid;
  return valid;
}

void Utf8Stream::StartText() noexcept {
  offset_ += text_.size();
  text_.clear();
  given_ = 0;
}

bool Utf8Stream::Convert() {
  StartText();
  while (raw_.size() < kBlockBytes && !ended_) {
    const std::size_t kept = raw_.size();
    raw_.resize(kBlockBytes);
    raw_.resize(kept + Pull(std::span(raw_).subspan(kept)));
  }
  if (raw_.empty()) return false;
  DecideEncoding();
  std::size_t used = 0;
  switch (notes_->encoding) {
    case TextEncoding::kAscii:
    case TextEncoding::kUtf8: used = ConvertUtf8(); break;
    case TextEncoding::kUtf16Le:
    case TextEncoding::kUtf16Be: used = ConvertUtf16(); break;
    case TextEncoding::kCp932: used = ConvertCp932(); break;
  }
  raw_.erase(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(used));
  return true;
}

void Utf8Stream::DecideEncoding() {
  if (notes_->encoding != TextEncoding::kAscii || AsciiPrefix(raw_) == raw_.size()) return;
  notes_->encoding = GuessByteEncoding(raw_);
  if (notes_->encoding != TextEncoding::kCp932) return;
  converter_ = iconv_open("UTF-8", "CP932");
  if (converter_ != kNoConverter) return;
  notes_->encoding = TextEncoding::kUtf8;
  notes_->no_converter = true;
}

std::size_t Utf8Stream::ConvertUtf8() {
  Bytes rest = raw_;
  while (!rest.empty()) {
    const std::size_t valid = ValidUtf8Prefix(rest);
    text_.append(reinterpret_cast<const char*>(rest.data()), valid);
    rest = rest.subspan(valid);
    if (rest.empty() || (IsCutUtf8(rest) && !ended_)) break;
    AppendReplacement();
    rest = rest.subspan(BrokenUtf8Bytes(rest));
  }
  return raw_.size() - rest.size();
}

std::size_t Utf8Stream::ConvertUtf16() {
  // In place: a unit that stays for the next block is put back into its own order.
  const bool big = notes_->encoding == TextEncoding::kUtf16Be;
  if (big) SwapBytes(raw_);
  Bytes rest = raw_;
  while (!rest.empty()) {
    const std::size_t whole = WholeUtf16(rest);
    AppendUtf16(rest.first(whole), text_);
    rest = rest.subspan(whole);
    const bool cut = rest.size() < 2 || (rest.size() < 4 && IsHighSurrogate(UnitAt(rest, 0)));
    if (rest.empty() || (cut && !ended_)) break;
    AppendReplacement();
    rest = rest.subspan(std::min<std::size_t>(rest.size(), 2));
  }
  const std::size_t used = raw_.size() - rest.size();
  if (big) SwapBytes(std::span(raw_).subspan(used));
  return used;
}

std::size_t Utf8Stream::ConvertCp932() {
  constexpr std::size_t kMaxUtf8PerByte = 3;  // half-width kana
  char* in = reinterpret_cast<char*>(raw_.data());
  std::size_t left = raw_.size();
  while (left != 0) {
    const std::size_t at = text_.size();
    text_.resize(at + left * kMaxUtf8PerByte);
    char* out = text_.data() + at;
    std::size_t room = text_.size() - at;
    const bool failed = iconv(converter_, &in, &left, &out, &room) == static_cast<std::size_t>(-1);
    const bool cut = failed && errno == EINVAL;
    text_.resize(text_.size() - room);
    if (!failed || (cut && !ended_)) break;
    AppendReplacement();
    ++in;
    --left;
  }
  return raw_.size() - left;
}

void Utf8Stream::AppendReplacement() {
  if (notes_->replaced++ == 0) notes_->first_replaced = offset_ + text_.size();
  text_ += kReplacement;
}

}  // namespace noroshi
