// GroupWindow: one group of one correlation. Takes its events in the order of time and reports
// clusters (S-9.5, S-9.6, S-8.2). docs/design/correlation.md defines what a cluster is and works an
// example.
//
// Conditions that more events only bring nearer (`gt`, `gte`) are judged while the window fills: at
// each time at which events occurred, the window is the span that ends there. All others are judged
// when a window closes, that is when it can take no more events on either side. A cluster is a run
// of windows that satisfy, each of which shares an event with the next.
//
// One owner. Memory: the events inside the span (for temporal_ordered: inside the cluster), at most
// kMaxWindowEvents.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "correlation/finding.h"
#include "correlation/measure.h"
#include "correlation/window_event.h"
#include "rules/correlation_rules/correlation_rule.h"

namespace noroshi {

// About 40 MB. A window that needs more loses its oldest events, and says so.
inline constexpr std::size_t kMaxWindowEvents = std::size_t{1} << 17;

// A cluster under way. (Not inside GroupWindow: clang 14 makes no optional of a class with defaults
// before the class around it ends.)
struct OpenWindowCluster {
  CorrelationFinding finding;
  std::size_t held = 0;  // kChain: of the window's events, from the front, those that belong to it
};

class GroupWindow {
 public:
  // Both must outlive this. `number`: of the correlation.
  GroupWindow(const CorrelationRule& rule, std::uint32_t number, CorrelationSink& sink,
              std::size_t max_events = kMaxWindowEvents);

  // REQUIRES: not before the one ahead in (time, file, position).
  void Add(CorrelationEvent event);
  // No more events come: what is open is closed.
  void Close();

 private:
  void TakeTick();
  void Count();
  void Slide(Timestamp begin);
  // Judges the window that begins at `begin`, of whose events the newest `fresh` were not in the
  // one judged before.
  void Judge(Timestamp begin, std::size_t fresh);
  void JudgeClosed();
  void OpenCluster();
  void AddToCluster(WindowEvent& event);
  void NoteValue(Timestamp begin);
  void CloseCluster();
  void ChooseChain();
  void Restart();
  void KeepWithinLimit();
  void TellLimit(const WindowEvent& at);
  [[nodiscard]] Timestamp Begin(Timestamp time) const noexcept;
  [[nodiscard]] bool endless() const noexcept { return rule_.timespan == kNoTimespan; }
  [[nodiscard]] std::size_t window_size() const noexcept { return events_.size() - behind_; }
  // The shortest chain that satisfies, when only the events of such chains belong to a cluster.
  [[nodiscard]] std::uint32_t ChainLength() const;

  const CorrelationRule& rule_;
  const std::uint32_t number_;
  CorrelationSink& sink_;
  const std::size_t max_events_;
  const bool rising_;
  const std::uint32_t chain_length_;  // 0: every event of the window belongs to the cluster
  std::unique_ptr<WindowMeasure> measure_;
  std::vector<WindowEvent> tick_;   // events of the time under way
  std::deque<WindowEvent> events_;  // behind_ of an open cluster, then the window
  std::size_t behind_ = 0;
  std::size_t carried_ = 0;    // of the window's events, those that the last judged one had, too
  bool grew_ = false;          // since the last judgement
  std::uint64_t counted_ = 0;  // events measured where there is no timespan
  bool limited_ = false;
  std::optional<OpenWindowCluster> cluster_;
  std::optional<std::vector<std::string>> group_;  // as the first event has it
};

}  // namespace noroshi
