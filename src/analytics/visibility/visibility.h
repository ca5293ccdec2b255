// Visibility: what the evidence lets the rules see, per rule, per technique and per kind of
// evidence, counted over hosts; and which evidence to collect or switch on to see more.
//
// Pure: the same coverage and needs give the same answer. Cost: hosts x rules x alternatives.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/coverage/coverage.h"
#include "analytics/visibility/need.h"

namespace noroshi {

// Hosts by how far they let the rule see; indexed by Sight.
using SightCounts = std::array<std::uint64_t, kSightCount>;

struct RuleVisibility {
  // Index into the needs.
  std::size_t need = 0;
  SightCounts hosts{};

  // The best on any host; kBlind when there is no host.
  [[nodiscard]] Sight best() const noexcept;
};

// A technique is seen as far as the best of its rules sees, host by host.
struct TechniqueVisibility {
  // "T1059.001"; "" = rules that name none.
  std::string technique;
  // By the best on any host.
  SightCounts rules{};
  // By the best rule on that host.
  SightCounts hosts{};
};

// A kind of evidence that rules ask for and that is not there: what to collect or to switch on.
struct MissingEvidence {
  // "" = no reader for it; then `log_source` says what it is.
  std::string channel;
  // 0 = the whole channel.
  std::uint32_t event_id = 0;
  // Of the first rule, as written.
  std::string log_source;
  // That are blind on every host and would see with it.
  std::uint64_t rules = 0;
  // Of these, level high or critical.
  std::uint64_t high_rules = 0;
};

// The evidence that would open a blind rule's eyes: its first alternative, which is the one that
// the rule's author had in mind. Counts are left 0.
[[nodiscard]] MissingEvidence MissingFor(const RuleNeed& need);

struct Visibility {
  // One per need, in its order.
  std::vector<RuleVisibility> rules;
  // Sorted by id.
  std::vector<TechniqueVisibility> techniques;
  // Most rules first, then by name.
  std::vector<MissingEvidence> missing;
};

// `needs` and `coverage` are borrowed for the call only.
[[nodiscard]] Visibility JudgeVisibility(const Coverage& coverage, std::span<const RuleNeed> needs);
// The same for all evidence taken as one host.
[[nodiscard]] Visibility JudgeVisibility(const HostCoverage& all, std::span<const RuleNeed> needs);

}  // namespace noroshi
