// Where each kind of log keeps what makes a contact: which channels tell of connections at all, and
// under which field names.
//
// Pure functions, safe from any thread while the context is only read.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/field_values.h"

namespace noroshi {

// The logs that tell of connections, by what they say of one.
enum class ContactLog : std::uint8_t {
  // Says nothing of connections.
  kNone,
  // Requests as a proxy or an HTTP sensor saw them: names, methods, sizes.
  kWeb,
  // The fields of kWeb, and whether the request went to a proxy.
  kZeekHttp,
  // TLS handshakes: the name asked for, no sizes.
  kTls,
  // Connections of any protocol: addresses and sizes, no names.
  kFlow,
  // Event 3 of Sysmon: the program, and who began.
  kSysmon,
};

// Reads only the channel's name. O(length), no allocation: cheap, but meant to be remembered.
[[nodiscard]] ContactLog ContactLogOf(std::string_view channel) noexcept;

// For one shape of event: each list in the order in which to ask, the first value found counts.
// An empty list is a field that this kind of log has not.
struct ContactFields {
  using Sources = std::vector<FieldSource>;

  Sources source;
  // Host name, URL or authority.
  Sources name;
  Sources address;
  // Image or user agent.
  Sources program;
  // Sent before received: the first count that is not 0 is the one wanted.
  Sources bytes;
  // Of HTTP; CONNECT is only ever said to a proxy.
  Sources method;
  // "https", or a URL that begins with it.
  Sources scheme;
  // Zeek's header names that betray a proxy.
  Sources proxied;
  // "true" where the host itself began.
  Sources initiated;
};

// Allocates; once per shape and channel is enough, for the answer holds for all their events.
[[nodiscard]] ContactFields FindContactFields(ContactLog log, const Event& event,
                                              const EventContext& context);

}  // namespace noroshi
