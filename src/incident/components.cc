#include "incident/components.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_map>

#include "incident/weights.h"

namespace noroshi {
namespace {

// What is shared by design, the same host included: the most of it counts.
constexpr std::size_t kDesignSlot = kEntityKinds;
// What two episodes share, by kind.
using Shares = std::array<float, kEntityKinds + 1>;

std::uint64_t GapTicks(const EntityUse& a, const EntityUse& b) {
  if (a.last < b.first) return b.first.ticks - a.last.ticks;
  if (b.last < a.first) return a.first.ticks - b.last.ticks;
  return 0;
}

double Rarity(std::size_t hosts) {
  if (hosts > kMostSharedHosts) return 0;
  return std::min(1.0, kRareHosts / static_cast<double>(hosts));
}

class Joiner {
 public:
  Joiner(const EpisodeGraph& graph, const ShareFactor& factor)
      : graph_(graph), factor_(factor), parent_(graph.episodes.size()) {
    std::iota(parent_.begin(), parent_.end(), 0U);
    for (std::uint32_t i = 0; i < graph.episodes.size(); ++i) {
      of_host_[graph.episodes[i].host].push_back(i);
    }
  }

  std::vector<std::vector<std::uint32_t>> Run() {
    ShareHosts();
    for (const auto& entry : graph_.entities) {
      switch (entry.first.first) {
        case EntityKind::kHost: ShareReferences(entry.second); break;
        case EntityKind::kReached: ShareReached(entry.second); break;
        default: ShareEntity(entry.second);
      }
    }
    for (const auto& [pair, shares] : pairs_) {
      if (Sum(shares) >= kJoinAt - 1e-6) Join(pair);
    }
    return Components();
  }

 private:
  [[nodiscard]] std::uint64_t PairOf(std::uint32_t a, std::uint32_t b) const {
    return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
  }

  void Share(std::uint32_t a, std::uint32_t b, std::size_t slot, double weight) {
    if (a == b) return;
    const std::uint64_t pair = PairOf(a, b);
    auto at = pairs_.find(pair);
    if (at == pairs_.end()) {
      if (pairs_.size() >= kMostPairs) return;
      at = pairs_.emplace(pair, Shares{}).first;
    }
    float& share = at->second[slot];
    share = slot == kDesignSlot ? std::max(share, static_cast<float>(weight))
                                : share + static_cast<float>(weight);
  }

  // Episodes of a host, whatever lies between them: somebody else's day there is no silence.
  void ShareHosts() {
    for (std::uint32_t i = 0; i < graph_.episodes.size(); ++i) {
      const Episode& before = graph_.episodes[i];
      const std::size_t end = std::min(graph_.episodes.size(), i + 1 + kSameHostEpisodes);
      for (std::uint32_t j = i + 1; j < end; ++j) {
        const Episode& after = graph_.episodes[j];
        if (before.host != after.host) break;
        if (after.first.ticks > before.last.ticks + kSameHostDays * kTicksPerDay) break;
        Share(i, j, kDesignSlot, kSameHost);
      }
    }
  }

  [[nodiscard]] std::size_t HostsOf(const std::vector<EntityUse>& uses) const {
    std::set<std::uint32_t> hosts;
    for (const EntityUse& use : uses) hosts.insert(graph_.episodes[use.episode].host);
    return hosts.size();
  }

  // What sharing it adds to the sum of two episodes, and where.
  struct Worth {
    double share = 0;
    std::size_t slot = 0;
  };
  [[nodiscard]] Worth WorthOf(const EntityUses& entity) const {
    const double factor = factor_ ? factor_(entity.entity) : 1;
    const EntityKind kind = entity.entity.kind;
    return {WeightOf(kind).weight * Rarity(HostsOf(entity.uses)) * factor,
            factor < 1 ? kDesignSlot : static_cast<std::size_t>(kind)};
  }

  [[nodiscard]] bool SameHost(const EntityUse& a, const EntityUse& b) const {
    return graph_.episodes[a.episode].host == graph_.episodes[b.episode].host;
  }

  void ShareEntity(const EntityUses& entity) {
    const EntityWeight& weight = WeightOf(entity.entity.kind);
    const Worth worth = WorthOf(entity);
    if (worth.share <= 0) return;
    std::vector<EntityUse> uses = entity.uses;
    std::ranges::stable_sort(uses, {}, &EntityUse::first);
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const std::size_t end = std::min(uses.size(), i + kMostSharedHosts);
      for (std::size_t j = i + 1; j < end; ++j) {
        if (GapTicks(uses[i], uses[j]) > weight.memory_days * kTicksPerDay) continue;
        // The same rule on the same host is noise that is at home there, no common act.
        if (weight.kind == EntityKind::kRule && SameHost(uses[i], uses[j])) continue;
        Share(uses[i].episode, uses[j].episode, worth.slot, worth.share);
      }
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> EpisodesOn(std::uint32_t host) const {
    const auto at = of_host_.find(host);
    return at == of_host_.end() ? std::vector<std::uint32_t>() : at->second;
  }

  // Findings about somebody who went from their host to another: who has come there is at work from
  // then on, and who has gone was at work here until then.
  void ShareReached(const EntityUses& entity) {
    const Worth worth = WorthOf(entity);
    for (const EntityUse& use : entity.uses) {
      for (const std::uint32_t one : EpisodesOn(entity.entity.host)) {
        if (worth.share > 0 && IsSoonAfter(use, graph_.episodes[one])) ShareMove(use, one, worth);
      }
      ShareDeparture(use);
    }
  }

  [[nodiscard]] static bool IsSoonAfter(const EntityUse& use, const Episode& there) {
    const std::uint64_t memory = WeightOf(EntityKind::kReached).memory_days * kTicksPerDay;
    return there.last.ticks + kOneHandTicks >= use.first.ticks &&
           there.first.ticks <= use.last.ticks + memory;
  }

  void ShareMove(const EntityUse& use, std::uint32_t there, const Worth& worth) {
    const bool other = AreOtherHands(graph_.episodes[use.episode], graph_.episodes[there]);
    Share(use.episode, there, worth.slot, worth.share * (other ? kOtherHandShare : 1));
  }

  // With who was at work here last: what was found here earlier may be anybody's.
  void ShareDeparture(const EntityUse& use) {
    const std::uint32_t host = graph_.episodes[use.episode].host;
    const Resolved here{EntityKind::kHost, "", host};
    const double factor = factor_ ? factor_(here) : 1;
    const std::size_t slot = factor < 1 ? kDesignSlot : static_cast<std::size_t>(here.kind);
    std::optional<std::uint32_t> last;
    std::uint64_t least = kSameHostDays * kTicksPerDay + 1;
    for (const std::uint32_t one : EpisodesOn(host)) {
      const Episode& before = graph_.episodes[one];
      const std::uint64_t gap = GapTicks(use, {one, before.first, before.last});
      if (one == use.episode || gap >= least) continue;
      if (before.first.ticks > use.last.ticks + kOneHandTicks) continue;
      if (AreOtherHands(before, graph_.episodes[use.episode])) continue;
      last = one;
      least = gap;
    }
    if (last) Share(use.episode, *last, slot, WeightOf(here.kind).weight * factor);
  }

  // Findings that name a host, and what happened on that host.
  void ShareReferences(const EntityUses& entity) {
    const Worth worth = WorthOf(entity);
    const auto there = of_host_.find(entity.entity.host);
    if (worth.share <= 0 || there == of_host_.end()) return;
    for (const EntityUse& use : entity.uses) ShareReference(use, there->second, worth);
  }

  // What the episode is about, a program that calls home, was there when somebody reached over.
  [[nodiscard]] static bool RanThen(const Episode& episode, const EntityUse& use) {
    return episode.since <= use.last && use.first <= episode.last;
  }

  // With all that may have been the hand that reached over; where others are excluded by their
  // accounts, with those less. When that excludes all, the nearest in time is as good as any.
  void ShareReference(const EntityUse& use, const std::vector<std::uint32_t>& there,
                      const Worth& worth) {
    const std::uint64_t memory = WeightOf(EntityKind::kHost).memory_days * kTicksPerDay;
    std::vector<std::uint32_t> others;
    std::optional<std::uint32_t> nearest;
    std::uint64_t least = memory + 1;
    bool any = false;
    for (const std::uint32_t one : there) {
      const Episode& episode = graph_.episodes[one];
      const std::uint64_t gap = GapTicks(use, {one, episode.first, episode.last});
      if (gap > memory) continue;
      const bool elsewhere = gap > kOneHandTicks && !RanThen(episode, use);
      if (AreOtherHands(episode, graph_.episodes[use.episode]) && elsewhere) {
        others.push_back(one);
        if (gap < least) nearest = one;
        least = std::min(least, gap);
        continue;
      }
      any = true;
      Share(use.episode, one, worth.slot, worth.share);
    }
    for (const std::uint32_t one : others) {
      const bool whole = !any && one == nearest;
      Share(use.episode, one, worth.slot, worth.share * (whole ? 1 : kOtherHandShare));
    }
  }

  [[nodiscard]] static double Sum(const Shares& shares) {
    double sum = shares[kDesignSlot];
    for (std::size_t kind = 0; kind < kEntityKinds; ++kind) {
      const double most = kEntityWeights[kind].weight * kMostOfOneKind;
      sum += std::min<double>(shares[kind], most);
    }
    return sum;
  }

  std::uint32_t Root(std::uint32_t episode) {
    while (parent_[episode] != episode) {
      parent_[episode] = parent_[parent_[episode]];
      episode = parent_[episode];
    }
    return episode;
  }

  void Join(std::uint64_t pair) {
    const std::uint32_t a = Root(static_cast<std::uint32_t>(pair >> 32));
    const std::uint32_t b = Root(static_cast<std::uint32_t>(pair));
    parent_[std::max(a, b)] = std::min(a, b);
  }

  std::vector<std::vector<std::uint32_t>> Components() {
    std::vector<std::vector<std::uint32_t>> components;
    std::unordered_map<std::uint32_t, std::size_t> numbers;
    for (std::uint32_t i = 0; i < parent_.size(); ++i) {
      const auto [at, fresh] = numbers.emplace(Root(i), components.size());
      if (fresh) components.emplace_back();
      components[at->second].push_back(i);
    }
    return components;
  }

  const EpisodeGraph& graph_;
  const ShareFactor& factor_;
  std::vector<std::uint32_t> parent_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> of_host_;
  std::map<std::uint64_t, Shares> pairs_;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> FindComponents(const EpisodeGraph& graph,
                                                       const ShareFactor& factor) {
  return Joiner(graph, factor).Run();
}

}  // namespace noroshi
