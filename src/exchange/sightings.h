// Sightings: what was found how often, where and when, one row for each thing and host. What the
// formats that sum a hunt up keep of it. Bounded by `most` rows; findings beyond are counted.
//
// One owner. Rows come out in the order of thing, then host.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "exchange/format.h"

namespace noroshi {

// Times are those of findings that have one; has_time is false when none had.
// One thing on one host. A count never goes back; `first` and `last` are inclusive.
struct Sighting {
  std::uint64_t count = 0;
  bool has_time = false;
  Timestamp first, last;

  void Add(const ExchangeFinding& finding) {
    ++count;
    if (!finding.has_time) return;
    if (!has_time || finding.time < first) first = finding.time;
    if (!has_time || last < finding.time) last = finding.time;
    has_time = true;
  }
};

class Sightings {
 public:
  // By thing, then host.
  using Rows = std::map<std::pair<std::string, std::string>, Sighting>;

  explicit Sightings(std::size_t most) : most_(most) {}

  // O(log rows). "" is a host as any other: findings of logs that name none.
  void Add(const std::string& thing, const ExchangeFinding& finding) {
    const std::pair<std::string, std::string> key(thing, finding.host);
    auto found = rows_.find(key);
    if (found == rows_.end()) {
      if (rows_.size() >= most_) {
        ++left_out_;
        return;
      }
      found = rows_.emplace(key, Sighting()).first;
    }
    found->second.Add(finding);
  }

  [[nodiscard]] const Rows& rows() const noexcept { return rows_; }
  // Findings that fell to no row because all rows were taken.
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }

 private:
  std::size_t most_;
  Rows rows_;
  std::uint64_t left_out_ = 0;
};

}  // namespace noroshi
