// Side-loading: a signed program that will load a library from its own folder which its maker did
// not sign. Many honest programs look so; what tells the others is a sum of small oddities, each
// with its points in one table (PointTable), so that a person can see why and argue.
//
// Pure, safe from any thread. Cost: the programs of a folder times the libraries they want.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "scan/file_facts.h"
#include "scan/scan_finding.h"

namespace noroshi::scan {

// One oddity of a pair of program and library.
enum class PairMark : std::uint8_t {
  kLibraryUnsigned,
  kLibraryOfOtherSigner,
  // Its signature is not that of its bytes.
  kLibraryAltered,
  // A library of Windows has that name.
  kSystemName,
  // Lacks functions that the program wants of it.
  kMissingExports,
  // All its exports are the same place.
  kOneAddress,
  // Wanted by number only: any library would do.
  kOrdinalsOnly,
  // Memory to run code in, and files to read, in a library of few exports.
  kLoaderImports,
  // Says nothing of itself, though the program does.
  kNoVersion,
  // Linked a year or more after the program.
  kMuchYounger,
  // The program is not called what its maker called it.
  kProgramRenamed,
  // A file in the folder looks encrypted and is of no known kind.
  kEncryptedNeighbour,
  // Another file of the folder carries data in its signature.
  kStuffedNeighbour,
  // The folder holds little else: no product.
  kFewFiles,
  // A folder that programs are not installed to.
  kStagingFolder,
  // The library's signer vouches for itself.
  kSelfSigned,
};

// What a mark weighs, and why.
struct PairPoints {
  PairMark mark{};
  int points = 0;
  std::string_view name;    // in a finding's reasons
  std::string_view reason;  // for documentation
};
[[nodiscard]] std::span<const PairPoints> PointTable() noexcept;

// Sums from here on are worth that level.
inline constexpr int kLowPoints = 3, kMediumPoints = 4, kHighPoints = 6;

// How a program comes to load a library.
enum class PairTie : std::uint8_t {
  // Its import table says so.
  kImport,
  // Its bytes hold the library's file name.
  kName,
};

// Judges one pair; `folder` is where both lie. Adds a finding about the library where the marks
// suffice. REQUIRES: `program` is intact.
void JudgePair(const FolderFacts& folder, const ProgramFacts& program, const ProgramFacts& library,
               PairTie tie, std::vector<ScanFinding>& findings);

// A library beside an intact program that somebody else made, so that the pair is worth a look.
[[nodiscard]] bool IsForeign(const ProgramFacts& program, const ProgramFacts& library);

// All pairs of the folder that import tables tell of.
void FindSideLoading(const FolderFacts& folder, std::vector<ScanFinding>& findings);

}  // namespace noroshi::scan
