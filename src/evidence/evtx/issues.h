// Issues: what went wrong while one record was read. A set of damage kinds; small enough to pass
// around by reference through every stage, turned into marks and ledger entries at the end.
#pragma once

#include <cstdint>

#include "event/damage.h"
#include "event/event.h"

namespace noroshi::evtx {

class Issues {
 public:
  void Add(DamageKind kind) noexcept { bits_ |= Bit(kind); }
  void Add(const Issues& other) noexcept { bits_ |= other.bits_; }
  void Clear() noexcept { bits_ = 0; }

  [[nodiscard]] bool Has(DamageKind kind) const noexcept { return (bits_ & Bit(kind)) != 0; }
  [[nodiscard]] bool empty() const noexcept { return bits_ == 0; }

  // True when names or templates could not be trusted: values may stand under wrong names.
  [[nodiscard]] bool StructureLost() const noexcept;
  // True when decoding stopped before the end of the record.
  [[nodiscard]] bool Partial() const noexcept;
  // The marks an event with these issues carries.
  [[nodiscard]] EventMark Marks() const noexcept;

  friend bool operator==(const Issues&, const Issues&) = default;

 private:
  static_assert(kDamageKindCount <= 64);
  // One bit for each kind of damage, so that a set is a word and joining two is one instruction.
  static constexpr std::uint64_t Bit(DamageKind kind) noexcept {
    return std::uint64_t{1} << static_cast<unsigned>(kind);
  }

  std::uint64_t bits_ = 0;
};

}  // namespace noroshi::evtx
