// Values of any bytes against a fixed rule set: the fast matcher must agree with the naive
// evaluator, and neither may crash. The input's lines become the fields of one event.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf.h"
#include "event/event_builder.h"
#include "matcher/explain.h"
#include "matcher/matcher.h"
#include "matcher/testing/random_rules.h"

namespace noroshi {
namespace {

class Collector final : public MatchSink {
 public:
  void OnMatch(const Match& match) override { rules.push_back(match.rule); }
  std::vector<RuleIndex> rules;
};

struct Fixture {
  Fixture() {
    Random random(2020);
    rules = RandomRules(random, 100);
    auto built = BuildMatcher(rules, context);
    if (!built) std::abort();
    matcher = *std::move(built);
    session = matcher->NewSession();
  }
  RuleSet rules;
  EventContext context;
  std::unique_ptr<Matcher> matcher;
  std::unique_ptr<MatchSession> session;
};

constexpr std::string_view kNames[] = {"Image", "CommandLine", "Data", "Hashes", "Threat Name"};

// UTF-16 values may hold anything; the odd ones are UTF-8 as a reader would make it.
void AddLine(std::size_t index, std::string_view line, std::string& text, EventBuilder& builder) {
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(line.data()), line.size());
  const std::string_view name = kNames[index % std::size(kNames)];
  if (index % 2 == 0) {
    builder.AddPayload(
        name, Value{line.data(), static_cast<std::uint32_t>(line.size()) & ~1U, ValueType::kUtf16});
    return;
  }
  text.clear();
  AppendAnsi(bytes, text);
  builder.AddPayload(name, std::string_view(text));
}

void Check(Fixture& fixture, const Event& event) {
  Collector fast;
  fixture.session->Run(event, fast);
  std::vector<RuleIndex> naive;
  for (std::uint32_t i = 0; i < fixture.rules.rules.size(); ++i) {
    if (ExplainRule(fixture.rules.rules[i], event, fixture.context).matched) {
      naive.push_back(RuleIndex{i});
    }
  }
  if (fast.rules != naive) std::abort();
}

}  // namespace
}  // namespace noroshi

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static auto* const fixture = new noroshi::Fixture;
  noroshi::EventBuilder builder(fixture->context);
  builder.Add("Channel", "Security");
  builder.Add("EventID", "4688");
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::string text;
  for (std::size_t i = 0; !rest.empty() && i < std::size(noroshi::kNames); ++i) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    noroshi::AddLine(i, rest.substr(0, end), text, builder);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  noroshi::Check(*fixture, builder.Build());
  return 0;
}
