// SlidingSum: the sum of numbers that come at one end and leave at the other, without subtraction.
// What is subtracted from a rounded sum leaves behind what rounding took: one value of 1e30 in a
// window of small ones, and their sum would be 0 long after it has left.
//
// Values that have not begun to leave stand in `back_` with their sum; once the first of them is to
// leave, all go over to `front_` as sums from there on.
//
// One owner. Cost: two additions a value. Memory: one number for each value inside.
#pragma once

#include <vector>

namespace noroshi {

class SlidingSum {
 public:
  using Sum = long double;

  void Add(Sum value) {
    back_.push_back(value);
    back_sum_ += value;
  }
  // The value that came first leaves. REQUIRES: there is one.
  void RemoveFirst() {
    if (front_.empty()) TurnOver();
    front_.pop_back();
  }
  [[nodiscard]] Sum Value() const noexcept {
    return front_.empty() ? back_sum_ : front_.back() + back_sum_;
  }

 private:
  void TurnOver() {
    Sum sum = 0;
    for (; !back_.empty(); back_.pop_back()) front_.push_back(sum += back_.back());
    back_sum_ = 0;
  }

  // The last one is the sum of all values of the front, the one before it leaves the first out.
  std::vector<Sum> front_;
  std::vector<Sum> back_;
  Sum back_sum_ = 0;
};

}  // namespace noroshi
