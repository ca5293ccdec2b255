// DeletedCells: keys and values that were deleted from a hive and lie in its free cells still.
//
// They are records of a channel of their own, "host:registry_deleted", with Deleted = "true": what
// is deleted says what was there once, and must not stand beside what is. A deleted key is named by
// the keys above it as far as those can be followed; a value whose key is not known by its own name
// behind "?". What does not look like a key or value through and through is passed over: free cells
// hold anything, and none of it is damage.
//
// Not thread-safe. Memory: eight bytes for each key or value found, kMaxDeleted of either at most.
#pragma once

#include <vector>

#include "evidence/artefacts/record_writer.h"
#include "evidence/artefacts/registry/hive_names.h"

namespace noroshi::registry {

inline constexpr std::size_t kMaxDeleted = 1 << 18;

class DeletedCells {
 public:
  // Looks through the free cells: reads the hive once. Both outlive this; the hive's live keys have
  // been read, and it reports no more damage from here on.
  DeletedCells(Hive& hive, const HiveNames& names);

  // Writes the records of the next key, with its values, or of the next value without key; false
  // when there are no more.
  bool WriteNext(artefacts::RecordWriter& records);

 private:
  void Find();
  void LookThrough(CellOffset begin, CellOffset end);
  void Take(std::vector<CellOffset>& found, CellOffset cell);
  void WriteKey(const Key& key, artefacts::RecordWriter& records);
  void WriteLoneValue(CellOffset cell, artefacts::RecordWriter& records);

  Hive& hive_;
  const HiveNames& names_;
  std::vector<CellOffset> keys_, values_;  // ascending
  std::vector<bool> is_written_;           // of values_
  std::size_t next_key_ = 0, next_value_ = 0;
};

}  // namespace noroshi::registry
