// Evidence in a form a test can write by hand, with a reader for it, and a matcher a test can
// predict. A file begins with the line "FAKE"; each further line is a record or damage:
//
//   12 1600000000 SRV01 Security 4624 User=anna Tool=psexec     id, Unix second, host, channel,
//                                                                event id, payload
//   ~13 1600000000 SRV01 Security 4624 User=anna                 a record marked suspect
//   !17                                                          17 bytes that cannot be read
//
// A unit is kFakeLinesPerUnit lines. A file that begins with "FAKE ARCHIVE" has members, each
// behind a line "== NAME".
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/matcher.h"
#include "rules/rule_set.h"
#include "stream/input/unit_feed.h"

namespace noroshi {

inline constexpr std::size_t kFakeLinesPerUnit = 3;

// Opens files as above from disk; anything else is kUnsupported.
[[nodiscard]] EvidenceReaders FakeReaders();

// A rule that FakeMatcher finds in events with a payload value equal to `word`.
[[nodiscard]] Rule FakeRule(std::string id, Level level, std::string word);

// A payload value on which FakeMatcher's only regular expression gives up.
inline constexpr std::string_view kTooHard = "too-hard";

// Matches by the first test's pattern text alone.
class FakeMatcher final : public Matcher {
 public:
  explicit FakeMatcher(const RuleSet& rules) : rules_(rules) {}
  [[nodiscard]] std::unique_ptr<MatchSession> NewSession() const override;
  [[nodiscard]] std::unique_ptr<MatchSession> NewSession(const EventContext&) const override {
    return NewSession();
  }
  [[nodiscard]] const std::vector<Refused>& refused() const noexcept override { return refused_; }
  void Refuse(std::uint32_t rule, std::string reason) {
    refused_.push_back({RuleIndex{rule}, std::move(reason)});
  }

 private:
  const RuleSet& rules_;
  std::vector<Refused> refused_;
};

}  // namespace noroshi
