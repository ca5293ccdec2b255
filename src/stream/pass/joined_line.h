// What the writers of joined findings, correlations and analytics, write alike: the head of a line,
// the row of timeline.csv.
//
// Thread-compatible: all state is in the arguments. Nothing is kept of what they refer to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/time.h"
#include "rules/rule.h"

namespace noroshi {

// A member's part of a finding's id: its place, by the path that findings show.
template <class Member>
[[nodiscard]] std::uint64_t HashOfMember(const Member& member, std::string_view path,
                                         std::uint64_t hash) {
  hash = Hash64(path, hash);
  for (const std::uint64_t part : {member.offset, member.line, member.record_id}) {
    hash = HashMix(hash, part);
  }
  return hash;
}

// `{"id":...,"time":...,"level":...,"rule":{...}`
void AppendJoinedHead(std::string_view id, Timestamp time, const Rule& rule, std::string& out);

// What the timeline shows of a joined finding.
struct JoinedRow {
  const Rule& rule;
  Timestamp time;
  std::string_view id;
  std::string_view host, channel, provider;  // "" = its members do not share one
  std::optional<std::uint64_t> event_id, record_id;
  std::string_view path;  // of the record that gives the finding its place
  std::uint64_t offset = 0;
  std::string_view details;
};
// In the columns of TimelineHeader(); ends in CR LF (RFC 4180).
void AppendJoinedRow(const JoinedRow& row, std::string& out);

}  // namespace noroshi
