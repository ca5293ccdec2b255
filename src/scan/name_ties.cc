#include "scan/name_ties.h"

#include <algorithm>
#include <cstring>

#include "evidence/file.h"
#include "scan/side_loading.h"

namespace noroshi::scan {
namespace {

bool Imports(const ProgramFacts& program, std::string_view name) {
  return std::any_of(program.wants.begin(), program.wants.end(),
                     [&](const WantedLibrary& want) { return want.name == name; });
}

// Libraries that no program of the folder imports, so that something must load them otherwise.
std::vector<const ProgramFacts*> Untied(const FolderFacts& folder) {
  std::vector<const ProgramFacts*> untied;
  for (const ProgramFacts& library : folder.programs) {
    if (!library.is_dll) continue;
    const bool imported =
        std::any_of(folder.programs.begin(), folder.programs.end(),
                    [&](const ProgramFacts& program) { return Imports(program, library.name); });
    if (!imported) untied.push_back(&library);
  }
  return untied;
}

std::vector<std::uint8_t> ReadWhole(const std::string& path) {
  const Result<ReadOnlyFile> file = ReadOnlyFile::Open(path);
  if (!file.ok() || file->size() > kMaxProgramBytes) return {};
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(file->size()));
  const Result<std::size_t> read = file->ReadAt(0, bytes);
  bytes.resize(read.ok() ? *read : 0);
  return bytes;
}

std::uint8_t Lower(std::uint8_t byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<std::uint8_t>(byte - 'A' + 'a') : byte;
}

// Whether the name stands at `at` with `step` bytes for each character.
bool StandsAt(Bytes bytes, std::size_t at, std::size_t step, std::string_view name) {
  if (bytes.size() - at < name.size() * step) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (Lower(bytes[at + i * step]) != static_cast<std::uint8_t>(name[i])) return false;
    if (step == 2 && bytes[at + i * 2 + 1] != 0) return false;
  }
  return true;
}

}  // namespace

// Letters come in two cases and everywhere; the dot of a name comes in one, and seldom.
bool HoldsName(Bytes bytes, std::string_view lower_name) {
  const std::size_t dot = lower_name.rfind('.');
  if (dot == std::string_view::npos) return false;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const void* const next = std::memchr(bytes.data() + at, '.', bytes.size() - at);
    if (next == nullptr) return false;
    at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(next) - bytes.data());
    for (const std::size_t step : {std::size_t{1}, std::size_t{2}}) {
      if (at >= dot * step && StandsAt(bytes, at - dot * step, step, lower_name)) return true;
    }
  }
  return false;
}

void FindNameTies(const FolderFacts& folder, const std::vector<std::string>& paths,
                  std::vector<ScanFinding>& findings) {
  if (folder.programs.size() > kMaxProgramsSearched) return;
  const std::vector<const ProgramFacts*> untied = Untied(folder);
  for (std::size_t i = 0; i < folder.programs.size(); ++i) {
    const ProgramFacts& program = folder.programs[i];
    const bool any = std::any_of(untied.begin(), untied.end(), [&](const ProgramFacts* library) {
      return IsForeign(program, *library);
    });
    if (program.is_dll || !program.intact || !any) continue;
    const std::vector<std::uint8_t> bytes = ReadWhole(paths[i]);
    for (const ProgramFacts* const library : untied) {
      if (!IsForeign(program, *library) || !HoldsName(bytes, library->name)) continue;
      JudgePair(folder, program, *library, PairTie::kName, findings);
    }
  }
}

}  // namespace noroshi::scan
