// EseFile: an ESE database's header and pages.
//
// A database that was not closed ("dirty") has changes that stand only in its logs. It is read all
// the same, as it lies on the disk, and the damage sink is told.
//
// Not thread-safe. Memory: a cache of kCachedPages pages. Pages handed out stay valid for as long
// as they are held.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_set>

#include "event/damage.h"
#include "evidence/artefacts/ese/ese_page.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi::ese {

// At offset 4 of both headers.
inline constexpr std::uint32_t kSignature = 0x89ABCDEF;
// The way from a root to a leaf and back, several times over; at most 4 MiB.
inline constexpr std::size_t kCachedPages = 128;

// "State" of the header.
enum class EseState : std::uint32_t {
  kJustCreated = 1,
  kDirty = 2,
  kClean = 3,
  kBeingConverted = 4,
  kForceDetached = 5,
};

class EseFile {
 public:
  EseFile(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t size, DamageSink& damage);

  // Reads the header, or its copy where it does not hold. False when neither can be used.
  [[nodiscard]] bool Open();

  [[nodiscard]] EseState state() const noexcept { return state_; }
  [[nodiscard]] std::uint32_t page_bytes() const noexcept { return page_bytes_; }
  // Whole pages behind the headers; also the highest number.
  [[nodiscard]] PageNumber page_count() const noexcept { return page_count_; }
  [[nodiscard]] std::uint64_t OffsetOf(PageNumber page) const noexcept {
    return (std::uint64_t{page} - 1 + kHeaderPages) * page_bytes_;
  }

  // Null when there is no such page, it cannot be read, or more was read of this database than its
  // records can account for (lists that lead to the same pages over and over end there). The first
  // time a page's checksum is wrong the sink is told; it is handed out all the same.
  [[nodiscard]] std::shared_ptr<const EsePage> Page(PageNumber number);

  // Counts bytes of values that were unpacked or put together. False, and told once, when they are
  // more than a database of this size can hold.
  [[nodiscard]] bool Spend(std::size_t bytes);
  [[nodiscard]] bool can_spend() const noexcept { return value_budget_ != 0; }

  // Says that the database contradicts itself at a page; once for each page.
  void Report(PageNumber page, std::string_view what, std::uint64_t lost_records = 1);

 private:
  [[nodiscard]] bool TakeHeader(std::uint64_t offset);
  [[nodiscard]] bool FindCopy();
  void TellState();

  std::shared_ptr<const RereadableBytes> bytes_;
  std::uint64_t size_;
  DamageSink& damage_;
  EseState state_ = EseState::kClean;
  std::uint32_t page_bytes_ = 0;
  PageNumber page_count_ = 0;
  std::uint64_t budget_ = 0;        // pages that may still be asked for
  std::uint64_t value_budget_ = 0;  // bytes that values may still become
  std::array<std::shared_ptr<const EsePage>, kCachedPages> cache_;  // by the low bits of the number
  std::unordered_set<PageNumber> checked_, reported_;
};

}  // namespace noroshi::ese
