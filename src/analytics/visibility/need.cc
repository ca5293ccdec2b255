#include "analytics/visibility/need.h"

#include <algorithm>
#include <array>

namespace noroshi {
namespace {

constexpr std::uint32_t kProcessAudited = 4688;

char LowerAscii(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool Equals(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, LowerAscii, LowerAscii);
}

bool NamesChannel(const NeedAlternative& need, std::string_view channel) noexcept {
  if (need.channels.empty()) return true;
  return std::ranges::any_of(need.channels, [&](std::string_view wanted) {
    const bool longer = channel.size() > wanted.size();
    return Equals(need.channel_prefix && longer ? channel.substr(0, wanted.size()) : channel,
                  wanted);
  });
}

bool Useless(std::uint32_t event_id, const NeedAlternative& need,
             const HostCoverage& host) noexcept {
  return event_id == kProcessAudited && need.command_line && host.processes_with_command_line == 0;
}

Sight SightOfLog(const NeedAlternative& need, const LogCoverage& log, const HostCoverage& host) {
  if (need.event_ids.empty()) return log.kinds().empty() ? Sight::kQuiet : Sight::kSeen;
  Sight best = Sight::kBlind;
  for (const std::uint32_t event_id : need.event_ids) {
    const bool present = log.kinds().contains(event_id);
    if (present && Useless(event_id, need, host)) continue;
    best = std::max(best, present ? Sight::kSeen : Sight::kQuiet);
  }
  return best;
}

}  // namespace

std::string_view SightName(Sight sight) noexcept {
  static constexpr std::array<std::string_view, kSightCount> kNames = {"blind", "quiet", "seen"};
  return kNames[static_cast<std::size_t>(sight)];
}

Sight SightOf(const NeedAlternative& alternative, const HostCoverage& host) {
  Sight best = Sight::kBlind;
  for (const auto& [channel, log] : host.logs) {
    if (!NamesChannel(alternative, channel)) continue;
    best = std::max(best, SightOfLog(alternative, log, host));
    if (best == Sight::kSeen) break;
  }
  return best;
}

}  // namespace noroshi
