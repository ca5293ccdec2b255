// Correlator: all correlations of one depth over their events, which come sorted so that a group's
// stand together: by correlation, group hash, time, file, position. So one group is in memory at a
// time, however many there are, and the order in which files were read plays no part.
//
// One owner. Groups whose hashes collide are told apart by their texts.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "correlation/correlation_event.h"
#include "correlation/group_window.h"

namespace noroshi {

class Correlator {
 public:
  // All must outlive this.
  Correlator(const std::vector<CorrelationRule>& rules, CorrelationSink& sink)
      : rules_(rules), sink_(sink) {}

  // `hash`: GroupHash of the event's group, or a part of it that sorts as it does. REQUIRES: not
  // before the last one in the order above. Findings go to the sink as clusters close, so memory
  // never holds more than one group's window.
  void Take(CorrelationEvent event, std::uint64_t hash);
  // No more events come.
  void Finish();

 private:
  const std::vector<CorrelationRule>& rules_;
  CorrelationSink& sink_;
  std::uint32_t correlation_ = 0;
  std::uint64_t hash_ = 0;
  // Of the correlation and hash under way, by group key.
  std::map<std::string, GroupWindow, std::less<>> groups_;
  // The group of the last event, and its texts: in a burst the next has the same.
  GroupWindow* last_ = nullptr;
  TextsRef last_texts_;
};

}  // namespace noroshi
