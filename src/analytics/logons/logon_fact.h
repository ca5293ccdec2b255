// LogonFact: what one record says of a logon: who, where, from where, how, and whether it came
// about. The same for Windows, Remote Desktop, VPN gateways and sshd.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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
  // Security 4624, 4625, 4634, 4647.
  kWindows,
  // Security 4648: with credentials given by hand, towards `target`.
  kExplicit,
  // Security 4768, 4771: at a domain controller.
  kKerberosTgt,
  // Security 4769: for the service `target`.
  kKerberosTicket,
  // Security 4776: credentials checked by NTLM, where the account lives.
  kNtlm,
  // 1149: the network part of a remote desktop.
  kRdpConnection,
  // 21, 22, 23, 24, 25 and Security 4778, 4779.
  kRdpSession,
  // Sessions of the gateways (docs/design/evidence.md, "Remote access").
  kVpn,
  // sshd's own messages, from syslog or the journal.
  kSsh,
};
inline constexpr std::size_t kLogonKindCount = 9;
[[nodiscard]] std::string_view LogonKindName(LogonKind kind) noexcept;

// Texts are cut at kMaxLogonTextBytes; "" = the record does not say.
struct LogonFact {
  LogonStep step{};
  LogonKind kind{};
  Timestamp time;
  // Where it is logged on to, or who decided: upper case.
  std::string host;
  // DOMAIN\name where the record has a domain; Windows' folded to one case.
  std::string account;
  // Windows' logon type as a number, sshd's and gateways' method.
  std::string how;
  // Where from, as the record writes the address.
  std::string address;
  // Where from, by name.
  std::string workstation;
  // Server or service, where that is not the host.
  std::string target;
  // Joins a beginning with its end on that host; "" = cannot be.
  std::string session;
};

inline constexpr std::size_t kMaxLogonTextBytes = 256;

// Nothing when the record tells of no logon. Cost: a look at event id, provider and channel for the
// others.
[[nodiscard]] std::optional<LogonFact> LogonFactOf(const Event& event, const EventContext& context);

}  // namespace noroshi
