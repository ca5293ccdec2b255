// OleFile: the streams of a compound file ([MS-CFB]): old Office documents, macros, messages.
//
// Borrows the bytes, which must outlive it; const access is safe from any thread. No recursion, no
// chain is followed longer than the file has sectors, nothing is allocated by an unchecked length.
// What leads nowhere is left out, and is_damaged() says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"

namespace noroshi::ole {

// A document has some hundred.
inline constexpr std::size_t kMaxEntries = 65'536;

struct OleEntry {
  std::string path;  // "Macros/VBA/ThisDocument"
  std::uint64_t size = 0;
  std::uint32_t start = 0;  // first sector, or small sector
};

// D0 CF 11 E0 A1 B1 1A E1.
[[nodiscard]] bool LooksLikeOle(Bytes start) noexcept;

class OleFile {
 public:
  // kBadMagic for what is no compound file, kTruncated or kInvalid when its tables cannot be read.
  static Result<OleFile> Open(Bytes bytes);

  // Streams, in the order of the directory.
  [[nodiscard]] const std::vector<OleEntry>& streams() const noexcept { return streams_; }
  // The first whose path ends so, case as given; null without one.
  [[nodiscard]] const OleEntry* FindEnding(std::string_view ending) const noexcept;
  // The bytes of a stream, at most `limit`; fewer where its chain breaks.
  [[nodiscard]] std::vector<std::uint8_t> Read(const OleEntry& stream, std::size_t limit) const;
  [[nodiscard]] bool is_damaged() const noexcept { return damaged_; }

 private:
  explicit OleFile(Bytes bytes) : bytes_(bytes) {}
  Status ReadTables();
  Status ReadDirectory(std::uint32_t first);
  void NameStreams(Bytes directory);
  [[nodiscard]] Bytes Sector(std::uint32_t number) const noexcept;
  [[nodiscard]] std::vector<std::uint8_t> Chain(std::uint32_t first, std::uint64_t size) const;
  [[nodiscard]] std::vector<std::uint8_t> SmallChain(std::uint32_t first, std::uint64_t size) const;

  Bytes bytes_;
  std::size_t sector_bytes_ = 512, small_bytes_ = 64;
  std::uint32_t cutoff_ = 4'096;  // smaller streams lie in small sectors
  std::vector<std::uint32_t> next_, small_next_;
  std::vector<std::uint8_t> small_;  // the stream that holds the small sectors
  std::vector<OleEntry> streams_;
  mutable bool damaged_ = false;
};

}  // namespace noroshi::ole
