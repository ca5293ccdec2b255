// One record of a $MFT: a file, with the two sets of times that NTFS keeps.
//
// Format: "NTFS documentation" of the Linux-NTFS project; Joachim Metz, libfsntfs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/time.h"
#include "evidence/artefacts/ntfs/folder_names.h"

namespace noroshi::ntfs {

// The four times of either set, UTC.
struct FileTimes {
  // Of the file; of its last write; of the last change of its record; of the last access, which
  // Windows mostly does not keep.
  Timestamp created, modified, changed, accessed;

  friend bool operator==(const FileTimes&, const FileTimes&) = default;
};

// What one record says. Owns its texts; some hundred bytes.
struct MftRecord {
  std::uint64_t number = 0;  // by its place
  std::uint16_t use = 0;
  bool is_in_use = false, is_folder = false;
  // Of an extension: the record whose attributes it holds. 0: a record of its own.
  FileReference base = 0;
  [[nodiscard]] bool is_extension() const noexcept { return RecordOf(base) != 0; }
  // $STANDARD_INFORMATION, which any program can set, and $FILE_NAME, which follows only when the
  // name is made or moved.
  std::optional<FileTimes> standard, name_times;
  FileReference parent = 0;
  std::string name;            // "" where the record has none
  bool is_short_name = false;  // of DOS, beside one that is not here
  std::uint64_t size = 0;
  bool has_size = false;             // the record has the beginning of the file's data
  std::uint32_t name_count = 0;      // hard links
  std::vector<std::string> streams;  // alternate ones
  std::string zone_identifier;       // what the stream of that name says, where it is in the record
};

// What became of a record's bytes. Nothing else is lost where one is torn or damaged.
enum class MftState : std::uint8_t {
  kRecord,
  kEmpty,    // never used
  kTorn,     // not all of its sectors were written
  kDamaged,  // no record, or one that contradicts itself
};

// Takes up what an extension of the record holds: attributes for which there was no room in it.
// Whether it is one, MatchesBase says.
void AddExtension(const MftRecord& extension, MftRecord& record);
// False for an extension that was left over from an earlier file of that number.
[[nodiscard]] bool MatchesBase(const MftRecord& extension, const MftRecord& record) noexcept;

// Mends and reads the record in `bytes`, which are changed.
[[nodiscard]] MftState ReadMftRecord(std::span<std::uint8_t> bytes, MftRecord& record);

// The size of records that a $MFT begins with; 0 when it is none.
[[nodiscard]] std::size_t MftRecordBytes(Bytes start) noexcept;

}  // namespace noroshi::ntfs
