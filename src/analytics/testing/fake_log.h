// FakeLog: makes the events of one log for tests, one call an event.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "event/event_builder.h"

namespace noroshi::testing {

// Days since 2020-01-01 00:00 UTC, and seconds into the day.
[[nodiscard]] Timestamp DayTime(std::uint32_t day, std::uint32_t seconds = 0);

class FakeLog {
 public:
  FakeLog(EventContext& context, std::string host, std::string channel, std::string provider)
      : builder_(context),
        host_(std::move(host)),
        channel_(std::move(channel)),
        provider_(std::move(provider)) {}

  using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // The event lives until the next call.
  const Event& Make(std::uint32_t event_id, std::uint64_t record_id, Timestamp time,
                    Fields payload = {});

 private:
  EventBuilder builder_;
  std::string host_, channel_, provider_;
};

}  // namespace noroshi::testing
