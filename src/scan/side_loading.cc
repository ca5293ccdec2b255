#include "scan/side_loading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "scan/known_names.h"

namespace noroshi::scan {
namespace {

constexpr std::array<PairPoints, 16> kPoints = {{
    {PairMark::kLibraryUnsigned, 1, "library_unsigned", "makers who sign usually sign all"},
    {PairMark::kLibraryOfOtherSigner, 1, "library_signer", "common for plug-ins, so little"},
    {PairMark::kLibraryAltered, 3, "library_altered", "somebody changed a signed file"},
    {PairMark::kSystemName, 2, "system_library_name", "the program meant Windows' own library"},
    {PairMark::kMissingExports, 3, "exports_missing",
     "no product ships a library that lacks what it calls"},
    {PairMark::kOneAddress, 2, "export_addresses", "stubs made only to be loaded"},
    {PairMark::kOrdinalsOnly, 1, "imports_by_number_only", "nothing of the real library is needed"},
    {PairMark::kLoaderImports, 1, "loader_imports", "reads a file and makes memory to run it in"},
    {PairMark::kNoVersion, 1, "library_without_version", "products describe their parts"},
    {PairMark::kMuchYounger, 1, "library_younger_days", "parts of a product are built together"},
    {PairMark::kProgramRenamed, 1, "program_original_name", "renamed to look at home"},
    {PairMark::kEncryptedNeighbour, 2, "encrypted_file", "where a loader keeps its payload"},
    {PairMark::kStuffedNeighbour, 3, "data_in_signature_of", "where a loader keeps its payload"},
    {PairMark::kFewFiles, 1, "files_in_folder", "a product has more files than a drop"},
    {PairMark::kStagingFolder, 2, "folder", "programs are not installed there"},
    {PairMark::kSelfSigned, 1, "library_self_signed", "a signature that costs nothing"},
}};

constexpr std::size_t kFewFiles = 6;
constexpr std::size_t kFewExports = 64;
constexpr std::uint32_t kYearSeconds = 365 * 86'400;
constexpr std::uint32_t kDaySeconds = 86'400;
// Link times outside are no times: reproducible builds put a hash there.
constexpr std::uint32_t kFirstPlausible = 946'684'800;   // 2000
constexpr std::uint32_t kLastPlausible = 2'524'608'000;  // 2050

// The marks of one pair with their values, and the sum.
class Marks {
 public:
  void Add(PairMark mark, std::string value) {
    const PairPoints& row = kPoints[static_cast<std::size_t>(mark)];
    sum_ += row.points;
    reasons_.push_back({row.name, std::move(value)});
  }
  [[nodiscard]] int sum() const noexcept { return sum_; }
  [[nodiscard]] std::vector<ScanReason>& reasons() noexcept { return reasons_; }

 private:
  int sum_ = 0;
  std::vector<ScanReason> reasons_;
};

bool IsPlausible(std::uint32_t linked) {
  return linked >= kFirstPlausible && linked < kLastPlausible;
}

const WantedLibrary* WantOf(const ProgramFacts& program, const ProgramFacts& library) {
  const auto found = std::find_if(program.wants.begin(), program.wants.end(),
                                  [&](const auto& want) { return want.name == library.name; });
  return found == program.wants.end() ? nullptr : &*found;
}

// Libraries of Windows are signed in catalogs: in its own folders neither the name nor the missing
// signature says anything.
void MarkSigner(const ProgramFacts& library, Marks& marks) {
  if (!library.is_signed) {
    if (!library.in_system_folder) marks.Add(PairMark::kLibraryUnsigned, "true");
  } else if (!library.intact) {
    marks.Add(PairMark::kLibraryAltered, library.signer);
  } else {
    marks.Add(PairMark::kLibraryOfOtherSigner, library.signer);
    if (library.self_signed) marks.Add(PairMark::kSelfSigned, "true");
  }
}

void MarkExports(const WantedLibrary& want, const ProgramFacts& library, Marks& marks) {
  const auto missing =
      std::count_if(want.functions.begin(), want.functions.end(), [&](std::uint64_t function) {
        return !std::binary_search(library.offers.begin(), library.offers.end(), function);
      });
  if (missing > 0) {
    marks.Add(PairMark::kMissingExports, fmt::format("{} of {}", missing, want.functions.size()));
  }
  if (want.by_ordinal_only) marks.Add(PairMark::kOrdinalsOnly, "true");
}

void MarkLibrary(const ProgramFacts& program, const ProgramFacts& library, Marks& marks) {
  const bool is_of_windows = IsSystemLibrary(library.name) || IsRedistributable(library.name);
  if (is_of_windows && !library.in_system_folder) {
    marks.Add(PairMark::kSystemName, library.name);
  }
  if (library.offers.size() > 2 && library.export_addresses == 1) {
    marks.Add(PairMark::kOneAddress, "1");
  }
  if (library.loads_memory && library.offers.size() <= kFewExports) {
    marks.Add(PairMark::kLoaderImports, "true");
  }
  if (program.has_version && !library.has_version) marks.Add(PairMark::kNoVersion, "true");
  if (IsPlausible(program.linked) && IsPlausible(library.linked) &&
      library.linked > program.linked && library.linked - program.linked >= kYearSeconds) {
    marks.Add(PairMark::kMuchYounger,
              fmt::format("{}", (library.linked - program.linked) / kDaySeconds));
  }
}

std::string_view Stem(std::string_view name) { return name.substr(0, name.rfind('.')); }

void MarkFolder(const FolderFacts& folder, const ProgramFacts& program, const ProgramFacts& library,
                Marks& marks) {
  if (!program.original_name.empty() && Stem(program.original_name) != Stem(program.name)) {
    marks.Add(PairMark::kProgramRenamed, program.original_name);
  }
  const auto encrypted = std::find_if(folder.data.begin(), folder.data.end(),
                                      [](const DataFacts& data) { return !data.packed; });
  if (encrypted != folder.data.end()) {
    marks.Add(PairMark::kEncryptedNeighbour,
              fmt::format("{} ({} bytes, {:.2f} bits a byte)", encrypted->name, encrypted->size,
                          encrypted->entropy));
  }
  for (const ProgramFacts& other : folder.programs) {
    if (!other.stuffed || &other == &library) continue;
    marks.Add(PairMark::kStuffedNeighbour, other.name);
    break;
  }
  if (folder.file_count <= kFewFiles) {
    marks.Add(PairMark::kFewFiles, fmt::format("{}", folder.file_count));
  }
  const std::string lower = LowerAscii(library.path);
  if (IsStagingFolder(lower)) marks.Add(PairMark::kStagingFolder, folder.path);
}

Level LevelOf(int points) {
  if (points >= kHighPoints) return Level::kHigh;
  return points >= kMediumPoints ? Level::kMedium : Level::kLow;
}

}  // namespace

std::span<const PairPoints> PointTable() noexcept { return kPoints; }

bool IsForeign(const ProgramFacts& program, const ProgramFacts& library) {
  if (!library.is_dll || &program == &library) return false;
  if (!library.intact) return true;
  if (library.signer == program.signer) return false;
  // Runtime libraries are Microsoft's beside everybody's program.
  return !IsRedistributable(library.name) || library.self_signed;
}

void JudgePair(const FolderFacts& folder, const ProgramFacts& program, const ProgramFacts& library,
               PairTie tie, std::vector<ScanFinding>& findings) {
  Marks marks;
  MarkSigner(library, marks);
  const WantedLibrary* const want = WantOf(program, library);
  if (tie == PairTie::kImport && want != nullptr) MarkExports(*want, library, marks);
  MarkLibrary(program, library, marks);
  MarkFolder(folder, program, library, marks);
  if (marks.sum() < kLowPoints) return;
  ScanFinding& finding = findings.emplace_back();
  finding.rule = ScanRuleId::kSideLoading;
  finding.level = LevelOf(marks.sum());
  finding.path = library.path;
  finding.modified = library.modified;
  finding.reasons.push_back({"program", program.name});
  finding.reasons.push_back({"program_signer", program.signer});
  finding.reasons.push_back({"tie", tie == PairTie::kImport ? "import table" : "name in program"});
  for (ScanReason& reason : marks.reasons()) finding.reasons.push_back(std::move(reason));
  finding.reasons.push_back({"points", fmt::format("{}", marks.sum())});
}

void FindSideLoading(const FolderFacts& folder, std::vector<ScanFinding>& findings) {
  std::unordered_map<std::string_view, const ProgramFacts*> libraries;
  for (const ProgramFacts& program : folder.programs) {
    if (program.is_dll) libraries.emplace(program.name, &program);
  }
  for (const ProgramFacts& program : folder.programs) {
    if (!program.intact) continue;
    for (const WantedLibrary& want : program.wants) {
      const auto library = libraries.find(want.name);
      if (library == libraries.end() || !IsForeign(program, *library->second)) continue;
      JudgePair(folder, program, *library->second, PairTie::kImport, findings);
    }
  }
}

}  // namespace noroshi::scan
