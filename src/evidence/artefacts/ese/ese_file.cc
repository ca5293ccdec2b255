#include "evidence/artefacts/ese/ese_file.h"

#include <algorithm>
#include <string>
#include <vector>

#include "evidence/artefacts/ese/ese_checksum.h"

namespace noroshi::ese {
namespace {

// Up to the size of pages; the header is a page, and zero behind that.
constexpr std::size_t kHeadBytes = 240;
constexpr std::size_t kSignatureAt = 4, kStateAt = 52, kPageSizeAt = 236;
constexpr std::uint32_t kPageSizes[] = {2048, 4096, 8192, 16384, 32768};
constexpr std::uint32_t kOldPageBytes = 4096;  // where the header has 0
// Each page is asked for once by a walk, and some times for the long values that lie in it; the
// smallest long value has a hundred bytes.
constexpr std::uint64_t kAsksOfPage = 512, kBaseAsks = 65'536;
// Text of packed values is some four times as long.
constexpr std::uint64_t kUnpackFactor = 64, kBaseValueBytes = std::uint64_t{64} << 20;
// What one database can say of its damage; the rest is left out.
constexpr std::size_t kMaxReports = 1000;

}  // namespace

EseFile::EseFile(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t size,
                 DamageSink& damage)
    : bytes_(std::move(bytes)), size_(size), damage_(damage) {}

bool EseFile::TakeHeader(std::uint64_t offset) {
  std::vector<std::uint8_t> head(kHeadBytes);
  const Result<std::size_t> got = bytes_->ReadAgain(offset, head);
  if (!got.ok() || *got < kHeadBytes) return false;
  if (LoadOrZero<std::uint32_t>(head, kSignatureAt) != kSignature) return false;
  auto page = LoadOrZero<std::uint32_t>(head, kPageSizeAt);
  if (page == 0) page = kOldPageBytes;
  if (std::ranges::find(kPageSizes, page) == std::end(kPageSizes)) return false;
  page_bytes_ = page;
  state_ = EseState{LoadOrZero<std::uint32_t>(head, kStateAt)};
  head.resize(page);
  const Result<std::size_t> all = bytes_->ReadAgain(offset, head);
  return all.ok() && *all == page && LoadOrZero<std::uint32_t>(head, 0) == XorChecksum(head);
}

// The second page is a copy of the first.
bool EseFile::FindCopy() {
  return std::ranges::any_of(
      kPageSizes, [&](std::uint32_t size) { return TakeHeader(size) && page_bytes_ == size; });
}

bool EseFile::Open() {
  if (!TakeHeader(0)) {
    const std::uint32_t page = page_bytes_;
    const EseState state = state_;
    if (!FindCopy()) {
      if (page == 0) {
        damage_.OnDamage({DamageKind::kFileSignature, 0, size_, 0, 0,
                          "neither header of the database can be read"});
        return false;
      }
      page_bytes_ = page;
      state_ = state;
    }
    damage_.OnDamage({DamageKind::kChunkHeaderChecksum, 0, 0, 0, 0,
                      "the database's header has a wrong checksum"});
  }
  const std::uint64_t pages = size_ / page_bytes_;
  page_count_ = static_cast<PageNumber>(
      std::min<std::uint64_t>(pages - std::min<std::uint64_t>(pages, kHeaderPages), 0x7FFFFFFF));
  budget_ = page_count_ * kAsksOfPage + kBaseAsks;
  value_budget_ = size_ * kUnpackFactor + kBaseValueBytes;
  if (size_ % page_bytes_ != 0) {
    damage_.OnDamage({DamageKind::kFileTruncated, pages * page_bytes_, size_ % page_bytes_, 0, 0,
                      "half a page at the end"});
  }
  TellState();
  return true;
}

void EseFile::TellState() {
  if (state_ == EseState::kClean) return;
  const char* what = state_ == EseState::kDirty
                         ? "the database was not closed: what stands only in its logs is not read"
                         : "the database is in a state between two others; read as it is";
  damage_.OnDamage({DamageKind::kRecordGap, kStateAt, 0, 0, 0, what});
}

std::shared_ptr<const EsePage> EseFile::Page(PageNumber number) {
  if (number == 0 || number > page_count_) {
    Report(number, "a page that the database does not have");
    return nullptr;
  }
  if (budget_ == 0) {
    Report(0, "the database leads to the same pages over and over; what is left is not read");
    return nullptr;
  }
  --budget_;
  auto& cached = cache_[number % kCachedPages];
  if (cached != nullptr && cached->number() == number) return cached;
  std::vector<std::uint8_t> bytes(page_bytes_);
  const Result<std::size_t> got = bytes_->ReadAgain(OffsetOf(number), bytes);
  if (!got.ok() || *got < bytes.size()) {
    Report(number, "a page that cannot be read");
    return nullptr;
  }
  if (checked_.insert(number).second && !PageChecksumHolds(bytes, number)) {
    Report(number, "a page with a wrong checksum; read all the same", 0);
  }
  cached = std::make_shared<const EsePage>(number, std::move(bytes));
  return cached;
}

bool EseFile::Spend(std::size_t bytes) {
  if (bytes > value_budget_) {
    Report(0, "the database's values are longer than it can hold; what is left is not read");
    value_budget_ = 0;
    return false;
  }
  value_budget_ -= bytes;
  return true;
}

void EseFile::Report(PageNumber page, std::string_view what, std::uint64_t lost_records) {
  if (reported_.size() >= kMaxReports || !reported_.insert(page).second) return;
  const std::uint64_t offset = page == 0 || page > page_count_ ? 0 : OffsetOf(page);
  damage_.OnDamage({DamageKind::kRecordSyntax, offset, 0, lost_records, 0, std::string(what)});
}

}  // namespace noroshi::ese
