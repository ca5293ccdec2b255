// NotableEvents: the records that explain holes in logs, or are holes themselves: a log cleared, a
// clock set, the event service or the machine stopped and started, auditing changed.
//
// Sources: Windows Security Auditing (1102, 4616, 4719), Eventlog (104, 1100, 6005, 6006, 6008),
// Kernel-General (1, 12, 13).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "event/event.h"

namespace noroshi {

enum class NotableKind : std::uint8_t {
  kLogCleared,
  // By more than kClockSetTicks; not forward by the system after a sleep.
  kClockSet,
  // Machine or event service went down in order.
  kStopped,
  // Machine or event service came up.
  kStarted,
  // Came up and found that it had not gone down in order.
  kCrashed,
  // The audit policy of a category.
  kAuditChanged,
};
[[nodiscard]] std::string_view NotableKindName(NotableKind kind) noexcept;  // "log_cleared", ...

// A clock kept by a time service is corrected by fractions of a second all day.
inline constexpr std::uint64_t kClockSetTicks = 60 * kTicksPerSecond;

// Owns its texts. `subject` is the log that was cleared (by channel name) or the audit subcategory;
// `account` who did it, as DOMAIN\name, "" where the event does not say.
struct NotableEvent {
  Timestamp time;  // UTC; of the record
  NotableKind kind{};
  std::string subject, account;
  // kClockSet: what the clock showed, and what it was set to.
  Timestamp clock_before, clock_after;
  std::uint64_t record_id = 0;

  friend auto operator<=>(const NotableEvent&, const NotableEvent&) = default;
};

// The event as a notable one, if it is. Cheap for all others: two comparisons.
[[nodiscard]] std::optional<NotableEvent> NotableEventOf(const Event& event,
                                                         const EventContext& context);

}  // namespace noroshi
