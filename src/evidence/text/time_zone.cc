#include "evidence/text/time_zone.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/byte_reader.h"
#include "evidence/file.h"
#include "evidence/text/posix_zone.h"

namespace noroshi {
namespace {

constexpr std::string_view kFolder = "/usr/share/zoneinfo/";
// The largest zone files have some 4 KB.
constexpr std::uint64_t kMaxZoneBytes = 256 << 10;
constexpr std::int32_t kFirstRuleYear = 1970, kLastRuleYear = 2100;  // logs are no older or newer
constexpr std::size_t kHeaderBytes = 44;

std::uint32_t BigEndian32(Bytes bytes) noexcept {
  std::uint32_t value = 0;
  for (const std::uint8_t byte : bytes.first(4)) value = value << 8 | byte;
  return value;
}

std::int64_t BigEndian64(Bytes bytes) noexcept {
  const std::uint64_t high = BigEndian32(bytes);
  return static_cast<std::int64_t>(high << 32 | BigEndian32(bytes.subspan(4)));
}

Error BadZone(std::string_view why) {
  return {ErrorCode::kInvalid, 0, "time zone file", std::string(why)};
}

// "+09:00", "-0330", "+9".
std::optional<std::int32_t> ParseOffset(std::string_view text) noexcept {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c == ':') continue;
    if (c < '0' || c > '9') return std::nullopt;
    digits.push_back(c);
  }
  if (digits.size() > 4) return std::nullopt;
  std::int32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const std::int32_t hours = digits.size() <= 2 ? number : number / 100;
  const std::int32_t minutes = digits.size() <= 2 ? 0 : number % 100;
  if (hours > 14 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

// A name of the database, and no way out of its folder.
bool IsZoneName(std::string_view name) noexcept {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           std::string_view("/_+-").find(c) != std::string_view::npos;
  };
  return !name.empty() && name.front() != '/' && std::ranges::all_of(name, allowed);
}

}  // namespace

// Reads TZif: the 64-bit part, which every file written since 2005 has.
class ZoneFile {
 public:
  static Result<TimeZone> Read(Bytes bytes) {
    ZoneFile file;
    if (!file.ReadHeader(bytes) || file.version_ < '2') return BadZone("no TZif of version 2");
    const std::size_t old_part = kHeaderBytes + file.DataBytes(4);
    if (bytes.size() < old_part) return BadZone("cut off");
    bytes = bytes.subspan(old_part);
    if (!file.ReadHeader(bytes)) return BadZone("no second header");
    const std::size_t new_part = kHeaderBytes + file.DataBytes(8);
    if (bytes.size() < new_part) return BadZone("cut off");
    if (!file.ReadChanges(bytes.subspan(kHeaderBytes))) return BadZone("impossible index");
    file.AddRule(bytes.subspan(new_part));
    return std::move(file.zone_);
  }

 private:
  bool ReadHeader(Bytes bytes) {
    if (bytes.size() < kHeaderBytes || BigEndian32(bytes) != 0x545A6966) return false;  // "TZif"
    version_ = bytes[4];
    std::size_t at = 20;
    for (std::uint32_t* count : {&utc_flags_, &wall_flags_, &leaps_, &times_, &types_, &chars_}) {
      *count = BigEndian32(bytes.subspan(at));
      if (*count > kMaxZoneBytes) return false;
      at += 4;
    }
    return types_ > 0;
  }

  [[nodiscard]] std::size_t DataBytes(std::size_t time_bytes) const noexcept {
    return times_ * (time_bytes + 1) + std::size_t{types_} * 6 + chars_ +
           leaps_ * (time_bytes + 4) + wall_flags_ + utc_flags_;
  }

  bool ReadChanges(Bytes data) {
    const Bytes indexes = data.subspan(std::size_t{times_} * 8);
    const Bytes types = indexes.subspan(times_);
    const auto offset_of = [&](std::size_t type) {
      return static_cast<std::int32_t>(BigEndian32(types.subspan(type * 6)));
    };
    zone_.first_offset_ = offset_of(0);
    for (std::size_t i = 0; i < times_; ++i) {
      if (indexes[i] >= types_) return false;
      zone_.changes_.push_back({BigEndian64(data.subspan(i * 8)), offset_of(indexes[i])});
    }
    return std::ranges::is_sorted(zone_.changes_, {}, &TimeZone::Change::at);
  }

  // The changes that the rule in the footer makes behind the last one of the table.
  void AddRule(Bytes footer) {
    std::string text(footer.begin(), footer.end());
    if (text.size() < 2 || text[0] != '\n') return;
    const auto rule = ParsePosixZone(std::string_view(text).substr(1, text.find('\n', 1) - 1));
    if (!rule) return;
    auto& changes = zone_.changes_;
    const std::int64_t last =
        changes.empty() ? std::numeric_limits<std::int64_t>::min() : changes.back().at;
    if (changes.empty()) zone_.first_offset_ = rule->standard;
    for (std::int32_t year = kFirstRuleYear; rule->has_summer && year <= kLastRuleYear; ++year) {
      const TimeZone::Change both[] = {
          {PosixZone::At(rule->to_summer, year, rule->standard), rule->summer},
          {PosixZone::At(rule->to_standard, year, rule->summer), rule->standard}};
      for (const TimeZone::Change& change : both) {
        if (change.at > last) changes.push_back(change);
      }
    }
    std::ranges::sort(changes, {}, &TimeZone::Change::at);
  }

  std::uint8_t version_ = 0;
  std::uint32_t utc_flags_ = 0, wall_flags_ = 0, leaps_ = 0, times_ = 0, types_ = 0, chars_ = 0;
  TimeZone zone_;
};

Result<TimeZone> TimeZone::Open(std::string_view name) {
  TimeZone fixed;
  if (name == "UTC" || name == "Z") return fixed;
  if (const auto offset = ParseOffset(name)) {
    fixed.first_offset_ = *offset;
    return fixed;
  }
  const Error unknown{ErrorCode::kNotFound, 0, "time zone", std::string(name)};
  if (!IsZoneName(name)) return unknown;
  auto file = ReadOnlyFile::Open(std::string(kFolder) + std::string(name));
  if (!file.ok()) return unknown;
  std::vector<std::uint8_t> bytes(std::min(file->size(), kMaxZoneBytes));
  NOROSHI_TRY(const std::size_t got, file->ReadAt(0, bytes));
  return ZoneFile::Read(Bytes(bytes).first(got));
}

std::int32_t TimeZone::OffsetAt(std::int64_t utc_seconds) const noexcept {
  const auto next = std::ranges::upper_bound(changes_, utc_seconds, {}, &Change::at);
  return next == changes_.begin() ? first_offset_ : std::prev(next)->offset;
}

std::int64_t TimeZone::ToUtc(std::int64_t local_seconds) const noexcept {
  constexpr std::int64_t kSecondsPerDay = 86'400;
  // Only what was in force within a day of the reading can be its offset.
  const std::int32_t before = OffsetAt(local_seconds - kSecondsPerDay);
  const std::int32_t after = OffsetAt(local_seconds + kSecondsPerDay);
  const std::int64_t first = local_seconds - before;
  if (OffsetAt(first) == before) return first;
  const std::int64_t second = local_seconds - after;
  return OffsetAt(second) == after ? second : first;
}

}  // namespace noroshi
