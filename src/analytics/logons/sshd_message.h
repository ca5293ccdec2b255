// What sshd's messages say of a logon (openssh auth.c, session.c; PAM's session line).
#pragma once

#include <optional>
#include <string_view>

#include "analytics/logons/logon_fact.h"

namespace noroshi {

inline constexpr std::string_view kSshdLog = "linux:sshd";

// Views of the message.
struct SshdMessage {
  LogonStep step{};
  // `method` is sshd's word: "password", "publickey", "keyboard-interactive/pam".
  std::string_view account, address, method;
};

// "Accepted METHOD for USER from ADDRESS port N ...", "Failed METHOD for [invalid user ]USER from
// ...", "pam_unix(sshd:session): session closed for user USER". A user's name is chosen by who
// knocks and may hold " from ": the last one counts. Nothing for all other messages.
[[nodiscard]] std::optional<SshdMessage> ReadSshdMessage(std::string_view message) noexcept;

}  // namespace noroshi
