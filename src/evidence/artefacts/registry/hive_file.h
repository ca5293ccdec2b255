// HiveFile: the bytes of a registry hive as they were when Windows last wrote to it: the file, and
// over it the pages of its transaction logs where it had not been written out ("dirty").
//
// Format: regf 1.3 to 1.6, as Maxim Suhanov's specification describes it ("Windows registry file
// format specification", 2015-2019), and with it the two forms of logs: "DIRT" before Windows 8.1,
// "HvLE" since.
//
// Not thread-safe. Memory: a cache of 8 MiB, and 16 bytes for each 512 bytes taken from a log.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/byte_reader.h"
#include "base/time.h"
#include "event/damage.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi::registry {

// Where the cells lie: behind the base block, one page.
inline constexpr std::uint32_t kBaseBlockBytes = 4096;
// What logs are written in units of.
inline constexpr std::uint32_t kSectorBytes = 512;

// What the first page says of a hive or, in its first sector, of a log.
struct BaseBlock {
  static constexpr std::uint32_t kPrimary = 0, kOldLog = 1, kOldLogToo = 2, kNewLog = 6;

  std::uint32_t primary_sequence = 0;    // raised before a change is written,
  std::uint32_t secondary_sequence = 0;  //   and this one after: the same in a clean hive
  Timestamp written;
  std::uint32_t minor_version = 0;
  std::uint32_t type = 0;
  std::uint32_t root_cell = 0;   // from the first bin
  std::uint32_t bins_bytes = 0;  // of all bins
  std::string file_name;         // the end of its path, at most 31 characters
  bool checksum_holds = false;

  [[nodiscard]] bool is_dirty() const noexcept {
    return primary_sequence != secondary_sequence || !checksum_holds;
  }
};

// Nothing when the bytes do not begin like a hive or a log, or are less than a sector.
[[nodiscard]] std::unique_ptr<BaseBlock> ReadBaseBlock(Bytes bytes);

class HiveFile {
 public:
  HiveFile(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t size);

  // REQUIRES: before Open. A transaction log of this hive. Logs are applied together by ApplyLogs.
  void AddLog(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t size);

  // Reads the base block and, if the hive is dirty, the logs. Says through `damage` what cannot be
  // mended. Of a log only the base block is read. False when there is no hive to read.
  [[nodiscard]] bool Open(DamageSink& damage);

  // The hive's own base block; root_cell and bins_bytes are those after the logs.
  [[nodiscard]] const BaseBlock& base() const noexcept { return base_; }
  // Bytes behind the base block, logs included.
  [[nodiscard]] std::uint64_t bins_bytes() const noexcept { return bins_bytes_; }
  // Pieces of logs that were laid over the file.
  [[nodiscard]] std::size_t mended_sectors() const noexcept { return overlay_.size(); }

  // Copies bytes from `offset` behind the base block; false when there are not that many.
  [[nodiscard]] bool Read(std::uint64_t offset, std::span<std::uint8_t> out);

 private:
  struct Log {
    std::shared_ptr<const RereadableBytes> bytes;
    std::uint64_t size = 0;
  };
  struct LogPlace {
    std::uint32_t log = 0;
    std::uint64_t offset = 0;  // in the log
  };
  struct LogEntry;
  struct Page {
    std::uint64_t number = ~std::uint64_t{0};
    std::vector<std::uint8_t> bytes;
  };

  void ApplyLogs(DamageSink& damage);
  void CollectEntries(std::uint32_t log, std::vector<LogEntry>& entries) const;
  void ApplyEntry(const LogEntry& entry);
  [[nodiscard]] bool ApplyOldLog(std::uint32_t log);
  void LayOver(std::uint64_t offset, std::uint32_t size, LogPlace place);
  [[nodiscard]] const Page& PageAt(std::uint64_t number);

  std::shared_ptr<const RereadableBytes> bytes_;
  std::uint64_t size_;
  std::uint64_t bins_bytes_ = 0;
  BaseBlock base_;
  std::vector<Log> logs_;
  std::unordered_map<std::uint64_t, LogPlace> overlay_;  // by sector, from the first bin
  std::vector<Page> pages_;                              // by the low bits of the number
};

// The hash of log entries, Marvin32, with the seed that the registry uses.
inline constexpr std::uint64_t kLogSeed = 0x82EF4D887A4E55C5;
[[nodiscard]] std::uint64_t Marvin32(Bytes bytes, std::uint64_t seed = kLogSeed) noexcept;

}  // namespace noroshi::registry
