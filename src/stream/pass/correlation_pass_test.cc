// A million events through a correlation pass: memory stays where it is, and the order in which
// events arrive plays no part.
#include "stream/pass/correlation_pass.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <random>
#include <string>

#include "base/hash.h"
#include "stream/pass/correlation_key.h"
#include "stream/testing/fake_evidence.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kEvents = 1'000'000;
constexpr std::uint32_t kUsers = 20'000;
constexpr std::uint64_t kDays = 30;

// Resident memory now, in bytes.
std::uint64_t ResidentBytes() {
  std::ifstream in("/proc/self/statm");
  std::uint64_t total = 0, resident = 0;
  in >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

// temporal_ordered over three rules, by User, within an hour.
RuleSet ChainRules() {
  RuleSet rules;
  rules.rules = {FakeRule("a", Level::kLow, "a"), FakeRule("b", Level::kLow, "b"),
                 FakeRule("c", Level::kLow, "c"), FakeRule("d", Level::kHigh, "d")};
  CorrelationRule& chain = rules.correlations.emplace_back();
  chain.rule = 3;
  chain.type = "temporal_ordered";
  chain.measure = Measure::kChain;
  chain.timespan = 3600 * kTicksPerSecond;
  chain.group_by = {"User"};
  chain.tests = {{CorrelationOp::kGreaterEqual, {.magnitude = 3, .real = 3}}};
  for (std::uint32_t rule = 0; rule < 3; ++rule) {
    CorrelationSource& source = chain.sources.emplace_back();
    source.rule = rule;
    source.group_fields = {{"User", FieldScope::kAuto, 0}};
  }
  return rules;
}

// Event `number` of the made-up month: the same whoever asks.
CorrelationEvent EventOf(std::uint64_t number) {
  const std::uint64_t random = HashMix(number, 1);
  CorrelationEvent event;
  event.source = static_cast<std::uint32_t>(random % 3);
  event.time = {kUnixEpochTicks + HashMix(number, 2) % (kDays * kTicksPerDay)};
  event.position = number;
  event.offset = number;
  event.record_id = number + 1;
  const auto texts = std::make_shared<EventTexts>();
  texts->group = {fmt::format("user{}", HashMix(number, 3) % kUsers)};
  texts->member.rule = event.source;
  texts->member.host = "SRV01.example.org";
  texts->Complete();
  event.texts = texts;
  return event;
}

struct Outcome {
  std::uint64_t findings = 0, hash = 0;
  std::uint64_t grown = 0;  // bytes of memory, at most
};

// As a worker does whose pool may be full: with its texts in the pool or in itself.
void EncodeTaken(const CorrelationEvent& event, bool pooled, MatchFeed& feed) {
  std::string texts;
  EncodeTexts(*event.texts, texts);
  PackedTexts packed{.bytes = texts, .hash = Hash64(texts)};
  const auto number = pooled ? feed.pool().NumberOf(texts, packed.hash) : std::nullopt;
  if (number) {
    packed.pool = feed.pool_number();
    packed.number = *number;
  }
  EncodeEvent(event, packed, feed.buffers()[0].pending());
}

// `step` is prime to kEvents: it makes another order of arrival.
Outcome RunPass(const RuleSet& rules, std::uint64_t step) {
  TempFolder folder;
  InputList inputs;
  const SourceSummaries sources;
  inputs.files.push_back({"/in/a.evtx", "a.evtx", 0, false, ""});
  const FeedTable table(rules);
  const RuleOrder order(rules.rules);
  CorrelationWriter writer(rules, order, inputs, sources, false);
  const std::uint64_t before = ResidentBytes();
  Outcome outcome;
  MatchFeed feed(rules, table, folder.path());
  for (std::uint64_t i = 0; i < kEvents; ++i) {
    const CorrelationEvent event = EventOf(i * step % kEvents);
    EncodeTaken(event, i % 4 == 0, feed);
    feed.buffers()[0].Commit(CorrelationKey(event, event.texts->group_hash));
  }
  CorrelationPass pass(rules, table, writer, folder.path(), kCorrelationSortBytes);
  EXPECT_TRUE(pass.TakeFeed(feed).ok());
  EXPECT_TRUE(pass.Run().ok());
  outcome.grown = ResidentBytes() - std::min(before, ResidentBytes());
  std::vector<RunBuffer> buffers;
  buffers.push_back(std::move(pass.findings()));
  const Status merged = MergeRuns(buffers, folder.path(), [&](const SortedRecord& record) {
    ++outcome.findings;
    outcome.hash = Hash64(record.bytes, outcome.hash);
    return Ok();
  });
  EXPECT_TRUE(merged.ok());
  return outcome;
}

TEST(CorrelationPass, AMillionEventsInBoundedMemory) {
  const RuleSet rules = ChainRules();
  const Outcome one = RunPass(rules, 1);
  const Outcome other = RunPass(rules, 7919);
  fmt::print("{} events, {} users: {} findings, memory grew by {} KiB\n", kEvents, kUsers,
             one.findings, one.grown >> 10);
  EXPECT_GT(one.findings, 10U);
  EXPECT_EQ(one.findings, other.findings);
  EXPECT_EQ(one.hash, other.hash);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(one.grown, std::uint64_t{32} << 20);
#endif
}

// A window that is full says so, and goes on with what it holds.
TEST(CorrelationPass, AWindowThatIsTooLargeIsTold) {
  struct Sink final : CorrelationSink {
    void OnFinding(CorrelationFinding finding) override { findings.push_back(std::move(finding)); }
    void OnLimit(std::uint32_t, const CorrelationMember&) override { ++limits; }
    std::vector<CorrelationFinding> findings;
    int limits = 0;
  } sink;
  CorrelationRule rule;
  rule.measure = Measure::kEvents;
  rule.timespan = kTicksPerDay;
  rule.tests = {{CorrelationOp::kGreaterEqual, {.magnitude = 5, .real = 5}}};
  rule.sources.resize(1);
  GroupWindow window(rule, 0, sink, 10);
  for (std::uint64_t i = 0; i < 100; ++i) {
    CorrelationEvent event;
    event.time = {1000 + i};
    event.texts = std::make_shared<const EventTexts>();
    window.Add(event);
  }
  window.Close();
  EXPECT_EQ(sink.limits, 1);
  ASSERT_EQ(sink.findings.size(), 1U);
  EXPECT_EQ(sink.findings[0].events, 100U);
}

}  // namespace
}  // namespace noroshi
