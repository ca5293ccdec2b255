// What the labels in the rendered message of a Windows event are called as fields. Event Viewer and
// PowerShell export messages, rules read fields:
//
//   New Logon:                                      TargetUserName = bob
//       Account Name:        bob
//
// Tables only. Sources: Microsoft's "Advanced security audit policy settings" (the message and the
// XML of each event), and for other providers their manifests; Japanese labels as Windows in
// Japanese shows them. Immutable, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace noroshi::message {

// Providers whose messages are taken apart.
enum class MessageFamily : std::uint8_t {
  kSecurity,
  kEventlog,  // the log itself: 1102, 104
  kServices,  // Service Control Manager
  kSessions,  // TerminalServices-LocalSessionManager
  kRemoteConnections,
  kPowerShell,
  kClassicPowerShell,
  kDefender,
  kTasks,
  kBits,
};
[[nodiscard]] std::optional<MessageFamily> FamilyOf(std::string_view provider) noexcept;

// Event ids, both ends included.
struct EventIdRange {
  std::uint32_t first = 0, last = 0;

  [[nodiscard]] constexpr bool Has(std::uint32_t id) const noexcept {
    return id >= first && id <= last;
  }
  [[nodiscard]] constexpr std::uint32_t size() const noexcept { return last - first; }
};

// A label below a section ("" above all sections). Where several rows hold for an event, that of
// the fewest events does.
struct LabelRow {
  MessageFamily family{};
  EventIdRange events;
  std::string_view section, label;
  std::string_view field;
};
[[nodiscard]] std::span<const LabelRow> LabelRows() noexcept;

// A message that is a sentence: "The {param1} service entered the {param2} state."
struct SentenceRow {
  MessageFamily family{};
  std::uint32_t event_id = 0;
  std::string_view pattern;
};
[[nodiscard]] std::span<const SentenceRow> SentenceRows() noexcept;

// A label or section in Japanese as it is in English; the text itself for any other.
[[nodiscard]] std::string_view EnglishLabel(std::string_view label) noexcept;

// Fields whose values go over several lines, up to an empty one.
[[nodiscard]] bool HasManyLines(std::string_view field) noexcept;

}  // namespace noroshi::message
