// DocumentFacts: what a document would do when somebody opens it, whatever its format.
//
// Plain values. Texts are those of the document and are escaped where they are shown.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scan/scan_finding.h"

namespace noroshi::scan {

// Each list keeps so many.
inline constexpr std::size_t kMostNotes = 16;
inline constexpr std::size_t kMostNoteBytes = 256;

struct DocumentFacts {
  std::string kind;  // "word", "excel", "powerpoint", "rtf", "ole"
  bool is_document = false;
  bool has_macro = false;
  bool is_damaged = false;
  std::vector<std::string> modules;       // of the VBA project
  std::vector<std::string> auto_names;    // macros that Office runs by itself
  std::vector<std::string> doings;        // what the source names that macros misuse
  std::vector<std::string> macro_sheets;  // Excel 4.0
  std::vector<std::string> templates;     // from elsewhere
  std::vector<std::string> dde;           // commands
  std::vector<std::string> objects;       // fetched when opened

  // Adds a text once, cut to kMostNoteBytes.
  static void Note(std::vector<std::string>& list, std::string_view text);
};

// The findings that follow.
void CheckDocument(const std::string& path, const DocumentFacts& facts,
                   std::vector<ScanFinding>& findings);

// Whether a target is somewhere else: an address, or a share.
[[nodiscard]] bool IsElsewhere(std::string_view target) noexcept;

}  // namespace noroshi::scan
