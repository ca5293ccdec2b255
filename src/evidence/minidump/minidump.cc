#include "evidence/minidump/minidump.h"

#include <algorithm>

#include "evidence/minidump/minidump_limits.h"

namespace noroshi::minidump {

void Minidump::Note(Error error) {
  ++damage_count;
  if (damage.size() < kMaxDamageKept) damage.push_back(std::move(error));
}

bool Minidump::is_64() const noexcept {
  if (!system.has_value()) return true;
  return system->processor == static_cast<std::uint16_t>(Processor::kAmd64) ||
         system->processor == static_cast<std::uint16_t>(Processor::kArm64);
}

const DumpModule* Minidump::ModuleAt(std::uint64_t address) const noexcept {
  auto behind = std::upper_bound(
      module_order.begin(), module_order.end(), address,
      [&](std::uint64_t wanted, std::uint32_t index) { return wanted < modules[index].address; });
  if (behind == module_order.begin()) return nullptr;
  const DumpModule& module = modules[*--behind];
  return address - module.address < module.size ? &module : nullptr;
}

const DumpRegion* Minidump::RegionAt(std::uint64_t address) const noexcept {
  auto behind = std::upper_bound(
      regions.begin(), regions.end(), address,
      [](std::uint64_t wanted, const DumpRegion& region) { return wanted < region.address; });
  if (behind == regions.begin()) return nullptr;
  --behind;
  return address - behind->address < behind->size ? &*behind : nullptr;
}

std::string_view StreamTypeName(std::uint32_t type) noexcept {
  switch (static_cast<StreamType>(type)) {
    case StreamType::kUnused: return "UnusedStream";
    case StreamType::kThreadList: return "ThreadListStream";
    case StreamType::kModuleList: return "ModuleListStream";
    case StreamType::kMemoryList: return "MemoryListStream";
    case StreamType::kException: return "ExceptionStream";
    case StreamType::kSystemInfo: return "SystemInfoStream";
    case StreamType::kThreadExList: return "ThreadExListStream";
    case StreamType::kMemory64List: return "Memory64ListStream";
    case StreamType::kCommentA: return "CommentStreamA";
    case StreamType::kCommentW: return "CommentStreamW";
    case StreamType::kHandleData: return "HandleDataStream";
    case StreamType::kUnloadedModuleList: return "UnloadedModuleListStream";
    case StreamType::kMiscInfo: return "MiscInfoStream";
    case StreamType::kMemoryInfoList: return "MemoryInfoListStream";
    case StreamType::kThreadInfoList: return "ThreadInfoListStream";
    case StreamType::kThreadNames: return "ThreadNamesStream";
  }
  return "";
}

}  // namespace noroshi::minidump
