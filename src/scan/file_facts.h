// What is kept of each file of a folder until the whole folder has been read: enough to judge the
// files by their neighbours, little enough for a folder of thousands.
//
// Plain values. Names are in lower case where they are compared; functions are kept as hashes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/authenticode/signature.h"
#include "evidence/pe/pe_image.h"

namespace noroshi::scan {

// Functions that a program wants of one library.
struct WantedLibrary {
  std::string name;                      // lower case
  std::vector<std::uint64_t> functions;  // FunctionKey of each
  bool by_ordinal_only = false;
};

struct ProgramFacts {
  // As found; the name in lower case.
  std::string path, name;
  bool is_dll = false;
  std::uint64_t size = 0;
  // Last change of the file, seconds since 1970.
  std::int64_t modified = 0;
  // Seconds since 1970, as stated.
  std::uint32_t linked = 0;
  bool has_version = false;
  // original_name in lower case.
  std::string company, original_name;
  // Organisation, else common name; "" without a signature.
  std::string signer;
  // A signature is there.
  bool is_signed = false;
  // And it is that of these bytes.
  bool intact = false;
  bool self_signed = false;
  // Bytes that nobody signed lie in the signature.
  bool stuffed = false;
  std::vector<WantedLibrary> wants;
  // FunctionKey of each export, sorted.
  std::vector<std::uint64_t> offers;
  // Different ones, forwarders not counted.
  std::size_t export_addresses = 0;
  // Windows keeps its own there, and their signatures in catalogs.
  bool in_system_folder = false;
  // Imports what a loader needs: memory to run, files to read.
  bool loads_memory = false;
};

// A file that is no program.
struct DataFacts {
  std::string name;
  std::uint64_t size = 0;
  // Of its first 64 KiB, bits a byte.
  double entropy = 0;
  // Begins like an archive, picture or film: it has reason to look random.
  bool packed = false;
};

struct FolderFacts {
  std::string path;
  std::vector<ProgramFacts> programs;
  std::vector<DataFacts> data;  // those that look encrypted
  std::size_t file_count = 0;
};

// A function by name, or by number when `name` is empty.
[[nodiscard]] std::uint64_t FunctionKey(std::string_view name, std::uint32_t ordinal) noexcept;

[[nodiscard]] std::string LowerAscii(std::string_view text);

// The parts of a program that its neighbours are judged by.
[[nodiscard]] ProgramFacts FactsOf(std::string path, std::string_view name,
                                   const pe::PeImage& image,
                                   const authenticode::Signature& signature);

}  // namespace noroshi::scan
