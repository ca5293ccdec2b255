// Contact: one connection or request of an organisation's computer to something else, as the logs
// of networks, proxies and Sysmon tell it. One form for all, so that what looks for series need
// not know who wrote the log.
//
// Borrowed texts live until the reader's next call.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analytics/contacts/contact_fields.h"
#include "analytics/contacts/contact_scope.h"
#include "base/arena.h"
#include "event/field_values.h"

namespace noroshi {

// What a log tells of a request. kUntold: nothing, or of another kind.
enum class ContactForm : std::uint8_t { kUntold, kRead, kPost, kSealed };

struct Contact {
  // Address, or a host's name where the host itself tells.
  std::string_view source;
  // A name in lower case if the log has one, else an address.
  std::string_view destination;
  // That the connection went to; a proxy's with via_proxy.
  std::string_view address;
  // Image or user agent; "" if not told.
  std::string_view program;
  // Sent by the source; received where that is all the log has.
  std::uint64_t bytes = 0;
  // Of HTTP: read (GET, HEAD) or posted (POST, PUT) in the clear; sealed: encrypted.
  ContactForm form = ContactForm::kUntold;
  // `address` is a proxy, not the destination.
  bool via_proxy = false;
  // The destination is plainly inside (private address, no domain).
  bool internal = false;
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
  // False when the event is none, or says too little (no time, no source, no destination). Nothing
  // is allocated once the buffers have grown; the first event of a shape and channel costs a
  // look-up of every field name.
  [[nodiscard]] bool Read(const Event& event, Contact& contact);

 private:
  // Asks for the kind of log once per channel.
  [[nodiscard]] ContactLog LogOf(Symbol channel);
  // Looked up once per shape and channel.
  const ContactFields& FieldsOf(const Event& event, ContactLog log);
  // The first value as text, in `out`; false when there is none, or only "-".
  bool Text(std::span<const FieldSource> sources, const Event& event, std::string& out);
  // A name tells less than the address behind it. Both may be empty.
  [[nodiscard]] bool IsInside(std::string_view name, std::string_view address) const;

  // Fills source_, in lower case. False when nobody is named, or when Sysmon tells of a connection
  // that came in: then the source is the other end.
  bool ReadSource(const ContactFields& fields, const Event& event, ContactLog log);
  // The first count that is not 0.
  std::uint64_t ReadBytes(const ContactFields& fields, const Event& event);
  // REQUIRES: address_ has been read. A web log that gives no address is a proxy's own.
  bool IsProxied(const ContactFields& fields, const Event& event, ContactLog log);
  ContactForm FormOf(const ContactFields& fields, const Event& event, ContactLog log);
  // Destination, address and `internal` out of name_ and address_. False when neither is a peer.
  bool ChoosePeer(Contact& contact);

  const EventContext& context_;
  const ContactScope* scope_;
  // By channel symbol; none: not asked yet.
  std::vector<std::optional<ContactLog>> logs_;
  // By shape and channel.
  std::unordered_map<std::uint64_t, ContactFields> fields_;
  Arena arena_;
  std::vector<Value> values_;
  // What the last Contact borrows from, and what is read on the way to it. Members, so that a call
  // allocates nothing once they have grown.
  std::string source_, name_, address_, program_, detail_, scratch_;
};

// Private and link-local addresses, and names without a domain or under one that is never public.
// RFC 1918, RFC 6598 (carriers' networks) and link-local for IPv4, fc00::/7 and link-local for
// IPv6. False for text that is no address, and for documentation ranges, which are somebody else's
// networks.
[[nodiscard]] bool IsInternalAddress(std::string_view address) noexcept;
// REQUIRES: lower case. The suffixes are those of RFC 6762, RFC 8375 and of common practice
// (".corp", ".lan").
[[nodiscard]] bool IsInternalName(std::string_view name) noexcept;
// Addresses of no particular machine: loopback, multicast, broadcast.
[[nodiscard]] bool IsNoPeer(std::string_view address) noexcept;

}  // namespace noroshi
