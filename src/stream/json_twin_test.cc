// The same record as EVTX and as JSON gives the same finding: the regression set holds both.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "event/value_text.h"
#include "evidence/source.h"
#include "matcher/matcher.h"
#include "rules/rule_set.h"

namespace noroshi {
namespace {

class NoDamage final : public DamageSink {
 public:
  void OnDamage(const Damage&) override {}
};

// What must be the same of a finding: rule, time to the microsecond (all that the JSON has), host,
// channel, provider, event id, record id.
using Found = std::tuple<std::uint32_t, std::uint64_t, std::string, std::string, std::string,
                         std::uint32_t, std::uint64_t>;

class Findings final : public MatchSink {
 public:
  explicit Findings(const EventContext& context) : context_(context) {}
  void OnMatch(const Match& match) override {
    const Event& event = *match.event;
    std::string host;
    AppendText(event.System(SystemField::kComputer), host);
    list.emplace_back(static_cast<std::uint32_t>(match.rule), event.time.ticks / 10, host,
                      context_.channels.Text(event.channel), context_.channels.Text(event.provider),
                      event.event_id, event.record_id);
  }
  std::vector<Found> list;

 private:
  const EventContext& context_;
};

std::vector<Found> Hunt(const std::string& path, const Matcher& matcher, EventContext& context) {
  Findings findings(context);
  auto source = OpenSource(path, {});
  if (!source.ok()) return {};
  const auto decoder = NewDecoder((*source)->format(), {}, context);
  const auto session = matcher.NewSession();
  NoDamage damage;
  ByteAccount account;
  EventBatch batch;
  Unit unit;
  while ((*source)->NextUnit(unit, damage, account)) {
    unit.source = source->get();
    decoder->Decode(unit, session.get(), batch, damage, account);
    for (const Event& event : batch.events) session->Run(event, findings);
  }
  std::ranges::sort(findings.list);
  return findings.list;
}

TEST(JsonTwins, GiveTheFindingsOfTheirEvtx) {
  const char* const set = std::getenv("NOROSHI_CORPUS");
  const std::filesystem::path root = set != nullptr ? set : "../shared/corpus";
  const std::filesystem::path twins = root / "evtx/sigma-regression";
  if (!std::filesystem::exists(twins)) GTEST_SKIP() << "no corpus; set NOROSHI_CORPUS";
  const std::string sigma = (root / "rules/sigma").string();
  auto rules = LoadRules(
      {sigma + "/rules", sigma + "/rules-threat-hunting", sigma + "/rules-emerging-threats"}, {});
  ASSERT_TRUE(rules.ok());
  EventContext context;
  auto matcher = BuildMatcher(*rules, context);
  ASSERT_TRUE(matcher.ok());
  std::size_t pairs = 0, findings = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(twins)) {
    if (entry.path().extension() != ".evtx") continue;
    std::filesystem::path json = entry.path();
    json.replace_extension(".json");
    ASSERT_TRUE(std::filesystem::exists(json)) << json;
    const auto from_evtx = Hunt(entry.path().string(), **matcher, context);
    EXPECT_FALSE(from_evtx.empty()) << entry.path();
    EXPECT_EQ(Hunt(json.string(), **matcher, context), from_evtx) << json;
    ++pairs;
    findings += from_evtx.size();
  }
  EXPECT_GE(pairs, 100U);
  EXPECT_GE(findings, pairs);
}

}  // namespace
}  // namespace noroshi
