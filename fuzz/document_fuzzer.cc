// Documents and marks of the web: old Office files with macros and templates, RTF, parts of new
// ones, Zone.Identifier, and any file's profile.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "evidence/span_bytes.h"
#include "scan/document/document_facts.h"
#include "scan/document/lures.h"
#include "scan/document/ole_document.h"
#include "scan/document/ooxml_parts.h"
#include "scan/document/rtf_document.h"
#include "scan/document/word_template.h"
#include "scan/file_profile.h"
#include "scan/known_form.h"

using namespace noroshi;  // NOLINT

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

void CheckFacts(const scan::DocumentFacts& facts) {
  for (const auto* const list :
       {&facts.modules, &facts.auto_names, &facts.doings, &facts.macro_sheets, &facts.templates,
        &facts.dde, &facts.objects}) {
    Check(list->size() <= scan::kMostNotes);
    for (const std::string& note : *list) Check(note.size() <= scan::kMostNoteBytes);
  }
  std::vector<scan::ScanFinding> findings;
  scan::CheckDocument("x", facts, findings);
}

void ReadDocuments(Bytes bytes) {
  scan::DocumentFacts old, rtf, parts;
  scan::ReadOleDocument(bytes, old);
  CheckFacts(old);
  scan::ReadRtfDocument(bytes, rtf);
  CheckFacts(rtf);
  for (const std::string_view name :
       {"word/document.xml", "word/_rels/document.xml.rels", "xl/workbook.xml",
        "xl/externalLinks/externalLink1.xml", "word/vbaProject.bin"}) {
    scan::ReadOoxmlPart(name, bytes, parts);
  }
  CheckFacts(parts);
}

void ReadSmallParts(Bytes bytes) {
  // Three bytes of UTF-8 are the most that two of the table can become.
  Check(scan::TemplateOf(bytes).size() <= bytes.size() * 2);
  static_cast<void>(scan::FindAssociatedStrings(bytes));
  std::vector<scan::ScanFinding> findings;
  if (const auto mark = scan::ReadZoneMark("x:Zone.Identifier", bytes)) {
    scan::CheckZoneMark("x", *mark, findings);
  }
  static_cast<void>(scan::WantsWholeMember("x.bin", bytes));
}

void Profile(Bytes bytes) {
  scan::FileProfile profile;
  scan::MeasureBytes(SpanBytes(bytes), profile);
  Check(profile.size == bytes.size() && profile.sha256.size() == 64);
  for (const double bits : profile.entropy_along) Check(bits >= 0 && bits <= 8);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes(data, size);
  ReadDocuments(bytes);
  ReadSmallParts(bytes);
  Profile(bytes);
  return 0;
}
