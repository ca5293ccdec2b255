#include "analytics/coverage/notable_events.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "event/value_text.h"

namespace noroshi {
namespace {

constexpr std::string_view kSecurity = "Microsoft-Windows-Security-Auditing";
constexpr std::string_view kEventlog = "Microsoft-Windows-Eventlog";
constexpr std::string_view kClassicEventlog = "EventLog";
constexpr std::string_view kKernelGeneral = "Microsoft-Windows-Kernel-General";

struct NotableRow {
  std::uint32_t event_id;
  std::string_view provider;
  NotableKind kind;
};
constexpr std::array kRows = {
    NotableRow{1102, kEventlog, NotableKind::kLogCleared},
    NotableRow{104, kEventlog, NotableKind::kLogCleared},
    NotableRow{4616, kSecurity, NotableKind::kClockSet},
    NotableRow{1, kKernelGeneral, NotableKind::kClockSet},
    NotableRow{1100, kEventlog, NotableKind::kStopped},
    NotableRow{6006, kClassicEventlog, NotableKind::kStopped},
    NotableRow{13, kKernelGeneral, NotableKind::kStopped},
    NotableRow{6005, kClassicEventlog, NotableKind::kStarted},
    NotableRow{12, kKernelGeneral, NotableKind::kStarted},
    NotableRow{6008, kClassicEventlog, NotableKind::kCrashed},
    NotableRow{4719, kSecurity, NotableKind::kAuditChanged},
};

// The payload value of that name as text; "" where there is none.
std::string FieldText(const Event& event, const EventContext& context, std::string_view name) {
  const auto symbol = context.fields.Find(name);
  if (!symbol) return {};
  const auto fields = event.shape->fields();
  const auto at = std::ranges::find(fields, *symbol, &ShapeField::field);
  if (at == fields.end()) return {};
  std::string scratch;
  return std::string(
      TextOf(event.Payload()[static_cast<std::size_t>(at - fields.begin())], scratch));
}

std::string AccountOf(const Event& event, const EventContext& context) {
  const std::string name = FieldText(event, context, "SubjectUserName");
  const std::string domain = FieldText(event, context, "SubjectDomainName");
  return domain.empty() || name.empty() ? name : domain + "\\" + name;
}

Timestamp TimeField(const Event& event, const EventContext& context, std::string_view name) {
  return ParseIso8601(FieldText(event, context, name)).value_or(Timestamp{});
}

// A machine that sleeps wakes up with its clock far behind, and the system sets it forward: nothing
// to tell. By its well-known SID or, in Kernel-General, by Reason 2 (synchronised with hardware).
bool SetForwardBySystem(const Event& event, const EventContext& context) {
  if (event.event_id == 4616) {
    const std::string sid = FieldText(event, context, "SubjectUserSid");
    return sid == "S-1-5-18" || sid == "S-1-5-19";
  }
  const std::string reason = FieldText(event, context, "Reason");
  return reason.empty() || reason == "2";
}

// False when the clock was hardly moved, or nothing says by how much.
bool ReadClock(const Event& event, const EventContext& context, NotableEvent& notable) {
  const bool audited = event.event_id == 4616;
  notable.clock_before = TimeField(event, context, audited ? "PreviousTime" : "OldTime");
  notable.clock_after = TimeField(event, context, "NewTime");
  const std::uint64_t before = notable.clock_before.ticks, after = notable.clock_after.ticks;
  if (before == 0 || after == 0) return false;
  if (after > before && SetForwardBySystem(event, context)) return false;
  return std::max(before, after) - std::min(before, after) > kClockSetTicks;
}

// 104 names the log in its user data; 1102 stands in the log that was cleared.
std::string ClearedLog(const Event& event, const EventContext& context) {
  const std::string named = FieldText(event, context, "Channel");
  return named.empty() ? std::string(context.channels.Text(event.channel)) : named;
}

}  // namespace

std::string_view NotableKindName(NotableKind kind) noexcept {
  static constexpr std::array<std::string_view, 6> kNames = {
      "log_cleared", "clock_set", "stopped", "started", "crashed", "audit_changed"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<NotableEvent> NotableEventOf(const Event& event, const EventContext& context) {
  const auto row = std::ranges::find(kRows, event.event_id, &NotableRow::event_id);
  if (row == kRows.end() || context.channels.Text(event.provider) != row->provider) return {};
  NotableEvent notable;
  notable.time = event.time;
  notable.kind = row->kind;
  notable.record_id = event.record_id;
  notable.account = AccountOf(event, context);
  if (row->kind == NotableKind::kClockSet && !ReadClock(event, context, notable)) return {};
  if (row->kind == NotableKind::kLogCleared) notable.subject = ClearedLog(event, context);
  if (row->kind == NotableKind::kAuditChanged) {
    notable.subject = FieldText(event, context, "SubcategoryGuid");
  }
  return notable;
}

}  // namespace noroshi
