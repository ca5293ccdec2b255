// ValueMemo: which truths a value brings about for a group of views, remembered. Paths, users and
// host names come back thousands of times; finding one here costs a hash and a comparison.
//
// Bounded: when the storage or the table is full, everything is forgotten and it begins again.
// One per session; not thread-safe. Answers never depend on what is remembered.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "event/value.h"

namespace noroshi {

class ValueMemo {
 public:
  ValueMemo();

  // A value by its bytes as the evidence holds them, so that a look-up need not fold or convert.
  struct Key {
    std::uint32_t group = 0;
    ValueType type{};
    std::string_view bytes;
    std::uint64_t hash = 0;
  };
  // Nothing for values too long to be worth remembering.
  [[nodiscard]] static std::optional<Key> KeyOf(std::uint32_t group, const Value& value) noexcept;

  // The remembered truths; valid until the next Store.
  [[nodiscard]] std::optional<std::span<const std::uint32_t>> Find(const Key& key) const noexcept;
  // Copies both. REQUIRES: Find(key) gave nothing.
  void Store(const Key& key, std::span<const std::uint32_t> truths);

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t group = 0;
    std::uint32_t bytes = 0, byte_count = 0;    // in bytes_
    std::uint32_t truths = 0, truth_count = 0;  // in truths_
    ValueType type{};
    bool used = false;
  };

  void Forget() noexcept;

  std::vector<Slot> slots_;
  std::vector<char> bytes_;
  std::vector<std::uint32_t> truths_;
  std::size_t count_ = 0;
};

}  // namespace noroshi
