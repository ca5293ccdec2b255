// Need: what a rule needs to see before it can say anything, in terms of logs: the border between
// rules (which this folder does not know) and coverage.
//
// Plain values; views point to texts that the caller keeps alive.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analytics/coverage/coverage.h"
#include "finding/level.h"

namespace noroshi {

// One kind of evidence that satisfies a rule: any of `channels` (compared without case) with any of
// `event_ids`.
struct NeedAlternative {
  // Empty = any.
  std::vector<std::string_view> channels;
  // Each of `channels` is the beginning of a name.
  bool channel_prefix = false;
  // Empty = any.
  std::vector<std::uint32_t> event_ids;
  // Of no use where processes are logged without their command lines.
  bool command_line = false;

  friend auto operator<=>(const NeedAlternative&, const NeedAlternative&) = default;
};

// One rule. Alternatives are ORed; none = any record will do, unless `no_reader`.
struct RuleNeed {
  std::string_view id, title;
  Level level{};
  // "T1059.001"; empty = it names none.
  std::vector<std::string_view> techniques;
  std::vector<NeedAlternative> alternatives;
  // No evidence that noroshi reads has what it asks for.
  bool no_reader = false;
  // As the rule writes it, for people: "windows/process_creation".
  std::string_view log_source;
};

// How far the logs of a host let a rule see.
enum class Sight : std::uint8_t {
  // The log is not there, or does not record what the rule needs.
  kBlind,
  // The log is there without a record of the kind: it did not happen, or is not recorded.
  kQuiet,
  // Records of the kind are there: had it happened, the rule would have fired.
  kSeen,
};
inline constexpr std::size_t kSightCount = 3;
[[nodiscard]] std::string_view SightName(Sight sight) noexcept;  // "blind", "quiet", "seen"

// How far the host's logs let a rule see that needs this alternative. Cost: a look at each log.
[[nodiscard]] Sight SightOf(const NeedAlternative& alternative, const HostCoverage& host);

}  // namespace noroshi
