#include "environment/learn/sighting.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/utf.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kDayBits = 64;
constexpr std::size_t kNumbers = 6;
constexpr std::uint64_t kTicksPerHour = kTicksPerDay / 24;

std::string_view Cut(std::string_view text) noexcept {
  return Utf8Prefix(text.substr(0, text.find('\0')), kMaxSightingTextBytes);
}

}  // namespace

void SightingSum::Add(Timestamp time, bool failure) noexcept {
  SightingSum one;
  one.count = 1;
  one.failed = failure ? 1 : 0;
  one.first = one.last = time;
  if (time.ticks != 0) {
    one.days = std::uint64_t{1} << (time.ticks / kTicksPerDay % kDayBits);
    one.hours = std::uint64_t{1} << (time.ticks / kTicksPerHour % 24);
  }
  Merge(one);
}

void SightingSum::Merge(const SightingSum& other) noexcept {
  count += other.count;
  failed += other.failed;
  days |= other.days;
  hours |= other.hours;
  const bool earlier = first.ticks == 0 || other.first < first;
  if (other.first.ticks != 0 && earlier) first = other.first;
  last = std::max(last, other.last);
}

unsigned SightingSum::day_count() const noexcept {
  return static_cast<unsigned>(std::popcount(days));
}

unsigned SightingSum::hour_count() const noexcept {
  return static_cast<unsigned>(std::popcount(hours));
}

void KeyOfSighting(LearntKind kind, std::string_view subject, std::string_view object,
                   std::string& out) {
  out += static_cast<char>('a' + static_cast<int>(kind));
  out += Cut(subject);
  out += '\0';
  out += Cut(object);
  out += '\0';
}

void EncodeSighting(std::string_view key, const SightingSum& sum, std::string& out) {
  const std::uint64_t numbers[kNumbers] = {sum.count, sum.failed,      sum.days,
                                           sum.hours, sum.first.ticks, sum.last.ticks};
  out += key;
  out.append(reinterpret_cast<const char*>(numbers), sizeof numbers);  // NOLINT: plain bytes
}

bool DecodeSighting(std::string_view bytes, FiledSighting& filed) {
  std::uint64_t numbers[kNumbers];
  if (bytes.size() < 1 + 2 + sizeof numbers) return false;
  const std::string_view key = bytes.substr(1, bytes.size() - 1 - sizeof numbers);
  const std::size_t middle = key.find('\0');
  if (middle == std::string_view::npos || !key.ends_with('\0') || middle + 1 >= key.size()) {
    return false;
  }
  const int kind = bytes.front() - 'a';
  if (kind < 0 || static_cast<std::size_t>(kind) >= kLearntKinds) return false;
  filed.kind = static_cast<LearntKind>(kind);
  filed.subject = key.substr(0, middle);
  filed.object = key.substr(middle + 1, key.size() - middle - 2);
  std::memcpy(numbers, bytes.data() + bytes.size() - sizeof numbers, sizeof numbers);
  filed.sum = {numbers[0], numbers[1], numbers[2], numbers[3], {numbers[4]}, {numbers[5]}};
  return true;
}

bool SameSighting(const FiledSighting& a, const FiledSighting& b) noexcept {
  return a.kind == b.kind && a.subject == b.subject && a.object == b.object;
}

void LearntSums::Add(LearntKind kind, std::string_view subject, std::string_view object,
                     Timestamp time, bool failure) {
  if (subject.empty()) return;
  key_.clear();
  KeyOfSighting(kind, subject, object, key_);
  sums_[key_].Add(time, failure);
}

}  // namespace noroshi
