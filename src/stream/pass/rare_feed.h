// RareFeed: one worker's part in finding rare names. Sums up each name on each host and files the
// sums for sorting; sums of one name and host may come in pieces.
//
// One owner (a worker). Memory: kRareSums sums, and a sort buffer; more goes to disk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analytics/rarity/rare_item.h"
#include "stream/input/input_list.h"
#include "stream/journal/unit_log.h"
#include "stream/pass/use_sums.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

inline constexpr std::size_t kRareSortBytes = std::size_t{1} << 20;

// A sum as it is sorted; views into `bytes`.
struct FiledUse {
  RareKind kind{};
  std::string_view value, host;
  NameUse use;
};
// Appends to `out`; DecodeUse is false for bytes that this did not make.
void EncodeUse(const FiledUse& filed, std::string& out);
[[nodiscard]] bool DecodeUse(std::string_view bytes, FiledUse& filed);

class RareFeed {
 public:
  explicit RareFeed(const std::string& spill_folder) : buffer_(spill_folder, kRareSortBytes) {}

  // Sums are written down there as well, when they are filed; null: they are not.
  void set_log(UnitLog* log) noexcept { log_ = log; }

  // One hash look-up; when a new name finds no room among the sums, all are filed.
  void Add(const NameSighting& observation, const Event& event, SourceRank source);
  // Files all sums: at the end, and before units that are written down are closed.
  void Flush();

  [[nodiscard]] RunBuffer& buffer() noexcept { return buffer_; }

 private:
  RunBuffer buffer_;
  UnitLog* log_ = nullptr;
  // By kind, value and host.
  UseSums sums_;
  std::string key_;
};

}  // namespace noroshi
