#include "correlation/small_correlation.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "correlation/window_event.h"

namespace noroshi {

// Keeps the findings, and feeds them upwards.
class SmallCorrelation::Sink final : public CorrelationSink {
 public:
  explicit Sink(SmallCorrelation& owner) : owner_(owner) {}

  void OnFinding(CorrelationFinding finding) override {
    for (const CorrelationFeed& feed : owner_.table_.OfCorrelation(finding.correlation)) {
      CorrelationEvent event;
      if (!DeriveEvent(owner_.rules_, finding, feed, event)) continue;
      owner_.events_[owner_.rules_.correlations[feed.correlation].depth].push_back(
          std::move(event));
    }
    if (!owner_.rules_.correlations[finding.correlation].silent) {
      findings.push_back(std::move(finding));
    }
  }
  void OnLimit(std::uint32_t, const CorrelationMember&) override {}

  std::vector<CorrelationFinding> findings;

 private:
  SmallCorrelation& owner_;
};

SmallCorrelation::SmallCorrelation(const RuleSet& rules, const EventContext& context)
    : rules_(rules), table_(rules), reader_(rules, context), events_(table_.depths()) {}

void SmallCorrelation::OnMatch(const Match& match) {
  for (const CorrelationFeed& feed : table_.OfRule(static_cast<std::uint32_t>(match.rule))) {
    CorrelationEvent event;
    const auto texts = std::make_shared<EventTexts>();
    if (!reader_.Read(match, file_, feed, event, *texts)) continue;
    texts->Complete();
    event.texts = texts;
    events_[rules_.correlations[feed.correlation].depth].push_back(std::move(event));
  }
}

std::vector<CorrelationFinding> SmallCorrelation::Run() {
  Sink sink(*this);
  for (std::uint32_t depth = 0; depth < events_.size(); ++depth) RunDepth(depth, sink);
  return std::move(sink.findings);
}

void SmallCorrelation::RunDepth(std::uint32_t depth, CorrelationSink& sink) {
  std::vector<CorrelationEvent> events = std::exchange(events_[depth], {});
  std::ranges::stable_sort(events, {}, [](const CorrelationEvent& event) {
    return std::tuple(event.correlation, event.texts->group_hash, event.time, event.file,
                      event.position, event.source);
  });
  Correlator correlator(rules_.correlations, sink);
  for (CorrelationEvent& event : events) {
    const std::uint64_t hash = event.texts->group_hash;
    correlator.Take(std::move(event), hash);
  }
  correlator.Finish();
}

bool DeriveEvent(const RuleSet& rules, const CorrelationFinding& finding,
                 const CorrelationFeed& feed, CorrelationEvent& out) {
  const CorrelationRule& above = rules.correlations[feed.correlation];
  const CorrelationSource& source = above.sources[feed.source];
  out.correlation = feed.correlation;
  out.source = feed.source;
  out.time = finding.time;
  out.file = finding.file;
  out.position = finding.position;
  const auto texts = std::make_shared<EventTexts>();
  for (const CorrelationField& field : source.group_fields) {
    texts->group.push_back(finding.group[field.slot]);
  }
  for (const CorrelationField& field : source.value_fields) {
    texts->values.push_back(finding.group[field.slot]);
  }
  texts->Complete();
  out.texts = texts;
  out.inner = std::make_shared<const MemberSet>(finding.members);
  return CanMeasure(above.measure, texts->values);
}

}  // namespace noroshi
