// SourceSummaries: what became of every input and every member in it, counted. Plain data: 64 bytes
// an input.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stream/input/input_list.h"
#include "stream/input/source_tally.h"

namespace noroshi {

class UnitFeed;

// What became of one input. used + damaged + padding is its size once it has been read to the end;
// of a packed log, its unpacked size.
struct FileSummary {
  FileState state{};
  // Bytes by what became of them (ByteAccount), and records read, wanted or not.
  std::uint64_t used = 0, damaged = 0, padding = 0, records = 0;
  // lower-case hex; "" when not asked for or not readable.
  RareText sha256;
  bool is_container = false;
  // Of text that was not UTF-8.
  RareText encoding;
};

// A member of an archive, as above.
struct MemberSummary {
  std::string shown;
  std::uint64_t size_bytes = 0;
  FileSummary file;
};

struct SourceSummaries {
  // One per input, by its rank.
  std::vector<FileSummary> files;
  // Members of all inputs, the archives among them.
  std::map<SourceRank, MemberSummary> members;

  // Inputs; members in that state count as well. Containers do not count as read: their members do.
  [[nodiscard]] std::uint64_t CountFiles(FileState state) const noexcept;
  // Over everything a reader read: plain files and members, and what of containers was lost.
  [[nodiscard]] FileSummary Total() const noexcept;
  [[nodiscard]] const FileSummary& At(SourceRank rank) const;
  // The name of a source in outputs.
  [[nodiscard]] std::string ShownAt(const InputList& inputs, SourceRank rank) const;
};

// When no worker is in the feed any more.
[[nodiscard]] SourceSummaries SummariseSources(const InputList& inputs, const UnitFeed& feed);

}  // namespace noroshi
