#include "correlation/event_queue.h"

#include <gtest/gtest.h>

#include <deque>

namespace noroshi {
namespace {

WindowEvent EventOf(std::uint64_t number) {
  WindowEvent event;
  event.event.record_id = number;
  return event;
}

TEST(EventQueue, IsADeque) {
  EventQueue queue;
  std::deque<std::uint64_t> same;
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    queue.push_back(EventOf(i));
    same.push_back(i);
    const std::size_t leave = i % 7 == 0 ? same.size() / 2 : i % 3 == 0 ? 1 : 0;
    queue.PopFront(leave);
    same.erase(same.begin(), same.begin() + static_cast<std::ptrdiff_t>(leave));
    ASSERT_EQ(queue.size(), same.size());
    for (std::size_t k = 0; k < same.size(); ++k) ASSERT_EQ(queue[k].event.record_id, same[k]);
  }
  EXPECT_EQ(queue.front().event.record_id, same.front());
  queue.PopFront(queue.size());
  EXPECT_EQ(queue.size(), 0U);
  queue.push_back(EventOf(5));
  queue.clear();
  EXPECT_EQ(queue.size(), 0U);
}

// What has left holds nothing: its texts may be large.
TEST(EventQueue, WhatLeftIsLetGo) {
  EventQueue queue;
  const auto texts = std::make_shared<const EventTexts>();
  for (int i = 0; i < 8; ++i) {
    WindowEvent event = EventOf(1);
    event.event.texts = texts;
    queue.push_back(std::move(event));
  }
  queue.PopFront();
  EXPECT_EQ(texts.use_count(), 8);
}

}  // namespace
}  // namespace noroshi
