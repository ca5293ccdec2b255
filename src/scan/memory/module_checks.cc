#include "scan/memory/module_checks.h"

#include <fmt/format.h>

#include <array>

#include "scan/file_facts.h"
#include "scan/memory/hidden_image.h"

namespace noroshi::scan {
namespace {

constexpr std::size_t kHeaderBytes = 0x1000;
// ntdll has some 2,500.
constexpr std::uint32_t kMostExports = 65'536;
// A process of Windows has some hundred modules.
constexpr std::size_t kMostModules = 4'096;

// What the header of an image in memory says.
struct ImageHeader {
  std::uint32_t time = 0, size = 0;
  std::uint64_t exports = 0;  // address of the export table; 0 = none
};

std::optional<ImageHeader> HeaderOf(const ProcessMemory& memory, std::uint64_t image) {
  const auto magic = memory.Load<std::uint16_t>(image);
  const auto distance = memory.Load<std::uint32_t>(image + 0x3C);
  if (magic != 0x5A4D || !distance.has_value() || *distance > kHeaderBytes) return std::nullopt;
  const std::uint64_t header = image + *distance;
  const auto signature = memory.Load<std::uint32_t>(header);
  const auto optional_magic = memory.Load<std::uint16_t>(header + 24);
  if (signature != 0x4550 || !optional_magic.has_value()) return std::nullopt;
  ImageHeader found;
  found.time = memory.Load<std::uint32_t>(header + 8).value_or(0);
  found.size = memory.Load<std::uint32_t>(header + 24 + 56).value_or(0);
  const std::uint64_t directory = header + 24 + (*optional_magic == 0x20B ? 112 : 96);
  const std::uint32_t table = memory.Load<std::uint32_t>(directory).value_or(0);
  if (table != 0) found.exports = image + table;
  return found;
}

std::string LastPartOf(const std::string& path) {
  return LowerAscii(std::string_view(path).substr(path.find_last_of("\\/") + 1));
}

void CompareModule(const ProcessMemory& memory, const minidump::DumpModule& module,
                   std::vector<ModuleDifference>& differences) {
  std::array<std::uint8_t, 2> start{};
  if (memory.Read(module.address, start) != start.size()) return;
  const auto add = [&](std::string_view what, std::string listed, std::string found) {
    differences.push_back({&module, std::string(what), std::move(listed), std::move(found)});
  };
  const minidump::DumpRegion* const region = memory.dump()->RegionAt(module.address);
  if (region != nullptr && region->is_committed() && region->is_private()) {
    add("private_memory", "image", "private");
  }
  const auto header = HeaderOf(memory, module.address);
  if (!header.has_value()) return add("header_wiped", "a PE header", "none");
  if (header->time != module.time) {
    add("time", fmt::format("{:#x}", module.time), fmt::format("{:#x}", header->time));
  }
  if (header->size != module.size) {
    add("image_size", fmt::format("{:#x}", module.size), fmt::format("{:#x}", header->size));
  }
}

// Ways to return at once: with what is in the register, with 0, with a number.
bool ReturnsAtOnce(std::span<const std::uint8_t> code) {
  const auto begins = [&](std::initializer_list<int> bytes) {
    std::size_t i = 0;
    for (const int byte : bytes) {
      if (i >= code.size() || (byte >= 0 && code[i] != byte)) return false;
      ++i;
    }
    return true;
  };
  return begins({0xC3}) || begins({0xC2, -1, 0x00}) || begins({0x33, 0xC0, 0xC3}) ||
         begins({0x31, 0xC0, 0xC3}) || begins({0x48, 0x33, 0xC0, 0xC3}) ||
         begins({0x48, 0x31, 0xC0, 0xC3}) || begins({0x33, 0xC0, 0xC2, -1, 0x00}) ||
         begins({0xB8, -1, -1, -1, -1, 0xC3}) || begins({0xB8, -1, -1, -1, -1, 0xC2, -1, 0x00});
}

struct WatchedFunction {
  std::string_view module, function;
};
constexpr WatchedFunction kWatched[] = {
    {"ntdll.dll", "EtwEventWrite"}, {"ntdll.dll", "EtwEventWriteFull"},
    {"ntdll.dll", "NtTraceEvent"},  {"amsi.dll", "AmsiScanBuffer"},
    {"amsi.dll", "AmsiScanString"}, {"amsi.dll", "AmsiOpenSession"},
    {"advapi32.dll", "EventWrite"},
};

}  // namespace

std::vector<ModuleDifference> CompareModules(const ProcessMemory& memory) {
  std::vector<ModuleDifference> differences;
  const auto& modules = memory.dump()->modules;
  for (std::size_t i = 0; i < std::min(modules.size(), kMostModules); ++i) {
    CompareModule(memory, modules[i], differences);
  }
  return differences;
}

std::optional<std::uint64_t> ExportAddress(const ProcessMemory& memory, std::uint64_t image,
                                           std::string_view function) {
  const auto header = HeaderOf(memory, image);
  if (!header.has_value() || header->exports == 0) return std::nullopt;
  const auto field = [&](std::uint64_t at) {
    return memory.Load<std::uint32_t>(header->exports + at).value_or(0);
  };
  const std::uint32_t count = std::min(field(24), kMostExports);
  const std::uint64_t functions = image + field(28), names = image + field(32),
                      ordinals = image + field(36);
  // Names are sorted.
  std::uint32_t low = 0, high = count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const auto at = memory.Load<std::uint32_t>(names + std::uint64_t{4} * middle);
    if (!at.has_value()) return std::nullopt;
    const std::string name = memory.Text(image + *at);
    if (name == function) {
      const auto ordinal = memory.Load<std::uint16_t>(ordinals + std::uint64_t{2} * middle);
      if (!ordinal.has_value()) return std::nullopt;
      const auto address = memory.Load<std::uint32_t>(functions + std::uint64_t{4} * *ordinal);
      if (!address.has_value() || *address == 0) return std::nullopt;
      return image + *address;
    }
    if (name < function) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return std::nullopt;
}

std::vector<PatchedFunction> FindPatchedFunctions(const ProcessMemory& memory) {
  std::vector<PatchedFunction> patched;
  const auto& modules = memory.dump()->modules;
  for (std::size_t i = 0; i < std::min(modules.size(), kMostModules); ++i) {
    const minidump::DumpModule& module = modules[i];
    const std::string name = LastPartOf(module.name);
    for (const WatchedFunction& watched : kWatched) {
      if (name != watched.module) continue;
      const auto address = ExportAddress(memory, module.address, watched.function);
      if (!address.has_value()) continue;
      std::array<std::uint8_t, 8> code{};
      const std::size_t got = memory.Read(*address, code);
      if (!ReturnsAtOnce(std::span(code).first(got))) continue;
      std::string hex;
      for (const std::uint8_t byte : code) hex += fmt::format("{:02x}", byte);
      patched.push_back({&module, std::string(watched.function), *address, std::move(hex)});
    }
  }
  return patched;
}

}  // namespace noroshi::scan
