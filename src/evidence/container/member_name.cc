#include "evidence/container/member_name.h"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "evidence/encoding/utf8_stream.h"

namespace noroshi {
namespace {

// A name's bytes as a stream, so that it is decoded as any other text.
class NameStream final : public ByteStream {
 public:
  explicit NameStream(std::string_view name) : rest_(name) {}
  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    const std::size_t size = std::min(out.size(), rest_.size());
    std::copy_n(rest_.begin(), size, out.begin());
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
};

std::string Decode(std::string_view raw, TextNotes& notes_out) {
  constexpr std::size_t kMaxUtf8PerByte = 3;
  auto sniffed = SniffedStream::Open(std::make_unique<NameStream>(raw));
  if (!sniffed.ok()) return {};
  auto notes = std::make_shared<TextNotes>();
  Utf8Stream stream(*std::move(sniffed), notes);
  std::vector<std::uint8_t> text(raw.size() * kMaxUtf8PerByte + 1);
  const Result<std::size_t> got = ReadFull(stream, text);
  notes_out = *notes;
  return {text.begin(), text.begin() + static_cast<std::ptrdiff_t>(got.ok() ? *got : 0)};
}

bool ClimbsOut(std::string_view name) noexcept {
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find_first_of("/\\", at), name.size());
    if (name.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

bool IsAbsolute(std::string_view name) noexcept {
  return name.starts_with('/') || name.starts_with('\\') || (name.size() > 1 && name[1] == ':');
}

bool HasControl(std::string_view name) noexcept {
  return std::ranges::any_of(
      name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

void Note(bool holds, std::string_view what, std::string& oddity) {
  if (!holds) return;
  if (!oddity.empty()) oddity += ", ";
  oddity += what;
}

void CutLong(std::string& name) {
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(name.data()), kMaxMemberNameBytes);
  name.resize(ValidUtf8Prefix(bytes));
  name += "...";
}

}  // namespace

ShownName ShowMemberName(std::string_view utf8, std::string_view raw) {
  ShownName shown;
  TextNotes notes;
  shown.text = Decode(utf8.empty() ? raw : utf8, notes);
  Note(shown.text.empty(), "no name", shown.oddity);
  Note(notes.replaced != 0, "not text in any known encoding", shown.oddity);
  Note(IsAbsolute(shown.text), "an absolute path", shown.oddity);
  Note(ClimbsOut(shown.text), "a path out of the archive", shown.oddity);
  Note(HasControl(shown.text), "control characters", shown.oddity);
  Note(shown.text.size() > kMaxMemberNameBytes, "very long", shown.oddity);
  if (shown.text.size() > kMaxMemberNameBytes) CutLong(shown.text);
  if (shown.text.empty()) shown.text = "(no name)";
  return shown;
}

}  // namespace noroshi
