#include "evidence/evtx/name.h"

#include "base/utf.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kHashAt = 4;
constexpr std::size_t kLengthAt = 6;

// The size of the name record at `offset`, or 0 when it does not fit the chunk.
std::size_t AppendNameAt(Bytes chunk, std::size_t offset, std::string& out, Issues& issues) {
  const std::size_t size = NameRecordSize(chunk, offset);
  if (size == 0) return 0;
  const Bytes text =
      chunk.subspan(offset + kNameHeaderBytes, size - kNameHeaderBytes - kNameNulBytes);
  if (NameHash(text) != LoadUnchecked<std::uint16_t>(chunk.data() + offset + kHashAt)) {
    issues.Add(DamageKind::kNameHash);
  }
  AppendUtf16(text, out);
  return size;
}

}  // namespace

std::uint16_t NameHash(Bytes utf16le) noexcept {
  std::uint32_t hash = 0;
  for (std::size_t i = 0; i + 1 < utf16le.size(); i += 2) {
    hash = hash * 65'599 + LoadUnchecked<std::uint16_t>(utf16le.data() + i);
  }
  return static_cast<std::uint16_t>(hash);
}

std::size_t NameRecordSize(Bytes chunk, std::size_t offset) noexcept {
  if (offset > chunk.size() || chunk.size() - offset < kNameHeaderBytes + kNameNulBytes) return 0;
  const std::size_t units = LoadUnchecked<std::uint16_t>(chunk.data() + offset + kLengthAt);
  const std::size_t size = kNameHeaderBytes + 2 * units + kNameNulBytes;
  return chunk.size() - offset < size ? 0 : size;
}

bool ReadName(ByteReader& in, Bytes chunk, std::string& out, Issues& issues) {
  std::uint32_t offset = 0;
  if (!in.TryRead(offset)) return false;
  const bool is_inline = offset == in.position();
  const std::size_t size = AppendNameAt(chunk, offset, out, issues);
  if (size == 0) issues.Add(DamageKind::kNameBounds);
  if (!is_inline) return true;
  Bytes skipped;
  return size != 0 && in.TryTake(size, skipped);
}

}  // namespace noroshi::evtx
