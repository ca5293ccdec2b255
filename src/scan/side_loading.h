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
  kLibraryAltered,      // its signature is not that of its bytes
  kSystemName,          // a library of Windows has that name
  kMissingExports,      // lacks functions that the program wants of it
  kOneAddress,          // all its exports are the same place
  kOrdinalsOnly,        // wanted by number only: any library would do
  kLoaderImports,       // memory to run code in, and files to read, in a library of few exports
  kNoVersion,           // says nothing of itself, though the program does
  kMuchYounger,         // linked a year or more after the program
  kProgramRenamed,      // the program is not called what its maker called it
  kEncryptedNeighbour,  // a file in the folder looks encrypted and is of no known kind
  kStuffedNeighbour,    // another file of the folder carries data in its signature
  kFewFiles,            // the folder holds little else: no product
  kStagingFolder,       // a folder that programs are not installed to
  kSelfSigned,          // the library's signer vouches for itself
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
  kImport,  // its import table says so
  kName,    // its bytes hold the library's file name
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
