// RareItem: a name and how rare it is. NameUse: the same of one name on one host, which is what
// items are summed up from, in any order.
//
// Plain values that own their texts. Merging is commutative and associative, so neither threads nor
// the order of files show in a result; what is bounded keeps the smallest, never the first to come.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "analytics/rarity/observation.h"

namespace noroshi {

// Where a record is. `file` is the caller's number for the file. Orders by time, then place.
struct SeenAt {
  Timestamp time;
  std::uint64_t file = 0, offset = 0, line = 0, record_id = 0, event_id = 0;
  friend auto operator<=>(const SeenAt&, const SeenAt&) = default;
};

// Users are counted exactly up to this many, then "at least".
inline constexpr std::size_t kMaxRareUsers = 8;

// One name on one host.
struct NameUse {
  std::uint64_t count = 0;
  SeenAt first, last;
  // In order, each once: the smallest kMaxRareUsers, so that merging has one result.
  std::vector<std::string> users;

  // Widens first and last. An empty user is nobody and is not counted.
  void Add(const SeenAt& at, std::string_view user);
  void Merge(const NameUse& other);

 private:
  void AddUser(std::string_view user);
};

struct RareItem {
  RareKind kind{};
  std::string value;
  // How many hosts had it, and in how many records: the first is what rarity is judged by.
  std::uint64_t hosts = 0, count = 0;
  // Where each host first saw it, by time, at most kMaxRareHosts.
  std::vector<std::pair<SeenAt, std::string>> seen;
  std::vector<std::string> users;
  SeenAt first, last;
};
inline constexpr std::size_t kMaxRareHosts = 5;

// Fewest hosts first, then fewest records, then by kind and name.
[[nodiscard]] bool IsRarer(const RareItem& a, const RareItem& b);

}  // namespace noroshi
