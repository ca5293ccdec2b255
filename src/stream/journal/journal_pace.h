// JournalPace: whether what units give is written down. A journal costs a copy and a write of every
// finding, a tenth of the processor time of a hunt over dense logs; and a hunt of some seconds is
// done again as fast as it is gone on with. So it is kept where it is cheap or of use:
//
//   the first kFreeJournalBytes          small evidence is written down as a whole
//   from kJournalDelayNs on              so a kill costs a long hunt these seconds at most
//   always                               when the hunt goes on with an earlier one: whoever asks
//   for
//                                        --resume or --since-last will ask again
//
// Units in between are not written down, and are done again by who goes on. That changes no result.
//
// Safe from any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

namespace noroshi {

inline constexpr std::uint64_t kFreeJournalBytes = std::uint64_t{16} << 20;  // some 10 ms of work
inline constexpr std::uint64_t kJournalDelayNs = 10'000'000'000;

class JournalPace {
 public:
  // `clock`: nanoseconds that only go up, counted from now on. `free_bytes`: for tests.
  JournalPace(std::function<std::uint64_t()> clock, bool always,
              std::uint64_t free_bytes = kFreeJournalBytes)
      : clock_(std::move(clock)), start_(clock_()), free_bytes_(free_bytes), open_(always) {}

  // Asked before each unit. Once it is long enough that the hunt began, the answer stays yes.
  [[nodiscard]] bool IsOpen() noexcept {
    if (open_.load(std::memory_order_relaxed)) return true;
    if (clock_() - start_ >= kJournalDelayNs) open_.store(true, std::memory_order_relaxed);
    return open_.load(std::memory_order_relaxed) ||
           written_.load(std::memory_order_relaxed) < free_bytes_;
  }
  void NoteWritten(std::size_t bytes) noexcept {
    written_.fetch_add(bytes, std::memory_order_relaxed);
  }

 private:
  const std::function<std::uint64_t()> clock_;
  const std::uint64_t start_, free_bytes_;
  std::atomic<bool> open_;
  std::atomic<std::uint64_t> written_{0};
};

}  // namespace noroshi
