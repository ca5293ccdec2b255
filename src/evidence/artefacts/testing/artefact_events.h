// Events of artefacts, in a form tests can ask.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/testing/read_evidence.h"

namespace noroshi::testing {

// The first value of a field; "(missing)" when there is none.
[[nodiscard]] inline std::string At(const ReadEvent& event, const std::string& name) {
  const auto found = event.fields.find(name);
  return found == event.fields.end() ? "(missing)" : found->second.front();
}

[[nodiscard]] inline std::vector<ReadEvent> EventsOf(const WalkedPart& part,
                                                     std::string_view channel) {
  std::vector<ReadEvent> events;
  std::ranges::copy_if(part.events, std::back_inserter(events),
                       [&](const ReadEvent& event) { return event.channel == channel; });
  return events;
}

// What comes of a file with these bytes.
[[nodiscard]] inline WalkedPart ReadArtefact(const std::vector<std::uint8_t>& bytes) {
  auto parts = WalkEvidence(bytes);
  return parts.empty() ? WalkedPart{} : parts.front();
}

// used + damaged + padding = size.
[[nodiscard]] inline bool AddsUp(const WalkedPart& part, std::size_t size) {
  return part.account.used + part.account.damaged + part.account.padding == size;
}

}  // namespace noroshi::testing
