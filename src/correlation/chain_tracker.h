// ChainTracker: how many of the listed rules have occurred in their order (temporal_ordered,
// S-9.10), and since when.
//
// A chain is a series of events of sources i1 < i2 < ..., each not before the one ahead of it: at a
// later time, or at the same time and not at an earlier place of the same file (between files the
// order at one tick cannot be told, and is accepted). Of all chains of a length that end at a
// source, only the one that starts last matters: if it does not fit into a span, none does. So the
// state is one time for each length and source, however many events there were.
//
// One owner. Cost of a tick: sources x lengths x events of the tick.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/time.h"

namespace noroshi {

// What a chain sees of an event.
struct ChainLink {
  std::uint64_t time = 0;  // REQUIRES: less than the largest number
  // Place of the record: its file's number, and its order within that. Only for events of one tick.
  std::uint64_t file = 0;
  std::uint64_t position = 0;
  // A bit for each source that the event satisfies; at most kMaxCorrelationSources.
  std::uint64_t sources = 0;
};

// Latest starts by source and length, 0 = there is no such chain, else the time + 1.
class ChainStarts {
 public:
  ChainStarts(std::uint32_t sources, std::uint32_t lengths)
      : lengths_(lengths), starts_(std::size_t{sources} * lengths, 0) {}

  // `length` from 1.
  [[nodiscard]] std::uint64_t& At(std::uint32_t source, std::uint32_t length) noexcept {
    return starts_[std::size_t{source} * lengths_ + length - 1];
  }
  [[nodiscard]] std::uint64_t At(std::uint32_t source, std::uint32_t length) const noexcept {
    return starts_[std::size_t{source} * lengths_ + length - 1];
  }
  [[nodiscard]] std::uint32_t lengths() const noexcept { return lengths_; }
  [[nodiscard]] std::uint32_t sources() const noexcept {
    return static_cast<std::uint32_t>(starts_.size() / lengths_);
  }

 private:
  std::uint32_t lengths_;
  std::vector<std::uint64_t> starts_;
};

class ChainTracker {
 public:
  // Chains longer than `lengths` are not looked for.
  ChainTracker(std::uint32_t sources, std::uint32_t lengths) : past_(sources, lengths) {}

  // All events of one time, sorted by (file, position). Ticks come in ascending order. The result
  // has, for each event, the latest starts of the chains that end with it; valid until the next
  // call.
  const std::vector<ChainStarts>& AddTick(std::span<const ChainLink> tick);

  // The longest chain that starts at `from` or later.
  [[nodiscard]] std::uint32_t Longest(std::uint64_t from) const noexcept;

 private:
  void TakeSource(std::uint32_t source, std::span<const ChainLink> tick);
  void Extend(std::uint32_t source, std::uint32_t length, std::span<const ChainLink> tick);

  ChainStarts past_;
  // By event of the tick: at that source.
  std::vector<ChainStarts> ends_;
  // By event: at one of the sources taken so far, under source 0.
  std::vector<ChainStarts> below_;
};

// Which of `events` (sorted by time, file, position) lie on a chain of `length` links that fits
// into `span` ticks. Linear in the events.
[[nodiscard]] std::vector<bool> OnChains(std::span<const ChainLink> events, std::uint32_t sources,
                                         std::uint32_t length, std::uint64_t span);

}  // namespace noroshi
