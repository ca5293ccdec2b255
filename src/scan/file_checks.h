// What a file shows by itself: its signature, name, place and structure.
//
// Pure, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/authenticode/signature.h"
#include "evidence/pe/pe_image.h"
#include "scan/file_facts.h"
#include "scan/scan_finding.h"

namespace noroshi::scan {

// Where Windows keeps programs of its own.
struct ProgramPlace {
  bool in_system_folder = false;  // known_names.h
  bool in_windows = false;        // in the Windows folder itself
};
// By either of a file's paths; "" = none.
[[nodiscard]] ProgramPlace PlaceOf(std::string_view shown, std::string_view full);

// A program: `path` as shown, `name` its last part, as spelt.
void CheckProgram(const std::string& path, std::string_view name, const ProgramPlace& place,
                  const pe::PeImage& image, const authenticode::Signature& signature,
                  std::vector<ScanFinding>& findings);

// Any file, by its name alone.
void CheckName(const std::string& path, std::string_view name, std::vector<ScanFinding>& findings);

// A file that is no program.
void CheckData(const std::string& path, const DataFacts& data, std::vector<ScanFinding>& findings);

}  // namespace noroshi::scan
