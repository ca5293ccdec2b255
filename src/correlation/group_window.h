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
#include <memory>
#include <optional>
#include <vector>

#include "correlation/event_queue.h"
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
  // kChain: of the window's events, from the front, those that belong to it.
  std::size_t held = 0;
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
  // All events of one time enter together: within a tick their order cannot be told.
  void TakeTick();
  void Count();
  // Lets the events before `begin` go.
  void Slide(Timestamp begin);
  // Judges the window that begins at `begin`, of whose events the newest `fresh` were not in the
  // one judged before.
  void Judge(Timestamp begin, std::size_t fresh);
  void JudgeClosed();
  void OpenCluster();
  void AddToCluster(const WindowEvent& event);
  void NoteValue(Timestamp begin);
  void CloseCluster();
  void ChooseChain();
  // Reporting::kRestarts: the window begins anew behind the finding.
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
  // 0: every event of the window belongs to the cluster.
  const std::uint32_t chain_length_;
  std::unique_ptr<WindowMeasure> measure_;
  // Events of the time under way.
  std::vector<WindowEvent> tick_;
  // behind_ of an open cluster, then the window.
  EventQueue events_;
  std::size_t behind_ = 0;
  // Of the window's events, those that the last judged one had, too.
  std::size_t carried_ = 0;
  // Since the last judgement.
  bool grew_ = false;
  // Events measured where there is no timespan.
  std::uint64_t counted_ = 0;
  bool limited_ = false;
  std::optional<OpenWindowCluster> cluster_;
  // Of the first event: its group is the finding's.
  TextsRef first_;
};

}  // namespace noroshi
