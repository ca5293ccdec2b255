#include "correlation/measure.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <string>
#include <unordered_map>

#include "correlation/chain_tracker.h"
#include "correlation/sliding_sum.h"

namespace noroshi {
namespace {

class EventMeasure final : public WindowMeasure {
 public:
  void AddTick(std::span<const WindowEvent> tick) override {
    for (const WindowEvent& event : tick) CountSources(event, 1);
    count_ += tick.size();
  }
  void Remove(const WindowEvent& event) override {
    CountSources(event, -1);
    --count_;
  }
  [[nodiscard]] std::optional<Quantity> Value(Timestamp) const override {
    return static_cast<Quantity>(count_);
  }

 private:
  std::uint64_t count_ = 0;
};

class RulesMeasure final : public WindowMeasure {
 public:
  void AddTick(std::span<const WindowEvent> tick) override {
    for (const WindowEvent& event : tick) CountSources(event, 1);
  }
  void Remove(const WindowEvent& event) override { CountSources(event, -1); }
  [[nodiscard]] std::optional<Quantity> Value(Timestamp) const override {
    return static_cast<Quantity>(std::popcount(present()));
  }
};

class ChainMeasure final : public WindowMeasure {
 public:
  explicit ChainMeasure(std::uint32_t sources) : tracker_(sources, sources) {}

  void AddTick(std::span<const WindowEvent> tick) override {
    links_.clear();
    for (const WindowEvent& event : tick) {
      CountSources(event, 1);
      links_.push_back(
          {event.event.time.ticks, event.event.file, event.event.position, event.sources});
    }
    tracker_.AddTick(links_);
  }
  void Remove(const WindowEvent& event) override { CountSources(event, -1); }
  [[nodiscard]] std::optional<Quantity> Value(Timestamp from) const override {
    return static_cast<Quantity>(tracker_.Longest(from.ticks));
  }

 private:
  ChainTracker tracker_;
  std::vector<ChainLink> links_;
};

class DistinctMeasure final : public WindowMeasure {
 public:
  void AddTick(std::span<const WindowEvent> tick) override {
    for (const WindowEvent& event : tick) {
      CountSources(event, 1);
      ++counts_[event.event.texts->tuple];
      for (const TextsRef& texts : event.more) ++counts_[texts->tuple];
    }
  }
  void Remove(const WindowEvent& event) override {
    CountSources(event, -1);
    Remove(event.event.texts->tuple);
    for (const TextsRef& texts : event.more) Remove(texts->tuple);
  }
  [[nodiscard]] std::optional<Quantity> Value(Timestamp) const override {
    return static_cast<Quantity>(counts_.size());
  }

 private:
  void Remove(const std::string& tuple) {
    const auto found = counts_.find(tuple);
    if (--found->second == 0) counts_.erase(found);
  }

  std::unordered_map<std::string, std::uint64_t> counts_;
};

__extension__ using Int128 = __int128;

// Sum and average. Whole numbers are added exactly; fractions as far as a long double goes, and
// what has left the window has left no trace.
class SumMeasure final : public WindowMeasure {
 public:
  explicit SumMeasure(Measure measure) : average_(measure == Measure::kAverage) {}

  void AddTick(std::span<const WindowEvent> tick) override {
    for (const WindowEvent& event : tick) Take(event, 1);
  }
  void Remove(const WindowEvent& event) override { Take(event, -1); }
  [[nodiscard]] std::optional<Quantity> Value(Timestamp) const override {
    if (count_ == 0) return std::nullopt;
    const Quantity sum = static_cast<Quantity>(whole_) + reals_.Value();
    return average_ ? sum / static_cast<Quantity>(count_) : sum;
  }

 private:
  void Take(const WindowEvent& event, int by) {
    CountSources(event, by);
    const Number& number = *event.number;
    count_ += by;
    if (number.whole) {
      const auto magnitude = static_cast<Int128>(number.magnitude);
      whole_ += (number.negative ? -magnitude : magnitude) * by;
      return;
    }
    // Events leave in the order in which they came.
    if (by < 0) return reals_.RemoveFirst();
    reals_.Add(static_cast<Quantity>(number.real));
  }

  bool average_;
  std::int64_t count_ = 0;
  Int128 whole_ = 0;
  SlidingSum reals_;
};

// Minimum, maximum, median, percentile: the value of a rank. `low_` holds the values up to it.
class RankMeasure final : public WindowMeasure {
 public:
  RankMeasure(Measure measure, double percentile) : measure_(measure), percentile_(percentile) {}

  void AddTick(std::span<const WindowEvent> tick) override {
    for (const WindowEvent& event : tick) {
      CountSources(event, 1);
      const Quantity value = QuantityOf(*event.number);
      (low_.empty() || value > *low_.rbegin() ? high_ : low_).insert(value);
      Balance();
    }
  }
  void Remove(const WindowEvent& event) override {
    CountSources(event, -1);
    const Quantity value = QuantityOf(*event.number);
    auto& side = value <= *low_.rbegin() ? low_ : high_;
    side.erase(side.find(value));
    Balance();
  }
  [[nodiscard]] std::optional<Quantity> Value(Timestamp) const override {
    if (low_.empty()) return std::nullopt;
    const bool even = (low_.size() + high_.size()) % 2 == 0;
    if (measure_ != Measure::kMedian || !even) return *low_.rbegin();
    return (*low_.rbegin() + *high_.begin()) / 2;
  }

 private:
  // From 1: how many values are at or below the wanted one.
  [[nodiscard]] std::size_t Rank(std::size_t count) const {
    switch (measure_) {
      case Measure::kMinimum: return 1;
      case Measure::kMaximum: return count;
      case Measure::kMedian: return (count + 1) / 2;
      default: break;
    }
    const double rank = std::ceil(percentile_ * static_cast<double>(count) / 100);
    return std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, count);
  }

  void Balance() {
    const std::size_t count = low_.size() + high_.size();
    if (count == 0) return;
    const std::size_t rank = Rank(count);
    while (low_.size() > rank) high_.insert(low_.extract(std::prev(low_.end())));
    while (low_.size() < rank) low_.insert(high_.extract(high_.begin()));
  }

  Measure measure_;
  double percentile_;
  std::multiset<Quantity> low_, high_;
};

bool Passes(const CorrelationTest& test, Quantity value) noexcept {
  const Quantity limit = QuantityOf(test.number);
  switch (test.op) {
    case CorrelationOp::kGreater: return value > limit;
    case CorrelationOp::kGreaterEqual: return value >= limit;
    case CorrelationOp::kLess: return value < limit;
    case CorrelationOp::kLessEqual: return value <= limit;
    case CorrelationOp::kEqual: return value == limit;
    case CorrelationOp::kNotEqual: return value != limit;
  }
  return false;
}

}  // namespace

void WindowMeasure::CountSources(const WindowEvent& event, int by) noexcept {
  for (std::uint64_t rest = event.sources; rest != 0; rest &= rest - 1) {
    const auto source = static_cast<std::size_t>(std::countr_zero(rest));
    if (source >= counts_.size()) counts_.resize(source + 1);
    counts_[source] += static_cast<std::uint64_t>(by);
    const std::uint64_t bit = std::uint64_t{1} << source;
    present_ = counts_[source] == 0 ? present_ & ~bit : present_ | bit;
  }
}

Quantity QuantityOf(const Number& number) noexcept {
  if (!number.whole) return static_cast<Quantity>(number.real);
  const auto magnitude = static_cast<Quantity>(number.magnitude);
  return number.negative ? -magnitude : magnitude;
}

bool PassesTests(const std::vector<CorrelationTest>& tests, Quantity value) noexcept {
  return std::ranges::all_of(tests,
                             [&](const CorrelationTest& test) { return Passes(test, value); });
}

bool PassesPresence(const std::vector<PresenceStep>& steps, std::uint64_t present) {
  std::vector<bool> stack;
  for (const PresenceStep& step : steps) {
    switch (step.kind) {
      case PresenceStep::Kind::kSource:
      case PresenceStep::Kind::kAtLeast: {
        const auto occur = std::ranges::count_if(
            step.sources, [&](std::uint32_t source) { return (present >> source & 1) != 0; });
        const std::uint32_t least = step.kind == PresenceStep::Kind::kSource ? 1 : step.least;
        stack.push_back(static_cast<std::uint64_t>(occur) >= least);
        break;
      }
      case PresenceStep::Kind::kNot: stack.back() = !stack.back(); break;
      case PresenceStep::Kind::kAnd:
      case PresenceStep::Kind::kOr: {
        const bool right = stack.back();
        stack.pop_back();
        const bool left = stack.back();
        stack.back() = step.kind == PresenceStep::Kind::kAnd ? left && right : left || right;
        break;
      }
    }
  }
  return stack.back();
}

bool Satisfies(const CorrelationRule& rule, const WindowMeasure& measure, Timestamp from) {
  if (!rule.presence.empty()) return PassesPresence(rule.presence, measure.present());
  const std::optional<Quantity> value = measure.Value(from);
  return value && PassesTests(rule.tests, *value);
}

std::unique_ptr<WindowMeasure> MakeMeasure(const CorrelationRule& rule) {
  switch (rule.measure) {
    case Measure::kEvents: return std::make_unique<EventMeasure>();
    case Measure::kDistinct: return std::make_unique<DistinctMeasure>();
    case Measure::kRules: return std::make_unique<RulesMeasure>();
    case Measure::kChain:
      return std::make_unique<ChainMeasure>(static_cast<std::uint32_t>(rule.sources.size()));
    case Measure::kSum:
    case Measure::kAverage: return std::make_unique<SumMeasure>(rule.measure);
    default: return std::make_unique<RankMeasure>(rule.measure, rule.percentile);
  }
}

}  // namespace noroshi
