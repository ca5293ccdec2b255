#include "incident/episodes.h"

#include <algorithm>
#include <utility>

#include "incident/hands.h"

namespace noroshi {
namespace {

using HostCells = std::map<std::uint32_t, std::vector<std::uint32_t>>;

// Cells by host and time, routine ones left out.
HostCells CellsByHost(const CellTable& table, const Resolver& resolver) {
  HostCells by_host;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> days;  // by host and rule
  std::vector<std::uint32_t> hosts;
  hosts.reserve(table.cells.size());
  for (const FindingCell& cell : table.cells) {
    hosts.push_back(resolver.HostOf(cell));
    ++days[{hosts.back(), cell.rule}];
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> seen;
  for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
    const std::pair key(hosts[i], table.cells[i].rule);
    if (days[key] > kRoutineDays && std::exchange(seen[key], true)) continue;
    by_host[hosts[i]].push_back(i);
  }
  const auto by_time = [&](std::uint32_t a, std::uint32_t b) {
    return table.cells[a].first < table.cells[b].first;
  };
  for (auto& [host, cells] : by_host) std::ranges::stable_sort(cells, by_time);
  return by_host;
}

// Makes the episodes of one host after another.
class EpisodeMaker {
 public:
  EpisodeMaker(const CellTable& table, const Resolver& resolver, std::vector<Episode>& episodes)
      : table_(table), resolver_(resolver), episodes_(episodes) {}

  // `cells` by time.
  void Run(std::uint32_t host, const std::vector<std::uint32_t>& cells) {
    std::vector<std::uint32_t> grave;
    for (const std::uint32_t index : cells) {
      if (table_.cells[index].level >= Level::kMedium) grave.push_back(index);
    }
    first_ = episodes_.size();
    for (HandWork& work : TellHandsApart(table_, resolver_, grave)) AddEpisode(host, work);
    for (const std::uint32_t index : cells) {
      if (table_.cells[index].level < Level::kMedium) AddLow(index);
    }
    for (std::size_t i = first_; i < episodes_.size(); ++i) {
      std::ranges::sort(episodes_[i].cells);  // cells are numbered by time
    }
  }

 private:
  void AddEpisode(std::uint32_t host, HandWork& work) {
    Episode episode;
    episode.host = host;
    episode.first = table_.cells[work.cells.front()].first;
    episode.since = episode.first;
    for (const std::uint32_t cell : work.cells) {
      episode.last = std::max(episode.last, table_.cells[cell].last);
      episode.since = std::min(episode.since, table_.cells[cell].since);
    }
    episode.cells = std::move(work.cells);
    episode.accounts = std::move(work.accounts);
    episodes_.push_back(std::move(episode));
  }

  // To the episode that is nearest in time: one with its accounts before others. An administrator
  // who was here in the morning has no part in what starts beside an intruder's work at night. Who
  // was at work here and leaves for another host some days later is still the same.
  void AddLow(std::uint32_t index) {
    const FindingCell& cell = table_.cells[index];
    const std::vector<std::string> accounts = AccountsOfCell(table_, resolver_, cell);
    Episode* next = nullptr;
    Episode* own = nullptr;
    std::pair<bool, std::uint64_t> least;  // another's before, then the time between
    for (std::size_t i = first_; i < episodes_.size(); ++i) {
      Episode& episode = episodes_[i];
      if (cell.last.ticks + kEpisodeGapTicks < episode.first.ticks) break;
      const bool common = HaveCommonAccount(episode.accounts, accounts);
      if (common && IsDepartureFrom(episode, cell)) own = &episode;
      if (cell.first.ticks > episode.last.ticks + kEpisodeGapTicks) continue;
      const std::pair rank(!common, TicksBetween(episode, cell));
      if (next != nullptr && rank >= least) continue;
      next = &episode;
      least = rank;
    }
    if (next == nullptr) next = own;
    if (next != nullptr) next->cells.push_back(index);
  }

  static std::uint64_t TicksBetween(const Episode& episode, const FindingCell& cell) {
    if (cell.last < episode.first) return episode.first.ticks - cell.last.ticks;
    if (episode.last < cell.first) return cell.first.ticks - episode.last.ticks;
    return 0;
  }

  static bool IsDepartureFrom(const Episode& episode, const FindingCell& cell) {
    return !cell.other_ends.empty() &&
           cell.first.ticks <= episode.last.ticks + kSameHostDays * kTicksPerDay;
  }

  const CellTable& table_;
  const Resolver& resolver_;
  std::vector<Episode>& episodes_;
  std::size_t first_ = 0;  // episode of the host under way
};

void NoteUse(EpisodeGraph& graph, Resolved entity, const std::string& shown, std::uint32_t episode,
             const FindingCell& cell) {
  std::pair key(entity.kind, entity.key);
  EntityUses& uses = graph.entities[std::move(key)];
  if (uses.uses.empty()) {
    uses.entity = std::move(entity);
    uses.shown = shown;
  }
  if (uses.uses.empty() || uses.uses.back().episode != episode) {
    uses.uses.push_back({episode, cell.first, cell.last});
    return;
  }
  EntityUse& use = uses.uses.back();
  use.first = std::min(use.first, cell.first);
  use.last = std::max(use.last, cell.last);
}

void NoteEntities(const CellTable& table, const Resolver& resolver, std::uint32_t index,
                  EpisodeGraph& graph) {
  const Episode& episode = graph.episodes[index];
  for (const std::uint32_t number : episode.cells) {
    const FindingCell& cell = table.cells[number];
    for (const std::uint32_t entity : cell.entities) {
      const RawEntity& raw = table.entities[entity];
      Resolved resolved = resolver.Resolve(raw, cell.first);
      const bool is_host =
          resolved.kind == EntityKind::kHost || resolved.kind == EntityKind::kReached;
      if (is_host && resolved.host == episode.host) continue;
      NoteUse(graph, std::move(resolved), raw.shown, index, cell);
    }
    if (cell.level < Level::kMedium) continue;
    NoteUse(graph, {EntityKind::kRule, std::to_string(cell.rule), 0}, "", index, cell);
  }
}

}  // namespace

bool AreOtherHands(const Episode& a, const Episode& b) {
  return !a.accounts.empty() && !b.accounts.empty() && !HaveCommonAccount(a.accounts, b.accounts);
}

EpisodeGraph MakeEpisodes(const CellTable& table, const Resolver& resolver) {
  EpisodeGraph graph;
  EpisodeMaker maker(table, resolver, graph.episodes);
  for (const auto& [host, cells] : CellsByHost(table, resolver)) maker.Run(host, cells);
  for (std::uint32_t i = 0; i < graph.episodes.size(); ++i) {
    NoteEntities(table, resolver, i, graph);
  }
  return graph;
}

}  // namespace noroshi
