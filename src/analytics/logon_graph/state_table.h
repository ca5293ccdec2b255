// StateTable: what is remembered of accounts, hosts and edges between them, by a 64-bit hash of
// their names. Bounded: beyond its limit nothing new is remembered, and that is counted.
//
// Hashes instead of names: a name is only shown where the record that carries it is at hand. Two
// names that share a hash (1 in 10^9 for a table of 200,000) would be taken for one.
//
// The content depends on the order of the calls, and on nothing else. One owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace noroshi {

template <class State>
class StateTable {
 public:
  explicit StateTable(std::size_t limit) : limit_(limit) {}

  // Null when it is not known.
  [[nodiscard]] State* Find(std::uint64_t key) noexcept {
    const auto at = states_.find(key);
    return at == states_.end() ? nullptr : &at->second;
  }
  [[nodiscard]] const State* Find(std::uint64_t key) const noexcept {
    const auto at = states_.find(key);
    return at == states_.end() ? nullptr : &at->second;
  }
  // Makes it on first sight; null when the table is full.
  [[nodiscard]] State* Of(std::uint64_t key) {
    const auto at = states_.find(key);
    if (at != states_.end()) return &at->second;
    if (states_.size() >= limit_) {
      ++refused_;
      return nullptr;
    }
    return &states_[key];
  }
  // Forgets what `is_old` says yes to.
  template <class IsOld>
  void Forget(IsOld is_old) {
    std::erase_if(states_, [&](const auto& entry) { return is_old(entry.second); });
  }

  // Calls take(key, state) for each, in no order.
  template <class Take>
  void ForEach(Take take) const {
    for (const auto& [key, state] : states_) take(key, state);
  }

  [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }
  [[nodiscard]] bool full() const noexcept { return states_.size() >= limit_; }
  // How often something new was not remembered.
  [[nodiscard]] std::uint64_t refused() const noexcept { return refused_; }

 private:
  std::size_t limit_;
  std::unordered_map<std::uint64_t, State> states_;
  std::uint64_t refused_ = 0;
};

}  // namespace noroshi
