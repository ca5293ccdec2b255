#include "incident/episodes.h"

#include <algorithm>
#include <unordered_map>

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

class EpisodeMaker {
 public:
  EpisodeMaker(const CellTable& table, std::vector<Episode>& episodes)
      : table_(table), episodes_(episodes) {}

  void Run(std::uint32_t host, const std::vector<std::uint32_t>& cells) {
    first_ = episodes_.size();
    for (const std::uint32_t index : cells) {
      const FindingCell& cell = table_.cells[index];
      if (cell.level < Level::kMedium) continue;
      if (episodes_.size() == first_ ||
          cell.first.ticks > episodes_.back().last.ticks + kEpisodeGapTicks) {
        episodes_.push_back({host, cell.first, cell.last, {}});
      }
      Episode& episode = episodes_.back();
      episode.cells.push_back(index);
      episode.last = std::max(episode.last, cell.last);
    }
    for (const std::uint32_t index : cells) {
      if (table_.cells[index].level < Level::kMedium) AddLow(index);
    }
    for (std::size_t i = first_; i < episodes_.size(); ++i) {
      std::ranges::sort(episodes_[i].cells);  // cells are numbered by time
    }
  }

 private:
  // To the episode it lies in or next to.
  void AddLow(std::uint32_t index) {
    const FindingCell& cell = table_.cells[index];
    for (std::size_t i = first_; i < episodes_.size(); ++i) {
      Episode& episode = episodes_[i];
      if (cell.first.ticks > episode.last.ticks + kEpisodeGapTicks) continue;
      if (cell.last.ticks + kEpisodeGapTicks < episode.first.ticks) return;
      episode.cells.push_back(index);
      return;
    }
  }

  const CellTable& table_;
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
      if (resolved.kind == EntityKind::kHost && resolved.host == episode.host) continue;
      NoteUse(graph, std::move(resolved), raw.shown, index, cell);
    }
    if (cell.level < Level::kMedium) continue;
    NoteUse(graph, {EntityKind::kRule, std::to_string(cell.rule), 0}, "", index, cell);
  }
}

}  // namespace

EpisodeGraph MakeEpisodes(const CellTable& table, const Resolver& resolver) {
  EpisodeGraph graph;
  for (const auto& [host, cells] : CellsByHost(table, resolver)) {
    EpisodeMaker(table, graph.episodes).Run(host, cells);
  }
  for (std::uint32_t i = 0; i < graph.episodes.size(); ++i) {
    NoteEntities(table, resolver, i, graph);
  }
  return graph;
}

}  // namespace noroshi
