#include "scan/document/word_template.h"

#include "base/utf.h"

namespace noroshi::scan {
namespace {

// In the Fib: its flags, and the place of SttbfAssoc, the 33rd of the pairs that begin at 154.
constexpr std::size_t kFlagsAt = 10, kPairsAt = 154, kPairBytes = 8, kAssociatedPair = 32;
constexpr std::uint16_t kInTable1 = 0x0200;
// A table of strings whose units are UTF-16 begins so.
constexpr std::uint16_t kExtended = 0xFFFF;
// The strings have fixed places; the second is the template.
constexpr std::size_t kTemplatePlace = 1;

}  // namespace

AssociatedStrings FindAssociatedStrings(Bytes word_document) noexcept {
  constexpr std::size_t kPair = kPairsAt + kAssociatedPair * kPairBytes;
  AssociatedStrings found;
  found.in_table_1 = (LoadOrZero<std::uint16_t>(word_document, kFlagsAt) & kInTable1) != 0;
  found.offset = LoadOrZero<std::uint32_t>(word_document, kPair);
  found.size = LoadOrZero<std::uint32_t>(word_document, kPair + 4);
  return found;
}

std::string TemplateOf(Bytes associated_strings) {
  ByteReader in(associated_strings);
  std::uint16_t extended = 0, count = 0, extra = 0;
  if (!in.TryRead(extended) || !in.TryRead(count) || !in.TryRead(extra)) return {};
  if (extended != kExtended || count <= kTemplatePlace) return {};
  Bytes text;
  for (std::size_t place = 0; place <= kTemplatePlace; ++place) {
    std::uint16_t units = 0;
    Bytes behind;
    if (!in.TryRead(units) || !in.TryTake(std::size_t{units} * 2, text)) return {};
    if (!in.TryTake(extra, behind)) return {};
  }
  std::string path;
  AppendUtf16(text, path);
  return path;
}

}  // namespace noroshi::scan
