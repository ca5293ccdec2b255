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
  std::string path, name;  // as found; the name in lower case
  bool is_dll = false;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // last change of the file, seconds since 1970
  std::uint32_t linked = 0;   // seconds since 1970, as stated
  bool has_version = false;
  std::string company, original_name;  // original_name in lower case
  std::string signer;                  // organisation, else common name; "" without a signature
  bool is_signed = false;              // a signature is there
  bool intact = false;                 // and it is that of these bytes
  bool self_signed = false;
  bool stuffed = false;  // bytes that nobody signed lie in the signature
  std::vector<WantedLibrary> wants;
  std::vector<std::uint64_t> offers;  // FunctionKey of each export, sorted
  std::size_t export_addresses = 0;   // different ones, forwarders not counted
  bool loads_memory = false;          // imports what a loader needs: memory to run, files to read
};

// A file that is no program.
struct DataFacts {
  std::string name;
  std::uint64_t size = 0;
  double entropy = 0;   // of its first 64 KiB, bits a byte
  bool packed = false;  // begins like an archive, picture or film: it has reason to look random
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
