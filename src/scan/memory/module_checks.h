// Modules of a process held against their own image in memory: hollowed ones, ones that no file
// stands behind, and functions that were patched to do nothing.
//
// Pure, safe from any thread. Reads some kilobytes a module.
#pragma once

#include <string>
#include <vector>

#include "scan/memory/process_memory.h"

namespace noroshi::scan {

// What is wrong with a module's image.
struct ModuleDifference {
  const minidump::DumpModule* module = nullptr;
  std::string what;  // "header_wiped", "time", "image_size", "private_memory"
  std::string listed, found;
};
// Modules whose first page is not in the dump are passed over.
[[nodiscard]] std::vector<ModuleDifference> CompareModules(const ProcessMemory& memory);

// A function that returns at once.
struct PatchedFunction {
  const minidump::DumpModule* module = nullptr;
  std::string function;
  std::uint64_t address = 0;
  std::string bytes;  // in hex
};
// Looks at the functions that tell security software what a process does: of ETW and AMSI.
[[nodiscard]] std::vector<PatchedFunction> FindPatchedFunctions(const ProcessMemory& memory);

// The address of an export by name, from the image in memory; nullopt where it cannot be read.
[[nodiscard]] std::optional<std::uint64_t> ExportAddress(const ProcessMemory& memory,
                                                         std::uint64_t image,
                                                         std::string_view function);

}  // namespace noroshi::scan
