#include "scan/file_facts.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/hash.h"
#include "scan/signature_forms.h"

namespace noroshi::scan {
namespace {

constexpr std::array<std::string_view, 8> kMemoryFunctions = {
    "VirtualAlloc",     "VirtualAllocEx", "VirtualProtect",     "NtAllocateVirtualMemory",
    "VirtualProtectEx", "HeapCreate",     "CreateFileMappingW", "NtProtectVirtualMemory"};
constexpr std::array<std::string_view, 9> kFileFunctions = {
    "ReadFile", "CreateFileA", "CreateFileW",  "fopen",        "fread",
    "_wfopen",  "NtReadFile",  "NtCreateFile", "MapViewOfFile"};

template <std::size_t N>
bool IsOneOf(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void AddWants(const pe::PeImage& image, ProgramFacts& facts) {
  bool memory = false, files = false;
  for (const pe::PeImport& import : image.imports) {
    WantedLibrary& wanted = facts.wants.emplace_back();
    wanted.name = LowerAscii(import.dll);
    wanted.by_ordinal_only = !import.functions.empty();
    for (const pe::PeImportedFunction& function : import.functions) {
      wanted.functions.push_back(FunctionKey(function.name, function.ordinal));
      if (!function.name.empty()) wanted.by_ordinal_only = false;
      memory = memory || IsOneOf(function.name, kMemoryFunctions);
      files = files || IsOneOf(function.name, kFileFunctions);
    }
  }
  facts.loads_memory = memory && files;
}

// Exports by name can be asked for by number too.
void AddOffers(const pe::PeImage& image, ProgramFacts& facts) {
  if (!image.exports.has_value()) return;
  std::set<std::uint32_t> addresses;
  for (const pe::PeExport& entry : image.exports->entries) {
    if (!entry.name.empty()) facts.offers.push_back(FunctionKey(entry.name, 0));
    facts.offers.push_back(FunctionKey("", entry.ordinal));
    if (entry.address != 0) addresses.insert(entry.address);
  }
  std::sort(facts.offers.begin(), facts.offers.end());
  facts.offers.erase(std::unique(facts.offers.begin(), facts.offers.end()), facts.offers.end());
  facts.export_addresses = addresses.size();
}

// The linker then writes a hash where the time would be, and says so.
bool IsReproducible(const pe::PeImage& image) {
  constexpr std::uint32_t kReproducible = 16;
  return std::any_of(image.debug.begin(), image.debug.end(),
                     [](const pe::PeDebugEntry& entry) { return entry.type == kReproducible; });
}

}  // namespace

std::uint64_t FunctionKey(std::string_view name, std::uint32_t ordinal) noexcept {
  return name.empty() ? HashMix(1, ordinal) : Hash64(name);
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

ProgramFacts FactsOf(std::string path, std::string_view name, const pe::PeImage& image,
                     const authenticode::Signature& signature) {
  ProgramFacts facts;
  facts.path = std::move(path);
  facts.name = LowerAscii(name);
  facts.is_dll = image.header.is_dll();
  facts.size = image.file_size;
  facts.linked = IsReproducible(image) ? 0 : image.header.time;
  facts.has_version = image.version.has_value();
  if (facts.has_version) {
    facts.company = image.version->Find("CompanyName");
    facts.original_name = LowerAscii(image.version->Find("OriginalFilename"));
  }
  facts.is_signed = signature.present;
  facts.intact = signature.intact();
  facts.signer = SignerName(signature);
  facts.self_signed = IsSelfSigned(signature);
  facts.stuffed = IsStuffed(signature);
  AddWants(image, facts);
  AddOffers(image, facts);
  return facts;
}

}  // namespace noroshi::scan
