#include "analytics/logons/sshd_message.h"

namespace noroshi {
namespace {

bool Take(std::string_view& text, std::string_view start) noexcept {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

}  // namespace

std::optional<SshdMessage> ReadSshdMessage(std::string_view message) noexcept {
  SshdMessage read;
  if (Take(message, "pam_unix(sshd:session): session closed for user ")) {
    read.step = LogonStep::kEnd;
    read.account = message;
    return read;
  }
  if (Take(message, "Accepted ")) {
    read.step = LogonStep::kSuccess;
  } else if (Take(message, "Failed ")) {
    read.step = LogonStep::kFailure;
  } else {
    return {};
  }
  constexpr std::string_view kFor = " for ", kFrom = " from ", kPort = " port ";
  const std::size_t user = message.find(kFor);
  const std::size_t from = message.rfind(kFrom);
  if (user == std::string_view::npos || from == std::string_view::npos ||
      from < user + kFor.size()) {
    return {};
  }
  read.method = message.substr(0, user);
  read.account = message.substr(user + kFor.size(), from - user - kFor.size());
  Take(read.account, "invalid user ");
  const std::string_view place = message.substr(from + kFrom.size());
  read.address = place.substr(0, place.find(kPort));
  return read;
}

}  // namespace noroshi
