// LogonFact: what one record says of a logon: who, where, from where, how, and whether it came
// about. The same for Windows, Remote Desktop, VPN gateways and sshd.
//
// Names of fields and meanings of event ids are those of Microsoft's documentation of the security
// audit events; gateways and sshd as docs/design/evidence.md has them. A record states what it
// states: nothing is looked up, and a text of an attacker's choosing (workstation, account of a
// failed logon) is kept as it stands, so whoever shows one escapes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analytics/logons/event_fields.h"
#include "event/event.h"

namespace noroshi {

enum class LogonStep : std::uint8_t {
  // A session began, was taken up again, or a ticket was given.
  kSuccess,
  kFailure,
  // Logged off or disconnected.
  kEnd,
};

// Which record says so; each has its own idea of a logon, so they are never added up.
enum class LogonKind : std::uint8_t {
  kWindows,         // Security 4624, 4625, 4634, 4647
  kExplicit,        // Security 4648: with credentials given by hand, towards `target`
  kKerberosTgt,     // Security 4768, 4771: at a domain controller
  kKerberosTicket,  // Security 4769: for the service `target`
  kNtlm,            // Security 4776
  kRdpConnection,   // 1149: the network part of a remote desktop
  kRdpSession,      // 21, 22, 23, 24, 25 and Security 4778, 4779
  kVpn,             // sessions of the gateways (docs/design/evidence.md, "Remote access")
  kSsh,             // sshd
  kRdpClient,       // RDPClient 1024, 1102: a remote desktop opened from here, towards `target`
  kServerAccess,    // User Access Logging: first or last access to a server's role, `target`
};
inline constexpr std::size_t kLogonKindCount = 11;
[[nodiscard]] std::string_view LogonKindName(LogonKind kind) noexcept;

// Texts are cut at kMaxLogonTextBytes; "" = the record does not say.
struct LogonFact {
  LogonStep step{};
  LogonKind kind{};
  Timestamp time;
  std::string host;     // where it is logged on to, or who decided: upper case
  std::string account;  // DOMAIN\name where the record has a domain; Windows' folded to one case
  // Windows' logon type as a number; the class of the service that explicit credentials were for
  // ("termsrv"); sshd's and gateways' method.
  std::string how;
  std::string address;      // where from
  std::string workstation;  // where from, by name
  std::string target;       // server or service, where that is not the host
  std::string session;      // joins a beginning with its end on that host; "" = cannot be
  std::string assigned;     // kVpn: the inside address that the gateway handed out
  std::string by;           // kExplicit: whose session they were used from

  // As new; texts keep their memory.
  void Clear() noexcept;
};

// What stands for the session where a gateway numbers none in its records.
[[nodiscard]] inline std::string SessionOfNoNumber(std::string_view account,
                                                   std::string_view address) {
  return std::string(account) + "@" + std::string(address);
}

inline constexpr std::size_t kMaxLogonTextBytes = 256;

// Nothing when the record tells of no logon. Cost: a look at event id, provider and channel for the
// others.
// `places`: one for all events of the context, or null.
[[nodiscard]] std::optional<LogonFact> LogonFactOf(const Event& event, const EventContext& context,
                                                   FieldPlaces* places = nullptr);

// The same in place of what `fact` held, whose memory it keeps. False: no logon, and `fact` is
// unspecified.
[[nodiscard]] bool ReadLogonFact(const Event& event, const EventContext& context, LogonFact& fact,
                                 FieldPlaces* places = nullptr);

// Which events can be logons, for a reader that is to build no others. Remembers what it has been
// asked: one per EventContext and thread. O(1) for a kind it knows.
class LogonKinds {
 public:
  explicit LogonKinds(const EventContext& context) : context_(context) {}

  [[nodiscard]] bool Has(const EventKind& kind) { return FormOf(kind).is_logon; }

  // A number for what the record says besides its time and session: of two records with the same
  // number LogonFactOf would make the same. 0: kinds of which there are few, and odd values, have
  // none. Reads the values as they lie there: a tenth of LogonFactOf.
  [[nodiscard]] std::uint64_t PrintOf(const Event& event);
  // ReadLogonFact, quicker for an event like others before.
  [[nodiscard]] bool ReadFact(const Event& event, LogonFact& fact) {
    return ReadLogonFact(event, context_, fact, &places_);
  }

 private:
  struct Form {
    bool is_logon = false;
    // Payload values that a print is made of; none: such records have no print.
    std::vector<std::uint16_t> slots;
  };

  const Form& FormOf(const EventKind& kind);
  [[nodiscard]] Form MakeForm(const EventKind& kind) const;

  const EventContext& context_;
  FieldPlaces places_;
  std::unordered_map<std::uint64_t, Form> known_;  // by shape, channel, provider and event id
  // The one asked for last: records of a kind come in runs.
  std::uint64_t last_key_ = 0;
  const Form* last_ = nullptr;
};

}  // namespace noroshi
