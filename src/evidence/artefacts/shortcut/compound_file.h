// CompoundFile: the streams of an OLE compound file, the container of jump lists.
//
// Format: [MS-CFB], versions 3 and 4. Views of the bytes given, which must outlive it; chains of
// sectors are followed at most once round the file. Not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"

namespace noroshi::shortcut {

// A jump list has some hundred streams.
inline constexpr std::size_t kMaxStreams = 65'536;

class CompoundFile {
 public:
  // An entry of the directory. Names are those of the stream alone, without the storages around it.
  struct Stream {
    std::string name;
    std::uint32_t first_sector = 0;
    std::uint64_t size = 0;
  };

  // kBadMagic when it is none, kInvalid when its tables cannot be read.
  static Result<CompoundFile> Open(Bytes bytes);

  // In the order of the directory; at most kMaxStreams.
  [[nodiscard]] const std::vector<Stream>& streams() const noexcept { return streams_; }
  // The bytes of a stream; fewer than its size where its chain breaks off, none once streams that
  // share their sectors have given several times the file.
  [[nodiscard]] std::vector<std::uint8_t> Read(const Stream& stream);

 private:
  [[nodiscard]] Bytes SectorAt(std::uint32_t sector) const noexcept;
  [[nodiscard]] std::vector<std::uint8_t> Chain(std::uint32_t first, std::uint64_t size) const;
  void ReadTable(std::uint32_t first_extra, std::uint32_t extra_count);
  void ReadDirectory(std::uint32_t first);

  Bytes bytes_;
  std::size_t sector_bytes_ = 512;
  std::vector<std::uint32_t> next_;         // sector behind each sector
  std::vector<std::uint32_t> mini_next_;    // likewise of small ones
  std::vector<std::uint8_t> mini_sectors_;  // what streams below 4,096 bytes lie in
  std::vector<Stream> streams_;
  std::uint64_t budget_ = 0;  // bytes that Read may still give
};

// Whether the bytes begin like one.
[[nodiscard]] bool IsCompoundFile(Bytes bytes) noexcept;

}  // namespace noroshi::shortcut
