// RarePass: from the sums of all workers to names and how rare they are.
//
// Memory: one name at a time with its hosts, and the items that are kept. The result does not
// depend on threads, nor on the order of files. One owner, after all workers are done.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "stream/pass/rare_feed.h"

namespace noroshi {

// The rarest are kept.
inline constexpr std::size_t kMaxRareItems = 20'000;
// Hosts are counted exactly up to this many.
inline constexpr std::size_t kMaxRareHostCount = 200'000;

class RarePass {
 public:
  // Keeps names on at most `max_hosts` hosts.
  RarePass(const std::string& spill_folder, std::uint64_t max_hosts)
      : spill_folder_(spill_folder), max_hosts_(max_hosts) {}

  // Takes the sums of a worker. Call once for each, before Run.
  Status TakeFeed(RareFeed& feed);
  // Likewise, of earlier runs; finished.
  void TakeUses(RunBuffer uses) { uses_.push_back(std::move(uses)); }
  Status Run();

  // After Run(): rarest first.
  [[nodiscard]] const std::vector<RareItem>& items() const noexcept { return items_; }
  // Hosts with any name of the kind.
  [[nodiscard]] std::uint64_t HostsOf(RareKind kind) const noexcept {
    return hosts_[static_cast<std::size_t>(kind)].size();
  }
  // Rare names beyond kMaxRareItems, the least rare of all.
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

 private:
  using Hosts = std::map<std::string, NameUse>;

  // What is known of one name on one host.
  struct Lone {
    std::string name, host;  // as in names_
    NameUse use;
  };

  void Take(FiledUse& filed);
  void Close(const std::string& name, const Hosts& hosts);
  void CloseAll();
  void Keep(RareItem item);
  // Keeps the rarest `limit` items.
  void Trim(std::size_t limit);

  std::string spill_folder_;
  std::uint64_t max_hosts_;
  std::vector<RunBuffer> uses_;
  std::uint64_t group_ = 0;
  // The first of the hash under way, and mostly the only one: a flood of made-up names.
  std::optional<Lone> lone_;
  // All of the hash under way, if there are more: by kind and value.
  std::map<std::string, Hosts> names_;
  std::vector<RareItem> items_;
  std::array<std::unordered_set<std::uint64_t>, kRareKinds> hosts_;
  std::uint64_t dropped_ = 0;
};

}  // namespace noroshi
