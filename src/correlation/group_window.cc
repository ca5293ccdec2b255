#include "correlation/group_window.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "correlation/chain_tracker.h"

namespace noroshi {
namespace {

// Measures that remember every value of the window.
bool Remembers(Measure measure) noexcept {
  switch (measure) {
    case Measure::kEvents:
    case Measure::kSum:
    case Measure::kAverage: return false;
    default: return true;
  }
}

std::uint32_t ShortestChain(const CorrelationRule& rule) {
  if (rule.measure != Measure::kChain || !rule.judged_rising()) return 0;
  const auto sources = static_cast<std::uint32_t>(rule.sources.size());
  std::uint32_t length = 1;
  while (length < sources && !PassesTests(rule.tests, length)) ++length;
  return length;
}

}  // namespace

GroupWindow::GroupWindow(const CorrelationRule& rule, std::uint32_t number, CorrelationSink& sink,
                         std::size_t max_events)
    : rule_(rule),
      number_(number),
      sink_(sink),
      max_events_(max_events),
      rising_(rule.judged_rising()),
      chain_length_(ShortestChain(rule)),
      measure_(MakeMeasure(rule)) {}

void GroupWindow::Add(CorrelationEvent event) {
  if (first_ == nullptr) first_ = event.texts;
  if (!tick_.empty() && tick_.back().event.time != event.time) TakeTick();
  const std::uint64_t position = event.position;
  WindowEvent made = MakeWindowEvent(rule_.measure, std::move(event));
  for (auto at = tick_.rbegin(); at != tick_.rend() && at->event.position == position; ++at) {
    if (JoinRecord(*at, made)) return;
  }
  tick_.push_back(std::move(made));
}

void GroupWindow::Close() {
  if (!tick_.empty()) TakeTick();
  if (endless()) {
    if (cluster_ && Satisfies(rule_, *measure_, {})) {
      NoteValue({});
      CloseCluster();
    }
    cluster_.reset();
    return;
  }
  if (grew_) JudgeClosed();
  CloseCluster();
}

void GroupWindow::TakeTick() {
  if (endless()) return Count();
  const Timestamp begin = Begin(tick_.front().event.time);
  const bool leaves = window_size() > 0 && events_[behind_].event.time < begin;
  if (leaves && grew_) JudgeClosed();
  Slide(begin);
  if (rising_) carried_ = window_size();
  const std::size_t fresh = tick_.size();
  measure_->AddTick(tick_);
  for (WindowEvent& event : tick_) events_.push_back(std::move(event));
  tick_.clear();
  if (rising_) {
    Judge(begin, fresh);
  } else {
    grew_ = true;
  }
  KeepWithinLimit();
}

// The whole input is one window: nothing leaves it, so only what it comes to is kept.
void GroupWindow::Count() {
  if (!cluster_) OpenCluster();
  if (Remembers(rule_.measure) && counted_ + tick_.size() > max_events_) {
    TellLimit(tick_.front());
  } else {
    counted_ += tick_.size();
    measure_->AddTick(tick_);
  }
  for (WindowEvent& event : tick_) AddToCluster(event);
  tick_.clear();
}

void GroupWindow::Slide(Timestamp begin) {
  while (window_size() > 0 && events_[behind_].event.time < begin) {
    measure_->Remove(events_[behind_]);
    if (cluster_ && chain_length_ > 0) {
      ++behind_;
    } else {
      events_.PopFront();
    }
    if (carried_ > 0) --carried_;
  }
}

void GroupWindow::JudgeClosed() {
  grew_ = false;
  if (window_size() == 0) return;
  Judge(events_[behind_].event.time, window_size() - carried_);
  carried_ = window_size();
}

void GroupWindow::Judge(Timestamp begin, std::size_t fresh) {
  if (!Satisfies(rule_, *measure_, begin)) return CloseCluster();
  if (carried_ == 0) CloseCluster();  // it shares nothing with the window before
  if (!cluster_) {
    OpenCluster();
    fresh = window_size();
  }
  if (chain_length_ > 0) {
    cluster_->held = events_.size();
  } else {
    for (std::size_t i = events_.size() - fresh; i < events_.size(); ++i) AddToCluster(events_[i]);
  }
  NoteValue(begin);
  if (rule_.reporting == Reporting::kRestarts) Restart();
}

void GroupWindow::OpenCluster() {
  cluster_.emplace();
  cluster_->finding.correlation = number_;
  cluster_->finding.group = first_->group;
  cluster_->finding.by_source.assign(rule_.sources.size(), 0);
}

void GroupWindow::AddToCluster(const WindowEvent& event) {
  CorrelationFinding& finding = cluster_->finding;
  const CorrelationEvent& from = event.event;
  finding.time = from.time;
  finding.file = from.file;
  finding.position = from.position;
  ++finding.events;
  for (std::uint64_t rest = event.sources; rest != 0; rest &= rest - 1) {
    ++finding.by_source[static_cast<std::size_t>(std::countr_zero(rest))];
  }
  if (from.derived()) {
    finding.members.Add(*from.inner);
  } else {
    finding.members.Add(from.Member());
  }
}

void GroupWindow::NoteValue(Timestamp begin) {
  const std::optional<Quantity> value = measure_->Value(begin);
  std::optional<Quantity>& most = cluster_->finding.value;
  if (value && (!most || *value > *most)) most = value;
}

void GroupWindow::CloseCluster() {
  if (!cluster_) return;
  if (chain_length_ > 0) ChooseChain();
  OpenWindowCluster closed = *std::exchange(cluster_, std::nullopt);
  events_.PopFront(behind_);
  behind_ = 0;
  if (closed.finding.events > 0) sink_.OnFinding(std::move(closed.finding));
}

// Only what lies on a chain has contributed.
void GroupWindow::ChooseChain() {
  std::vector<ChainLink> links;
  for (std::size_t i = 0; i < cluster_->held; ++i) {
    const CorrelationEvent& event = events_[i].event;
    links.push_back({event.time.ticks, event.file, event.position, events_[i].sources});
  }
  const std::vector<bool> on = OnChains(links, static_cast<std::uint32_t>(rule_.sources.size()),
                                        chain_length_, rule_.timespan);
  for (std::size_t i = 0; i < on.size(); ++i) {
    if (on[i]) AddToCluster(events_[i]);
  }
}

// S-8.2: the next window begins behind the one that was reported.
void GroupWindow::Restart() {
  CloseCluster();
  events_.clear();
  carried_ = 0;
  grew_ = false;
  measure_ = MakeMeasure(rule_);
}

void GroupWindow::KeepWithinLimit() {
  while (events_.size() > max_events_) {
    TellLimit(events_.front());
    if (behind_ > 0) {
      --behind_;
    } else {
      measure_->Remove(events_.front());
      if (carried_ > 0) --carried_;
    }
    if (cluster_ && cluster_->held > 0) --cluster_->held;
    events_.PopFront();
  }
}

void GroupWindow::TellLimit(const WindowEvent& at) {
  if (!std::exchange(limited_, true)) sink_.OnLimit(number_, at.event.First());
}

Timestamp GroupWindow::Begin(Timestamp time) const noexcept {
  return {time.ticks > rule_.timespan ? time.ticks - rule_.timespan : 0};
}

}  // namespace noroshi
