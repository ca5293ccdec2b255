// InputList: the files a hunt reads, found from the paths a person gave. Made before anything is
// read, so that progress has a total and every file a rank that no thread can change.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "stream/input/input_files.h"

namespace noroshi {

// Where a source of events stands in the order of the evidence: the file's rank in the InputList,
// and its ordinal in that file (evidence_walk.h; 0 = the file itself).
struct SourceRank {
  std::uint32_t file = 0;
  std::uint32_t member = 0;
  friend auto operator<=>(const SourceRank&, const SourceRank&) = default;
};

// The same as one number, for folders that know no inputs.
[[nodiscard]] constexpr std::uint64_t NumberOf(SourceRank rank) noexcept {
  return std::uint64_t{rank.file} << 32 | rank.member;
}
[[nodiscard]] constexpr SourceRank SourceOf(std::uint64_t number) noexcept {
  return {static_cast<std::uint32_t>(number >> 32), static_cast<std::uint32_t>(number)};
}

// A source as outputs name it. Borrows the name.
struct SourcePlace {
  SourceRank rank;
  std::string_view shown;
};

// How a member is named in every output: "site-a/logs.zip!/Security.evtx".
[[nodiscard]] std::string ShownMember(const InputFile& file, std::string_view member);

struct InputList {
  InputFiles files;  // sorted by `shown`; the index is the file's rank
  // Of all files together, for progress.
  std::uint64_t bytes = 0;
};

// Lists files, and folders recursively. A path that does not exist is an error; what is found in a
// folder but cannot be looked at is listed with its problem. Symbolic links to files are followed,
// to folders inside a folder not (they could turn in circles). A file reached twice is listed
// once. Touches metadata only, no content; folder depth costs no stack. Two inputs that hold the
// same relative path are told apart by their own names in front. "-" is standard input.
Result<InputList> ListInputs(const std::vector<std::string>& paths);

}  // namespace noroshi
