// ReportSuspectFile: a file that a scan of files found something in, as the report shows it: what
// it is, what is wrong with it, and why that is said.
//
// Plain values that own their texts; const access is safe from any number of threads. Text of the
// file is as the file has it: whoever shows it escapes it. Sizes and offsets are bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "finding/level.h"
#include "incident/incident.h"

namespace noroshi {

// A person looks at no more of them; findings.jsonl has all.
inline constexpr std::size_t kReportSuspectFiles = 200;

// One thing that is wrong, with the numbers that a person can check.
struct SuspectFileFinding {
  std::string rule;  // "side_loading"
  TwoLanguages title, other_causes, next;
  Level level{};
  std::string techniques;  // separated by blanks
  std::uint64_t offset = 0, bytes = 0;
  std::vector<std::pair<std::string, std::string>> reasons;  // name, value
};

struct SuspectFileSection {
  std::string name;
  std::uint64_t offset = 0, size = 0;  // in the file
  std::uint64_t address = 0, memory_size = 0;
  double entropy = 0;  // bits a byte, 0 to 8
  bool runs = false, writes = false;
};

// A library that the program asks for, with the functions that loaders ask for too.
struct SuspectFileImport {
  std::string library;
  std::uint64_t functions = 0;
  std::vector<std::string> of_note;
};

struct SuspectFileSigner {
  std::string name, issuer, serial, algorithm;
  Timestamp signed_at;           // zero: no timestamp says when
  std::string digest, key;       // "holds", "fails", "unknown"
  std::string chain, chain_why;  // authenticode::ChainName
};

struct SuspectFileSignature {
  // "none", "unreadable", "altered" (not what was signed), "bad_key" (not by the signer), else what
  // the chain of the first signer is worth: "trusted", "unknown_root", ...
  std::string verdict;
  std::string damage;  // why it is unreadable
  std::vector<SuspectFileSigner> signers;
  std::uint64_t slack_offset = 0, slack_bytes = 0, slack_nonzero = 0, behind_table = 0;
};

struct SuspectFileProgram {
  std::string machine;  // "x64"
  bool is_library = false;
  Timestamp linked;  // as stated
  std::string pdb, export_name;
  std::uint64_t exports = 0, libraries = 0;
  std::vector<std::string> first_exports;
  std::vector<SuspectFileImport> imports;  // those with functions of note
  std::vector<SuspectFileSection> sections;
  std::vector<std::pair<std::string, std::string>> version;
  std::vector<std::string> oddities;
  std::uint64_t overlay_offset = 0, overlay_size = 0;
  SuspectFileSignature signature;
};

struct ReportSuspectFile {
  std::string path, host;
  Level level{};  // of its gravest finding
  std::uint64_t size = 0;
  Timestamp modified;             // zero: not known
  std::string md5, sha1, sha256;  // "" where the file was too large, or could not be read again
  double entropy = 0;
  std::vector<double> entropy_along;  // of equal parts of the file, from its beginning
  std::vector<SuspectFileFinding> findings;
  std::vector<std::string> partners;  // programs that would load it
  std::optional<SuspectFileProgram> program;
};

}  // namespace noroshi
