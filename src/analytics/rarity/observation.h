// NameSighting: something with a name was seen on a host. What rarity is counted over.
//
// Borrowed texts live until the reader's next call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "event/field_values.h"

namespace noroshi {

enum class RareKind : std::uint8_t {
  // Installed: System 7045, Security 4697.
  kService,
  // Registered: Security 4698, Task Scheduler 106.
  kTask,
  // A program that ran: Sysmon 1, Security 4688.
  kImage,
  // "program > library", both by name, where the library lies: Sysmon 7.
  kLibrary,
  // A named pipe made or opened: Sysmon 17, 18.
  kPipe,
  // A computer that somebody logged on from, by its own word: 4624, 4625, 4776.
  kWorkstation,
  // What a client calls itself to web servers and proxies.
  kUserAgent,
  // Proxy, Zeek http and ssl, Sysmon 3 and 22.
  kDestination,
};
inline constexpr std::size_t kRareKinds = 8;
[[nodiscard]] std::string_view RareKindName(RareKind kind) noexcept;  // "service", ...
[[nodiscard]] std::optional<RareKind> ParseRareKind(std::string_view name) noexcept;

struct NameSighting {
  RareKind kind{};
  // Normalised: names that differ by user, machine or session are one.
  std::string_view value;
  // The computer as the record names it; an address in network logs.
  std::string_view host;
  // In lower case; "" where the record names none.
  std::string_view user;
};

// Reads observations out of events, at most one of each. One per EventContext and thread: it
// remembers where the fields of each kind of event are.
class ObservationReader {
 public:
  // `kinds`: a bit for each RareKind that is wanted.
  ObservationReader(const EventContext& context, std::uint32_t kinds)
      : context_(context), kinds_(kinds) {}

  // O(1) after the first event of a channel and id.
  [[nodiscard]] bool Wants(const EventKind& kind);
  // False when the event is of no kind that is wanted, or names nothing.
  [[nodiscard]] bool Read(const Event& event, NameSighting& observation);

 private:
  struct Row;
  // Where the fields of a kind of event are, for the row that it has.
  struct Plan {
    std::vector<FieldSource> value, other, user, host;
  };

  // The row for events of this channel and id; null when they are no observation.
  [[nodiscard]] const Row* RowOf(Symbol channel, std::uint32_t event_id);
  const Plan& PlanOf(const Event& event, const Row& row);
  bool Text(const std::vector<FieldSource>& sources, const Event& event, std::string& out);

  static const Row kRows[];
  [[nodiscard]] static const Row* Find(std::string_view channel, std::uint32_t event_id,
                                       std::uint32_t kinds);

  const EventContext& context_;
  std::uint32_t kinds_;
  // By channel symbol and event id.
  std::unordered_map<std::uint64_t, const Row*> rows_;
  // By shape and channel.
  std::unordered_map<std::uint64_t, Plan> plans_;
  Arena arena_;
  std::vector<Value> values_;
  std::string value_, other_, user_, host_, scratch_;
};

inline constexpr std::uint32_t kAllRareKinds = (1U << kRareKinds) - 1;
[[nodiscard]] constexpr std::uint32_t BitOf(RareKind kind) {
  return 1U << static_cast<std::uint32_t>(kind);
}

// "CDPUserSvc_4f2a1" -> "cdpusersvc", "\Update-S-1-5-21-..." -> "\update-*", "C:\Users\u\a.exe" ->
// "c:\users\*\a.exe": what Windows and installers make up per user or machine is cut.
[[nodiscard]] std::string NormalName(RareKind kind, std::string_view text);

}  // namespace noroshi
