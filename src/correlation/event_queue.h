// EventQueue: the events of a window, of which the oldest leave and new ones come. Most windows
// hold a handful, and a hunt has thousands of them one after the other: a plain vector costs them
// one allocation.
//
// One owner. Memory: at most twice what it holds.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "correlation/window_event.h"

namespace noroshi {

class EventQueue {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return events_.size() - head_; }
  [[nodiscard]] WindowEvent& operator[](std::size_t i) noexcept { return events_[head_ + i]; }
  [[nodiscard]] const WindowEvent& operator[](std::size_t i) const noexcept {
    return events_[head_ + i];
  }
  // REQUIRES: not empty.
  [[nodiscard]] const WindowEvent& front() const noexcept { return events_[head_]; }

  void push_back(WindowEvent event) { events_.push_back(std::move(event)); }
  // The `count` oldest leave. REQUIRES: so many are there.
  void PopFront(std::size_t count = 1) {
    for (std::size_t i = 0; i < count; ++i) events_[head_ + i] = {};
    head_ += count;
    if (head_ * 2 < events_.size()) return;
    events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
  void clear() noexcept {
    events_.clear();
    head_ = 0;
  }

 private:
  std::vector<WindowEvent> events_;
  // Those before it have left.
  std::size_t head_ = 0;
};

}  // namespace noroshi
