// FlatRecord: one record of text evidence as a list of (path, value), before anybody has decided
// what it means. Parsers fill it, the EventMaker reads it.
//
// Values are views of the record's bytes as they stand there, escapes and all: what no rule asks
// for is never unescaped, converted or copied. A path that occurs again makes a field of several
// values. One per decoder, recycled from record to record; not thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "evidence/flat/path_table.h"

namespace noroshi {

// How a value's text is to be read.
enum class FlatType : std::uint8_t {
  // As it is; valid UTF-8.
  kText,
  // As it is, in memory that the parser uses again for the next record.
  kMade,
  // The inside of a JSON string: backslash escapes.
  kEscaped,
  // Zeek's text: \xNN escapes.
  kHexed,
  // A JSON number, as written: not yet rounded to anything.
  kNumber,
  kTrue,
  kFalse,
  // Said to be nothing: null, an empty array.
  kNull,
};

// The text is never copied here; it lives as long as what the parser pointed at.
struct FlatField {
  PathId path{};
  FlatType type = FlatType::kText;
  std::string_view text;
};

class FlatRecord {
 public:
  // Forgets the last record; memory is kept.
  void Clear() noexcept {
    fields_.clear();
    distinct_.clear();
    hash_ = 0;
    transient_ = false;
    ++stamp_;
  }

  // All texts are in memory that the parser uses again for the next record.
  void SetTransient() noexcept { transient_ = true; }
  [[nodiscard]] bool transient() const noexcept { return transient_; }

  // O(1). Allocates only while the record is the largest so far.
  void Add(PathId path, FlatType type, std::string_view text) {
    const auto number = static_cast<std::size_t>(path);
    if (number >= seen_.size()) seen_.resize(number + 1);
    if (seen_[number].stamp != stamp_) {
      seen_[number] = {stamp_, static_cast<std::uint32_t>(fields_.size())};
      hash_ += HashMix(number, 0);  // a sum: the order of the names is of no account
      distinct_.push_back(path);
    }
    fields_.push_back({path, type, text});
  }

  [[nodiscard]] const std::vector<FlatField>& fields() const noexcept { return fields_; }
  // The paths that occur, each once.
  [[nodiscard]] const std::vector<PathId>& paths() const noexcept { return distinct_; }
  // The same for records with the same set of paths.
  [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }
  // Some path occurs more than once.
  [[nodiscard]] bool has_repeats() const noexcept { return fields_.size() != distinct_.size(); }

  // The first value of a path; null when it does not occur.
  [[nodiscard]] const FlatField* Find(PathId path) const noexcept {
    const auto number = static_cast<std::size_t>(path);
    if (number >= seen_.size() || seen_[number].stamp != stamp_) return nullptr;
    return &fields_[seen_[number].first];
  }

 private:
  // Instead of clearing a table for every record, entries carry the stamp of theirs.
  struct Seen {
    std::uint64_t stamp = 0;  // of the record that had it last
    std::uint32_t first = 0;  // index of its first value there
  };

  std::vector<FlatField> fields_;
  std::vector<PathId> distinct_;
  std::vector<Seen> seen_;  // by path
  std::uint64_t hash_ = 0;
  std::uint64_t stamp_ = 1;
  bool transient_ = false;
};

}  // namespace noroshi
