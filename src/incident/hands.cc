#include "incident/hands.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "incident/weights.h"

namespace noroshi {
namespace {

// Sharing it on one host within a day shows one hand. Hosts and addresses do not: from a jump host
// everybody comes, and to the file server everybody goes.
bool IsOneHands(EntityKind kind) {
  switch (kind) {
    case EntityKind::kHost:
    case EntityKind::kReached:
    case EntityKind::kAddress:
    case EntityKind::kAccount:
    case EntityKind::kRule: return false;
    default: return true;
  }
}

std::uint64_t TicksBetween(const FindingCell& a, const FindingCell& b) {
  if (a.last < b.first) return b.first.ticks - a.last.ticks;
  if (b.last < a.first) return a.first.ticks - b.last.ticks;
  return 0;
}

class HandTeller {
 public:
  HandTeller(const CellTable& table, const Resolver& resolver)
      : table_(table), resolver_(resolver) {}

  std::vector<HandWork> Run(const std::vector<std::uint32_t>& cells) {
    std::vector<std::uint32_t> nobodys;
    for (const std::uint32_t index : cells) {
      std::vector<std::string> accounts = AccountsOfCell(table_, resolver_, table_.cells[index]);
      if (accounts.empty()) {
        nobodys.push_back(index);
      } else {
        AddNamed(index, std::move(accounts));
      }
    }
    for (const std::uint32_t index : nobodys) AddNobodys(index);
    JoinBridged();
    return Collect();
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  struct Work {
    std::vector<std::uint32_t> cells;
    std::set<std::string> accounts;
    Timestamp last;
    std::unordered_set<std::uint32_t> things;  // indices into CellTable::entities
    std::size_t merged_into = kNone;
  };
  struct Placed {
    std::uint32_t cell = 0;
    std::size_t hand = 0;
  };

  // Cells are taken in the order of time.
  void AddNamed(std::uint32_t index, std::vector<std::string> accounts) {
    const FindingCell& cell = table_.cells[index];
    std::erase_if(open_, [&](std::size_t one) {
      return cell.first.ticks > works_[one].last.ticks + kEpisodeGapTicks;
    });
    std::size_t hand = JoinHands(cell, accounts);
    if (hand == kNone) hand = LatestAtOnce(cell);
    if (hand == kNone) hand = NewHand();
    works_[hand].accounts.insert(accounts.begin(), accounts.end());
    Put(index, hand);
    named_.push_back({index, hand});
  }

  std::size_t NewHand() {
    works_.emplace_back();
    open_.push_back(works_.size() - 1);
    return works_.size() - 1;
  }

  void Put(std::uint32_t index, std::size_t hand) {
    const FindingCell& cell = table_.cells[index];
    Work& work = works_[hand];
    work.cells.push_back(index);
    work.last = std::max(work.last, cell.last);
    for (const std::uint32_t entity : cell.entities) {
      if (IsThing(entity, cell.first)) work.things.insert(entity);
    }
  }

  // A name may turn out to be that of a host of the evidence.
  [[nodiscard]] bool IsThing(std::uint32_t entity, Timestamp time) const {
    return IsOneHands(resolver_.Resolve(table_.entities[entity], time).kind);
  }

  [[nodiscard]] static bool HasAny(const std::set<std::string>& accounts,
                                   const std::vector<std::string>& some) {
    return std::ranges::any_of(
        some, [&](const std::string& account) { return accounts.contains(account); });
  }

  [[nodiscard]] bool SharesThing(const FindingCell& cell, std::size_t hand) const {
    return std::ranges::any_of(
        cell.entities, [&](std::uint32_t entity) { return works_[hand].things.contains(entity); });
  }

  // The open one that shares an account or a thing; made one where there are several.
  std::size_t JoinHands(const FindingCell& cell, const std::vector<std::string>& accounts) {
    std::size_t target = kNone;
    std::vector<std::size_t> still_open;
    for (const std::size_t one : open_) {
      const bool same = HasAny(works_[one].accounts, accounts) || SharesThing(cell, one);
      if (same && target != kNone) {
        Merge(one, target);
        continue;
      }
      if (same) target = one;
      still_open.push_back(one);
    }
    open_ = std::move(still_open);
    return target;
  }

  void Merge(std::size_t from, std::size_t into) {
    Work& one = works_[from];
    Work& other = works_[into];
    other.cells.insert(other.cells.end(), one.cells.begin(), one.cells.end());
    other.last = std::max(other.last, one.last);
    other.things.merge(one.things);
    other.accounts.merge(one.accounts);
    one.cells.clear();
    one.merged_into = into;
  }

  // The one that was at work last: within kOneHandTicks, or however long ago if there are too many
  // to tell apart.
  [[nodiscard]] std::size_t LatestAtOnce(const FindingCell& cell) const {
    std::size_t latest = kNone;
    for (const std::size_t one : open_) {
      if (latest == kNone || works_[one].last >= works_[latest].last) latest = one;
    }
    if (latest == kNone || open_.size() >= kMostHands) return latest;
    const bool at_once = cell.first.ticks <= works_[latest].last.ticks + kOneHandTicks;
    return at_once ? latest : kNone;
  }

  [[nodiscard]] std::size_t RootOf(std::size_t hand) const {
    while (works_[hand].merged_into != kNone) hand = works_[hand].merged_into;
    return hand;
  }

  // By what is nearest in time on either side; what shares a thing comes first.
  struct Best {
    std::size_t hand = kNone;
    std::uint64_t ticks = 0;
    bool shares = false;
  };
  void Consider(const FindingCell& cell, const Placed& placed, Best& best) const {
    const std::uint64_t ticks = TicksBetween(table_.cells[placed.cell], cell);
    if (ticks > kEpisodeGapTicks) return;
    const std::size_t hand = RootOf(placed.hand);
    const bool shares = SharesThing(cell, hand);
    const bool better = best.hand == kNone || (shares && !best.shares) ||
                        (shares == best.shares && ticks < best.ticks);
    if (better) best = {hand, ticks, shares};
  }

  void AddNobodys(std::uint32_t index) {
    const FindingCell& cell = table_.cells[index];
    const auto behind = std::ranges::upper_bound(
        named_, cell.first, {}, [&](const Placed& one) { return table_.cells[one.cell].first; });
    Best best;
    auto back = behind;
    for (std::size_t i = 0; i < kMostNeighbours && back != named_.begin(); ++i) {
      Consider(cell, *--back, best);
    }
    auto next = behind;
    for (std::size_t i = 0; i < kMostNeighbours && next != named_.end(); ++i) {
      Consider(cell, *next++, best);
    }
    auto own = nobodys_.rbegin();
    for (std::size_t i = 0; i < kMostNeighbours && own != nobodys_.rend(); ++i) {
      Consider(cell, *own++, best);
    }
    if (best.hand == kNone) best.hand = NewHand();
    Put(index, best.hand);
    nobodys_.push_back({index, best.hand});
  }

  // Hands of one account between which what nobody signed fills the silence are one: whose program
  // has run all the while has not been away.
  void JoinBridged() {
    std::vector<std::size_t> hands;
    for (std::size_t i = 0; i < works_.size(); ++i) {
      if (!works_[i].cells.empty()) hands.push_back(i);
    }
    std::ranges::stable_sort(hands, {}, [&](std::size_t hand) { return FirstOf(works_[hand]); });
    std::map<std::string, std::size_t> latest;  // by account
    for (const std::size_t hand : hands) {
      const std::set<std::string> accounts = works_[hand].accounts;
      const Timestamp first = FirstOf(works_[hand]);
      std::size_t into = hand;
      for (const std::string& account : accounts) {
        const auto at = latest.find(account);
        if (at == latest.end()) continue;
        const std::size_t before = RootOf(at->second);
        if (before == into || first.ticks > works_[before].last.ticks + kEpisodeGapTicks) continue;
        Merge(into, before);
        into = before;
      }
      for (const std::string& account : accounts) latest[account] = into;
    }
  }

  [[nodiscard]] Timestamp FirstOf(const Work& work) const {
    const auto times = [&](std::uint32_t cell) { return table_.cells[cell].first; };
    return times(*std::ranges::min_element(work.cells, {}, times));
  }

  std::vector<HandWork> Collect() {
    std::vector<HandWork> hands;
    for (Work& one : works_) {
      if (one.cells.empty()) continue;
      std::ranges::sort(one.cells);  // cells are numbered by time
      hands.push_back({std::move(one.cells), {one.accounts.begin(), one.accounts.end()}});
    }
    std::ranges::sort(hands, {}, [](const HandWork& one) { return one.cells.front(); });
    return hands;
  }

  const CellTable& table_;
  const Resolver& resolver_;
  std::vector<Work> works_;
  std::vector<std::size_t> open_;        // of them, those that may go on
  std::vector<Placed> named_, nobodys_;  // with accounts, without; by time
};

}  // namespace

std::vector<HandWork> TellHandsApart(const CellTable& table, const Resolver& resolver,
                                     const std::vector<std::uint32_t>& cells) {
  return HandTeller(table, resolver).Run(cells);
}

std::vector<std::string> AccountsOfCell(const CellTable& table, const Resolver& resolver,
                                        const FindingCell& cell) {
  std::vector<std::string> accounts;
  for (const std::uint32_t entity : cell.entities) {
    if (table.entities[entity].kind != EntityKind::kAccount) continue;
    accounts.push_back(resolver.Resolve(table.entities[entity], cell.first).key);
  }
  std::ranges::sort(accounts);
  return accounts;
}

bool HaveCommonAccount(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (*left == *right) return true;
    *left < *right ? ++left : ++right;
  }
  return false;
}

}  // namespace noroshi
