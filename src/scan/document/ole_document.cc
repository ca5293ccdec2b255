#include "scan/document/ole_document.h"

#include <string>
#include <string_view>

#include "evidence/ole/ole_file.h"
#include "evidence/ole/vba_project.h"
#include "scan/document/macro_source.h"
#include "scan/document/word_template.h"

namespace noroshi::scan {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMostStreamBytes = std::size_t{32} << 20;

std::string_view TextOf(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // NOLINT: bytes as text
}

// Field codes lie in the text of the document, in bytes or UTF-16 units.
void FindDdeFields(std::string_view text, DocumentFacts& facts) {
  constexpr std::size_t kMostCommand = 200;
  for (const std::size_t step : {std::size_t{1}, std::size_t{2}}) {
    std::string mark;
    for (const char c : "DDEAUTO"sv) mark += step == 1 ? std::string(1, c) : std::string{c, '\0'};
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, at + 1)) {
      std::string command;
      for (std::size_t i = at; i < text.size() && command.size() < kMostCommand; i += step) {
        if (static_cast<unsigned char>(text[i]) < 0x20) break;
        command += text[i];
      }
      DocumentFacts::Note(facts.dde, command);
    }
  }
}

// Macro sheets of Excel 4.0 and names that make them run, in the records of a workbook ([MS-XLS]).
void ReadWorkbook(Bytes stream, DocumentFacts& facts) {
  constexpr std::uint16_t kBoundSheet = 0x0085, kName = 0x0018;
  ByteReader in(stream);
  std::uint16_t type = 0, size = 0;
  bool auto_open = false;
  while (in.TryRead(type) && in.TryRead(size)) {
    Bytes body;
    if (!in.TryTake(size, body)) break;
    if (type == kBoundSheet && body.size() > 8 && body[5] == 1) {
      const std::string_view name = TextOf(body.subspan(8));
      DocumentFacts::Note(facts.macro_sheets, name.substr(0, body[6]));
    }
    // A built-in name: number 1 is Auto_Open.
    const bool builtin = (LoadOrZero<std::uint16_t>(body, 0) & 0x20) != 0;
    if (type == kName && builtin && body.size() > 15 && body[15] == 1) auto_open = true;
  }
  if (auto_open && !facts.macro_sheets.empty()) DocumentFacts::Note(facts.auto_names, "Auto_Open");
}

std::string KindOf(const ole::OleFile& file) {
  if (file.FindEnding("WordDocument") != nullptr) return "word";
  if (file.FindEnding("Workbook") != nullptr || file.FindEnding("Book") != nullptr) return "excel";
  if (file.FindEnding("PowerPoint Document") != nullptr) return "powerpoint";
  return "ole";
}

// A template from elsewhere; the one on the disk is every document's.
void ReadTemplate(const ole::OleFile& file, Bytes word_document, DocumentFacts& facts) {
  const AssociatedStrings place = FindAssociatedStrings(word_document);
  const auto* const table = file.FindEnding(place.in_table_1 ? "1Table" : "0Table");
  if (place.size == 0 || table == nullptr) return;
  const auto bytes = file.Read(*table, kMostStreamBytes);
  if (place.offset > bytes.size() || bytes.size() - place.offset < place.size) {
    facts.is_damaged = true;
    return;
  }
  const std::string path = TemplateOf(Bytes(bytes).subspan(place.offset, place.size));
  if (IsElsewhere(path)) DocumentFacts::Note(facts.templates, path);
}

}  // namespace

void ReadOleDocument(Bytes bytes, DocumentFacts& facts) {
  const Result<ole::OleFile> file = ole::OleFile::Open(bytes);
  if (!file.ok()) {
    facts.is_damaged = true;
    return;
  }
  facts.is_document = true;
  if (facts.kind.empty()) facts.kind = KindOf(*file);
  for (const ole::VbaModule& module : ole::ReadVbaModules(*file)) {
    facts.has_macro = true;
    DocumentFacts::Note(facts.modules, module.name);
    ReadMacroSource(module.source, facts);
  }
  if (const auto* const document = file->FindEnding("WordDocument")) {
    const auto text = file->Read(*document, kMostStreamBytes);
    FindDdeFields(TextOf(text), facts);
    ReadTemplate(*file, text, facts);
  }
  if (const auto* const workbook = file->FindEnding("Workbook")) {
    ReadWorkbook(file->Read(*workbook, kMostStreamBytes), facts);
  }
  facts.is_damaged = facts.is_damaged || file->is_damaged();
}

}  // namespace noroshi::scan
