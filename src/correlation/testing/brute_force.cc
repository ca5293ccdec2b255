#include "correlation/testing/brute_force.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <set>

#include "correlation/group_window.h"

namespace noroshi {
namespace {

using Set = std::vector<std::size_t>;  // event numbers, ascending

class BruteForce {
 public:
  BruteForce(const CorrelationRule& rule, const std::vector<StreamEvent>& events)
      : rule_(rule), events_(events) {}

  Clusters Run() {
    if (rule_.timespan == kNoTimespan) return Whole();
    if (rule_.reporting == Reporting::kRestarts) return Restarts();
    return Runs(IsRising() ? RisingWindows(All()) : ClosedWindows(All()));
  }

 private:
  [[nodiscard]] Set All() const {
    Set all(events_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return all;
  }

  [[nodiscard]] bool IsRising() const {
    bool rising = true;
    for (const CorrelationTest& test : rule_.tests) {
      rising &= test.op == CorrelationOp::kGreater || test.op == CorrelationOp::kGreaterEqual;
    }
    for (const PresenceStep& step : rule_.presence) {
      rising &= step.kind != PresenceStep::Kind::kNot;
    }
    return rising;
  }

  Clusters Whole() const {
    if (events_.empty() || !Satisfied(All())) return {};
    return {All()};
  }

  // For each time at which something happened, what happened in the span that ends there.
  [[nodiscard]] std::vector<Set> RisingWindows(const Set& among) const {
    std::vector<Set> windows;
    std::set<std::uint64_t> times;
    for (const std::size_t i : among) times.insert(events_[i].time);
    for (const std::uint64_t end : times) {
      windows.push_back(Between(among, end > rule_.timespan ? end - rule_.timespan : 0, end));
    }
    return windows;
  }

  // Each set of events that fits into a span and to which no event can be added.
  [[nodiscard]] std::vector<Set> ClosedWindows(const Set& among) const {
    std::vector<Set> windows;
    std::set<std::uint64_t> times;
    for (const std::size_t i : among) times.insert(events_[i].time);
    for (const std::uint64_t begin : times) {
      Set window = Between(among, begin, begin + rule_.timespan);
      const bool inside =
          std::ranges::any_of(windows, [&](const Set& other) { return Includes(other, window); });
      if (!inside) windows.push_back(std::move(window));
    }
    return windows;
  }

  [[nodiscard]] Set Between(const Set& among, std::uint64_t begin, std::uint64_t end) const {
    Set window;
    for (const std::size_t i : among) {
      if (events_[i].time >= begin && events_[i].time <= end) window.push_back(i);
    }
    return window;
  }

  static bool Includes(const Set& large, const Set& small) {
    return std::ranges::includes(large, small);
  }

  static bool Share(const Set& a, const Set& b) {
    return std::ranges::any_of(a,
                               [&](std::size_t i) { return std::ranges::find(b, i) != b.end(); });
  }

  // Maximal runs of satisfying windows, each of which shares an event with the next.
  [[nodiscard]] Clusters Runs(const std::vector<Set>& windows) const {
    Clusters clusters;
    std::set<std::size_t> open;
    const auto close = [&] {
      if (!open.empty()) clusters.emplace_back(open.begin(), open.end());
      open.clear();
    };
    for (std::size_t i = 0; i < windows.size(); ++i) {
      const bool holds = Satisfied(windows[i]);
      if (!holds || (i > 0 && !Share(windows[i - 1], windows[i]))) close();
      if (!holds) continue;
      for (const std::size_t member : Contributing(windows[i])) open.insert(member);
    }
    close();
    return clusters;
  }

  // One window a time; what it holds and what is before it is gone then.
  [[nodiscard]] Clusters Restarts() const {
    Clusters clusters;
    Set left = All();
    while (true) {
      const std::vector<Set> windows = IsRising() ? RisingWindows(left) : ClosedWindows(left);
      const auto hit =
          std::ranges::find_if(windows, [this](const Set& window) { return Satisfied(window); });
      if (hit == windows.end()) return clusters;
      clusters.push_back(*hit);
      const std::size_t last = hit->back();
      std::erase_if(left, [&](std::size_t i) { return i <= last; });
    }
  }

  [[nodiscard]] bool Satisfied(const Set& window) const {
    if (!rule_.presence.empty()) return Holds(window);
    const std::vector<long double> value = Value(window);
    return !value.empty() && std::ranges::all_of(rule_.tests, [&](const CorrelationTest& test) {
      const long double limit = static_cast<long double>(test.number.real);
      switch (test.op) {
        case CorrelationOp::kGreater: return value[0] > limit;
        case CorrelationOp::kGreaterEqual: return value[0] >= limit;
        case CorrelationOp::kLess: return value[0] < limit;
        case CorrelationOp::kLessEqual: return value[0] <= limit;
        case CorrelationOp::kEqual: return value[0] == limit;
        case CorrelationOp::kNotEqual: return value[0] != limit;
      }
      return false;
    });
  }

  [[nodiscard]] bool Occurs(const Set& window, std::uint32_t source) const {
    return std::ranges::any_of(
        window, [&](std::size_t i) { return (events_[i].sources >> source & 1) != 0; });
  }

  [[nodiscard]] bool Holds(const Set& window) const {
    std::vector<int> stack;
    for (const PresenceStep& step : rule_.presence) {
      if (step.kind == PresenceStep::Kind::kNot) {
        stack.back() = 1 - stack.back();
      } else if (step.kind == PresenceStep::Kind::kAnd || step.kind == PresenceStep::Kind::kOr) {
        const int right = stack.back();
        stack.pop_back();
        stack.back() = step.kind == PresenceStep::Kind::kAnd ? std::min(stack.back(), right)
                                                             : std::max(stack.back(), right);
      } else {
        std::uint32_t occur = 0;
        for (const std::uint32_t source : step.sources) occur += Occurs(window, source) ? 1U : 0U;
        stack.push_back(occur >= std::max(step.least, 1U) ? 1 : 0);
      }
    }
    return stack.back() != 0;
  }

  // Nothing, or one number.
  [[nodiscard]] std::vector<long double> Value(const Set& window) const {
    if (window.empty()) return {};
    switch (rule_.measure) {
      case Measure::kEvents: return {static_cast<long double>(window.size())};
      case Measure::kDistinct: {
        std::set<std::string> values;
        for (const std::size_t i : window) values.insert(events_[i].value);
        return {static_cast<long double>(values.size())};
      }
      case Measure::kRules: {
        long double rules = 0;
        for (std::uint32_t i = 0; i < rule_.sources.size(); ++i) rules += Occurs(window, i) ? 1 : 0;
        return {rules};
      }
      case Measure::kChain: return {LongestChain(window)};
      default: return {OverNumbers(window)};
    }
  }

  [[nodiscard]] long double OverNumbers(const Set& window) const {
    std::vector<long double> numbers;
    long double sum = 0;
    for (const std::size_t i : window) {
      numbers.push_back(std::strtold(events_[i].value.c_str(), nullptr));
      sum += numbers.back();
    }
    std::ranges::sort(numbers);
    const auto count = static_cast<long double>(numbers.size());
    switch (rule_.measure) {
      case Measure::kSum: return sum;
      case Measure::kAverage: return sum / count;
      case Measure::kMinimum: return numbers.front();
      case Measure::kMaximum: return numbers.back();
      case Measure::kMedian:
        return (numbers[(numbers.size() - 1) / 2] + numbers[numbers.size() / 2]) / 2;
      default: break;
    }
    std::size_t rank = 1;  // the first that has the percentage at or below it
    while (static_cast<long double>(rank) * 100 < rule_.percentile * count) ++rank;
    return numbers[rank - 1];
  }

  // S-9.10, for two neighbours of a chain.
  [[nodiscard]] bool MayFollow(std::size_t first, std::size_t next) const {
    const StreamEvent &a = events_[first], &b = events_[next];
    if (a.time != b.time) return a.time < b.time;
    return a.file != b.file || a.position <= b.position;
  }

  // The longest chain that goes through event `i`; every chain begins with each source in turn.
  void Walk(const Set& window, std::vector<std::size_t>& chain, std::uint32_t source,
            std::vector<std::size_t>& longest) const {
    for (const std::size_t i : chain) longest[i] = std::max(longest[i], chain.size());
    for (std::uint32_t next = source; next < rule_.sources.size(); ++next) {
      for (const std::size_t i : window) {
        if ((events_[i].sources >> next & 1) == 0) continue;
        if (!chain.empty() && !MayFollow(chain.back(), i)) continue;
        chain.push_back(i);
        Walk(window, chain, next + 1, longest);
        chain.pop_back();
      }
    }
  }

  [[nodiscard]] std::vector<std::size_t> LongestThroughEach(const Set& window) const {
    std::vector<std::size_t> longest(events_.size(), 0), chain;
    Walk(window, chain, 0, longest);
    return longest;
  }

  [[nodiscard]] long double LongestChain(const Set& window) const {
    return static_cast<long double>(std::ranges::max(LongestThroughEach(window)));
  }

  [[nodiscard]] Set Contributing(const Set& window) const {
    if (rule_.measure != Measure::kChain || !IsRising()) return window;
    std::size_t needed = 1;
    while (needed < rule_.sources.size() &&
           !std::ranges::all_of(rule_.tests, [&](const CorrelationTest& test) {
             const auto length = static_cast<double>(needed);
             return test.op == CorrelationOp::kGreater ? length > test.number.real
                                                       : length >= test.number.real;
           })) {
      ++needed;
    }
    const std::vector<std::size_t> longest = LongestThroughEach(window);
    Set members;
    for (const std::size_t i : window) {
      if (longest[i] >= needed) members.push_back(i);
    }
    return members;
  }

  const CorrelationRule& rule_;
  const std::vector<StreamEvent>& events_;
};

// Members carry the event's number as record id.
class ClusterSink final : public CorrelationSink {
 public:
  void OnFinding(CorrelationFinding finding) override {
    std::vector<std::size_t>& cluster = clusters.emplace_back();
    for (const CorrelationMember& member : finding.members.listed()) {
      cluster.push_back(member.record_id);
    }
    std::ranges::sort(cluster);
  }
  void OnLimit(std::uint32_t, const CorrelationMember&) override {}

  Clusters clusters;
};

}  // namespace

std::string StreamEvent::ToString() const {
  return fmt::format("t{} {}:{} {:b} '{}'", time, file, position, sources, value);
}

Clusters BruteForceClusters(const CorrelationRule& rule, const std::vector<StreamEvent>& events) {
  return BruteForce(rule, events).Run();
}

Clusters WindowClusters(const CorrelationRule& rule, const std::vector<StreamEvent>& events) {
  ClusterSink sink;
  GroupWindow window(rule, 0, sink);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const StreamEvent& event = events[i];
    for (std::uint32_t source = 0; source < kMaxCorrelationSources; ++source) {
      if ((event.sources >> source & 1) == 0) continue;
      CorrelationEvent one;
      one.source = source;
      one.time = {event.time};
      one.file = event.file;
      one.position = event.position;
      one.offset = event.position;
      one.record_id = i;
      const auto texts = std::make_shared<EventTexts>();
      if (!event.value.empty()) texts->values = {event.value};
      texts->Complete();
      one.texts = texts;
      window.Add(std::move(one));
    }
  }
  window.Close();
  return sink.clusters;
}

}  // namespace noroshi
