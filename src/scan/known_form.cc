#include "scan/known_form.h"

#include <algorithm>
#include <array>

#include "evidence/minidump/minidump_reader.h"
#include "evidence/ole/ole_file.h"
#include "evidence/pe/pe_reader.h"
#include "scan/data_sample.h"
#include "scan/document/lures.h"
#include "scan/document/rtf_document.h"
#include "scan/file_facts.h"
#include "scan/scan_path.h"

namespace noroshi::scan {
namespace {

constexpr std::array<std::string_view, 5> kMemoryNames = {".dmp", ".dump", ".mem", ".vmem", ".vad"};

// Parts of a new document that say what it does (ooxml_parts.h).
bool IsDocumentPart(std::string_view name) {
  const std::string lower = LowerAscii(name);
  return lower.ends_with(".rels") || lower.ends_with(".xml") || lower.ends_with("workbook.bin");
}

}  // namespace

bool IsMemoryName(std::string_view name) {
  const std::string extension = LowerAscii(ExtensionOf(name));
  return std::find(kMemoryNames.begin(), kMemoryNames.end(), extension) != kMemoryNames.end();
}

bool HasKnownForm(std::string_view name, Bytes start) {
  return pe::LooksLikePe(start) || minidump::LooksLikeMinidump(start) || ole::LooksLikeOle(start) ||
         LooksLikeRtf(start) || IsMemoryName(name) || ReadZoneMark(NameOf(name), start).has_value();
}

bool IsClosedArchive(Bytes start) noexcept {
  // RAR 1.5 to 4, and 5: six bytes that both have.
  constexpr std::array<std::uint8_t, 6> kRar = {'R', 'a', 'r', '!', 0x1A, 0x07};
  return start.size() >= kRar.size() && std::equal(kRar.begin(), kRar.end(), start.begin());
}

bool WantsWholeMember(std::string_view name, Bytes start) {
  return HasKnownForm(name, start) || IsDocumentPart(name) ||
         SampleData(NameOf(name), start.size(), start).has_value();
}

}  // namespace noroshi::scan
