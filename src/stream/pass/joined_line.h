// What the writers of joined findings, correlations and analytics, write alike: the frame of a
// record (finding_writer.h), the head of its line, its row of timeline.csv.
//
// Thread-compatible: all state is in the arguments. Nothing is kept of what they refer to.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/time.h"
#include "rules/rule.h"

namespace noroshi {

// Host and line, with their sizes in front; `append_line` appends the line.
template <class AppendLine>
void AppendJoinedRecord(std::string_view host, std::string& out, AppendLine append_line) {
  const std::size_t sizes_at = out.size();
  out.append(2 * sizeof(std::uint32_t), '\0');  // filled in below
  out += host;
  const std::size_t line_at = out.size();
  append_line();
  const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(host.size()),
                                  static_cast<std::uint32_t>(out.size() - line_at)};
  std::memcpy(out.data() + sizes_at, sizes, sizeof sizes);
}

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
