// Contact: one connection or request of an organisation's computer to something else, as the logs
// of networks, proxies and Sysmon tell it. One form for all, so that what looks for series need
// not know who wrote the log.
//
// Borrowed texts live until the reader's next call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analytics/contacts/contact_scope.h"
#include "base/arena.h"
#include "event/field_values.h"

namespace noroshi {

struct Contact {
  std::string_view source;       // address, or a host's name where the host itself tells
  std::string_view destination;  // a name in lower case if the log has one, else an address
  std::string_view address;      // that the connection went to; a proxy's with via_proxy
  std::string_view program;      // image or user agent; "" if not told
  std::uint64_t bytes = 0;       // sent by the source; received where that is all the log has
  bool via_proxy = false;        // `address` is a proxy, not the destination
  bool internal = false;         // the destination is plainly inside (private address, no domain)
};

// Reads contacts out of events. One per EventContext and thread: it remembers where the fields of
// each kind of event are.
class ContactReader {
 public:
  // `scope` says what is inside; null: the private ranges. Both are borrowed.
  explicit ContactReader(const EventContext& context, const ContactScope* scope = nullptr)
      : context_(context), scope_(scope) {}

  // O(1): whether events of this kind are contacts.
  [[nodiscard]] bool Wants(const EventKind& kind);
  // False when the event is none, or says too little (no time, no source, no destination).
  [[nodiscard]] bool Read(const Event& event, Contact& contact);

 private:
  enum class LogKind : std::uint8_t { kUnknown, kNone, kWeb, kZeekHttp, kZeekSsl, kFlow, kSysmon };
  // Where the fields of a kind of event are; each the first source that has a value counts.
  struct Plan {
    std::vector<FieldSource> source, name, address, program, bytes, method, proxied, initiated;
  };

  [[nodiscard]] LogKind KindOf(Symbol channel);
  const Plan& PlanOf(const Event& event, LogKind kind);
  Plan MakePlan(const Event& event, LogKind kind) const;
  // The first value as text, in `out`; false when there is none, or only "-".
  bool Text(const std::vector<FieldSource>& sources, const Event& event, std::string& out);
  [[nodiscard]] bool IsInside(std::string_view name, std::string_view address) const;

  const EventContext& context_;
  const ContactScope* scope_;
  std::vector<LogKind> kinds_;                     // by channel symbol
  std::unordered_map<std::uint64_t, Plan> plans_;  // by shape and channel
  Arena arena_;
  std::vector<Value> values_;
  std::string source_, name_, address_, program_, scratch_;
};

// Private and link-local addresses, and names without a domain or under one that is never public.
[[nodiscard]] bool IsInternalAddress(std::string_view address) noexcept;
[[nodiscard]] bool IsInternalName(std::string_view name) noexcept;
// Addresses of no particular machine: loopback, multicast, broadcast.
[[nodiscard]] bool IsNoPeer(std::string_view address) noexcept;

}  // namespace noroshi
