// Minidump: what a dump of a Windows process says, stream by stream. Everything is as the file
// states it; what leads nowhere is left out and told in `damage`. Microsoft's documentation of
// MINIDUMP_HEADER and its streams (minidumpapiset.h) has the names and meanings of the fields.
//
// Units: addresses are those of the process, offsets are bytes in the file; times are FILETIME
// ticks of 100 ns (UTC), or seconds since 1970 where the name says so. Text is UTF-8.
//
// Plain values: copy and move freely, safe from any thread. Sizes are bounded (minidump_limits.h),
// whatever the file claims.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace noroshi::minidump {

// MINIDUMP_STREAM_TYPE, those that are read. Others stay in `streams`, with their size, unread.
enum class StreamType : std::uint32_t {
  kUnused = 0,
  kThreadList = 3,
  kModuleList = 4,
  kMemoryList = 5,
  kException = 6,
  kSystemInfo = 7,
  kThreadExList = 8,
  kMemory64List = 9,
  kCommentA = 10,
  kCommentW = 11,
  kHandleData = 12,
  kUnloadedModuleList = 14,
  kMiscInfo = 15,
  kMemoryInfoList = 16,
  kThreadInfoList = 17,
  kThreadNames = 24,
};

// PROCESSOR_ARCHITECTURE_*. A number that is none of these is kept as it is.
enum class Processor : std::uint16_t { kX86 = 0, kArm = 5, kAmd64 = 9, kArm64 = 12 };

// One row of the directory. `size` and `offset` are bytes in the file as it claims them: unchecked.
struct DumpStream {
  std::uint32_t type = 0, size = 0, offset = 0;
};

// MINIDUMP_SYSTEM_INFO: the machine on which the process ran, not the one that wrote the dump.
struct DumpSystem {
  std::uint16_t processor = 0;  // Processor, if it is one of these
  std::uint8_t processors = 0, product_type = 0;
  std::uint32_t major = 0, minor = 0, build = 0, platform = 0;
  std::string service_pack;
};

// MINIDUMP_MODULE, or one that was unloaded before the dump was written.
struct DumpModule {
  std::uint64_t address = 0;
  std::uint32_t size = 0, checksum = 0;
  std::uint32_t time = 0;  // seconds since 1970, as linked
  std::string name;        // the whole path
  std::string pdb;         // of its CodeView record
};

// MINIDUMP_THREAD, with what the context, ThreadInfoList and ThreadNames say of it.
struct DumpThread {
  std::uint32_t id = 0;
  std::uint64_t teb = 0;
  std::uint64_t stack = 0;  // address of the part that is in the dump
  std::uint32_t stack_bytes = 0;
  std::uint64_t instruction = 0;    // where it was; 0 = not known
  std::uint64_t start_address = 0;  // of ThreadInfoList; 0 = not known
  std::uint64_t created = 0;        // FILETIME
  std::string name;
};

// Bytes of the process that are in the file.
struct DumpRange {
  std::uint64_t address = 0, size = 0, offset = 0;
};

// A run of pages with the same state, as VirtualQuery tells: MEM_COMMIT, MEM_PRIVATE, MEM_IMAGE and
// PAGE_* are Windows' numbers. `allocation` is the address at which the whole allocation begins,
// and `allocation_protect` what it was made with, which may differ from what it has now.
struct DumpRegion {
  std::uint64_t address = 0, size = 0, allocation = 0;
  std::uint32_t allocation_protect = 0, state = 0, protect = 0, type = 0;

  [[nodiscard]] bool is_committed() const noexcept { return state == 0x1000; }
  [[nodiscard]] bool is_private() const noexcept { return type == 0x20000; }
  [[nodiscard]] bool is_image() const noexcept { return type == 0x1000000; }
  // PAGE_EXECUTE and its kin.
  [[nodiscard]] bool is_executable() const noexcept { return (protect & 0xF0) != 0; }
  [[nodiscard]] bool is_writable() const noexcept { return (protect & 0xCC) != 0; }
};

// MINIDUMP_HANDLE_DESCRIPTOR: an object that the process has open.
struct DumpHandle {
  std::uint64_t value = 0;
  std::uint32_t access = 0;
  std::string type;  // "Mutant", "File", ...
  std::string name;  // "\BaseNamedObjects\x"; often empty
};

// Why the dump was written, if a fault was the reason.
struct DumpException {
  std::uint32_t thread = 0, code = 0;
  std::uint64_t address = 0;
};

// A whole dump, without its memory: that is read by ReadMemory (minidump_reader.h).
struct Minidump {
  std::uint32_t time = 0;  // seconds since 1970, when it was written
  std::uint64_t flags = 0;
  std::vector<DumpStream> streams;  // as in the directory
  std::optional<DumpSystem> system;
  std::vector<DumpModule> modules;          // as listed
  std::vector<std::uint32_t> module_order;  // their indices, by address
  std::vector<DumpModule> unloaded;
  std::vector<DumpThread> threads;
  std::vector<DumpRange> ranges;    // sorted by address, without overlaps
  std::vector<DumpRegion> regions;  // sorted by address
  std::vector<DumpHandle> handles;
  std::optional<DumpException> exception;
  std::vector<std::string> comments;
  std::uint32_t process_id = 0;       // of MiscInfo; 0 = not known
  std::uint32_t process_created = 0;  // seconds since 1970
  std::vector<Error> damage;          // the first kMaxDamageKept
  std::uint64_t damage_count = 0;

  // Counts a place that could not be read or trusted, and keeps the first few.
  void Note(Error error);
  // By the processor; true where the dump does not say.
  [[nodiscard]] bool is_64() const noexcept;
  // The module whose range holds the address; null without one. Where modules overlap, which only
  // made-up dumps have, the one that begins last.
  [[nodiscard]] const DumpModule* ModuleAt(std::uint64_t address) const noexcept;
  // The region that holds the address; null without one.
  [[nodiscard]] const DumpRegion* RegionAt(std::uint64_t address) const noexcept;
};

// "ThreadListStream", as Microsoft names it; "" for one that we do not know.
[[nodiscard]] std::string_view StreamTypeName(std::uint32_t type) noexcept;

}  // namespace noroshi::minidump
