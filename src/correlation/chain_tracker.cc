#include "correlation/chain_tracker.h"

#include <algorithm>
#include <limits>

namespace noroshi {
namespace {

bool Has(const ChainLink& link, std::uint32_t source) noexcept {
  return (link.sources >> source & 1) != 0;
}

// The largest start among the events of a tick that an event may follow: those of other files, and
// those of its own file at its place or before.
class Predecessors {
 public:
  Predecessors(std::span<const ChainLink> tick, const std::vector<ChainStarts>& below,
               std::uint32_t length)
      : tick_(tick), below_(below), length_(length) {
    for (std::size_t i = 0; i < tick.size(); ++i) Note(tick[i].file, StartOf(i));
  }

  // For each event of the tick in turn.
  [[nodiscard]] std::uint64_t Next() {
    const std::size_t at = at_++;
    if (at == 0 || tick_[at].file != tick_[at - 1].file) {
      same_file_ = 0;
      taken_ = at;
    }
    // Events at one place have no order among themselves.
    for (; taken_ < tick_.size() && tick_[taken_].file == tick_[at].file &&
           tick_[taken_].position <= tick_[at].position;
         ++taken_) {
      same_file_ = std::max(same_file_, StartOf(taken_));
    }
    return std::max(same_file_, best_file_ == tick_[at].file ? second_ : best_);
  }

 private:
  [[nodiscard]] std::uint64_t StartOf(std::size_t i) const { return below_[i].At(0, length_); }

  // Keeps the best, and the best of any other file than that one's.
  void Note(std::uint64_t file, std::uint64_t start) noexcept {
    if (file == best_file_ || best_ == 0) {
      best_file_ = file;
      best_ = std::max(best_, start);
    } else if (start > best_) {
      second_ = best_;
      best_ = start;
      best_file_ = file;
    } else {
      second_ = std::max(second_, start);
    }
  }

  std::span<const ChainLink> tick_;
  const std::vector<ChainStarts>& below_;
  std::uint32_t length_;
  std::uint64_t best_file_ = 0;
  std::uint64_t best_ = 0, second_ = 0, same_file_ = 0;
  std::size_t at_ = 0, taken_ = 0;
};

// Time and order turned round: chains that begin become chains that end.
std::vector<ChainLink> Mirrored(std::span<const ChainLink> events, std::uint32_t sources) {
  constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max() - 1;
  std::vector<ChainLink> mirrored;
  for (const ChainLink& link : events) {
    std::uint64_t reversed = 0;
    for (std::uint32_t i = 0; i < sources; ++i) {
      if (Has(link, i)) reversed |= std::uint64_t{1} << (sources - 1 - i);
    }
    mirrored.push_back({kLast - link.time, ~link.file, ~link.position, reversed});
  }
  std::ranges::reverse(mirrored);
  return mirrored;
}

// The starts of each event, in the order of `events`.
std::vector<ChainStarts> AllStarts(std::span<const ChainLink> events, std::uint32_t sources,
                                   std::uint32_t length) {
  ChainTracker tracker(sources, length);
  std::vector<ChainStarts> all;
  for (std::size_t at = 0; at < events.size();) {
    std::size_t end = at;
    while (end < events.size() && events[end].time == events[at].time) ++end;
    const auto& tick = tracker.AddTick(events.subspan(at, end - at));
    all.insert(all.end(), tick.begin(), tick.end());
    at = end;
  }
  return all;
}

}  // namespace

const std::vector<ChainStarts>& ChainTracker::AddTick(std::span<const ChainLink> tick) {
  ends_.assign(tick.size(), ChainStarts(past_.sources(), past_.lengths()));
  below_.assign(tick.size(), ChainStarts(1, past_.lengths()));
  for (std::uint32_t source = 0; source < past_.sources(); ++source) TakeSource(source, tick);
  for (const ChainStarts& ends : ends_) {
    for (std::uint32_t source = 0; source < past_.sources(); ++source) {
      for (std::uint32_t length = 1; length <= past_.lengths(); ++length) {
        std::uint64_t& start = past_.At(source, length);
        start = std::max(start, ends.At(source, length));
      }
    }
  }
  return ends_;
}

void ChainTracker::TakeSource(std::uint32_t source, std::span<const ChainLink> tick) {
  const bool occurs =
      std::ranges::any_of(tick, [&](const ChainLink& link) { return Has(link, source); });
  if (!occurs) return;
  const std::uint32_t longest = std::min(source + 1, past_.lengths());
  for (std::uint32_t length = 1; length <= longest; ++length) Extend(source, length, tick);
  // Only now: the next link is of a later source.
  for (std::size_t i = 0; i < tick.size(); ++i) {
    for (std::uint32_t length = 1; length <= longest; ++length) {
      std::uint64_t& below = below_[i].At(0, length);
      below = std::max(below, ends_[i].At(source, length));
    }
  }
}

void ChainTracker::Extend(std::uint32_t source, std::uint32_t length,
                          std::span<const ChainLink> tick) {
  if (length == 1) {
    for (std::size_t i = 0; i < tick.size(); ++i) {
      if (Has(tick[i], source)) ends_[i].At(source, 1) = tick[i].time + 1;
    }
    return;
  }
  std::uint64_t before = 0;
  for (std::uint32_t earlier = 0; earlier < source; ++earlier) {
    before = std::max(before, past_.At(earlier, length - 1));
  }
  Predecessors predecessors(tick, below_, length - 1);
  for (std::size_t i = 0; i < tick.size(); ++i) {
    const std::uint64_t start = std::max(before, predecessors.Next());
    if (Has(tick[i], source)) ends_[i].At(source, length) = start;
  }
}

std::uint32_t ChainTracker::Longest(std::uint64_t from) const noexcept {
  for (std::uint32_t length = past_.lengths(); length > 0; --length) {
    for (std::uint32_t source = 0; source < past_.sources(); ++source) {
      if (past_.At(source, length) > from) return length;
    }
  }
  return 0;
}

std::vector<bool> OnChains(std::span<const ChainLink> events, std::uint32_t sources,
                           std::uint32_t length, std::uint64_t span) {
  const std::vector<ChainStarts> starts = AllStarts(events, sources, length);
  const std::vector<ChainLink> mirrored = Mirrored(events, sources);
  const std::vector<ChainStarts> ends = AllStarts(mirrored, sources, length);
  std::vector<bool> on(events.size(), false);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const ChainStarts& back = ends[events.size() - 1 - i];
    for (std::uint32_t source = 0; source < sources && !on[i]; ++source) {
      for (std::uint32_t before = 1; before <= length && !on[i]; ++before) {
        const std::uint64_t start = starts[i].At(source, before);
        const std::uint64_t end = back.At(sources - 1 - source, length + 1 - before);
        if (start == 0 || end == 0) continue;
        const std::uint64_t last = std::numeric_limits<std::uint64_t>::max() - end;
        on[i] = last - (start - 1) <= span;
      }
    }
  }
  return on;
}

}  // namespace noroshi
