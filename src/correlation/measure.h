// WindowMeasure: what a correlation measures, kept up to date while events enter and leave its
// window. One file-local class a kind of measure, made by MakeMeasure.
//
// One owner. Entering and leaving cost O(log n) at most in the events of the window.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "correlation/window_event.h"

namespace noroshi {

// Whole numbers below 2^64 are exact. Sums of whole numbers are exact until they are read.
using Quantity = long double;

class WindowMeasure {
 public:
  virtual ~WindowMeasure() = default;

  // Events of one time, later than all before, sorted by (file, position).
  virtual void AddTick(std::span<const WindowEvent> tick) = 0;
  // REQUIRES: the one that entered first of those in the window.
  virtual void Remove(const WindowEvent& event) = 0;
  // Of a window that begins at `from`; nothing where there is nothing to measure.
  [[nodiscard]] virtual std::optional<Quantity> Value(Timestamp from) const = 0;
  // The sources that occur in the window.
  [[nodiscard]] std::uint64_t present() const noexcept { return present_; }

 protected:
  void CountSources(const WindowEvent& event, int by) noexcept;

 private:
  std::uint64_t present_ = 0;
  // Events of each source in the window; present_ has a bit where this is not 0.
  std::vector<std::uint64_t> counts_;
};

// `rule` must outlive it.
[[nodiscard]] std::unique_ptr<WindowMeasure> MakeMeasure(const CorrelationRule& rule);

// True if the window fulfils the rule's condition, whatever its form.
[[nodiscard]] bool Satisfies(const CorrelationRule& rule, const WindowMeasure& measure,
                             Timestamp from);

// The condition of the rule for one measured number, and for sources that occur.
[[nodiscard]] bool PassesTests(const std::vector<CorrelationTest>& tests, Quantity value) noexcept;
[[nodiscard]] bool PassesPresence(const std::vector<PresenceStep>& steps, std::uint64_t present);

[[nodiscard]] Quantity QuantityOf(const Number& number) noexcept;

}  // namespace noroshi
