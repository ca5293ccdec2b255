// PackReader: what PackWriter wrote, back into objects.
//
// The bytes may be anything: no read leaves them, no list is longer than the bytes behind it can
// hold, and an enum is one of its values. After the first fault everything reads as empty and ok()
// is false; whoever asks throws the object away. One owner; the bytes must outlive the reader.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/byte_reader.h"
#include "base/flat_array.h"

namespace noroshi {

// Whether to read an object to its end or only up to its Fields' first Continue().
enum class PackExtent : std::uint8_t { kFirstPart, kAll };

class PackReader {
 public:
  explicit PackReader(std::string_view bytes, PackExtent extent = PackExtent::kAll)
      : in_({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}), extent_(extent) {}

  // As in PackWriter.
  template <class... Members>
  void operator()(Members&... members) {
    (Get(members), ...);
  }
  template <class... Members>
  void Sparse(Members&... members) {
    std::uint8_t mask = 0;
    ok_ = ok_ && in_.TryRead(mask);
    ((((mask & 1) != 0 ? Get(members) : void()), mask = static_cast<std::uint8_t>(mask >> 1)), ...);
  }
  // The list views the bytes, which must outlive it. Should they not lie as T must (those of a
  // mapped file do), they are copied.
  template <class T>
  void Flat(FlatArray<T>& list) {
    static_assert(std::has_unique_object_representations_v<T>);
    const std::uint64_t count = Integer();
    Bytes taken;
    ok_ = ok_ && in_.TryTake(-in_.position() % alignof(T), taken) &&
          count <= in_.remaining() / sizeof(T) && in_.TryTake(count * sizeof(T), taken);
    list = ok_ && count > 0 ? Elements<T>(taken, count) : FlatArray<T>();
  }
  // Whether the reader wants what comes behind the first part.
  [[nodiscard]] bool Continue() const noexcept { return extent_ == PackExtent::kAll; }

  // Says that what was read breaks a rule of its own.
  void Fail() noexcept { ok_ = false; }
  [[nodiscard]] bool ok() const noexcept { return ok_; }
  // Whoever reads a whole image asks this last: bytes left over are no image of ours.
  [[nodiscard]] bool at_end() const noexcept { return in_.remaining() == 0; }

 private:
  template <std::unsigned_integral T>
  void Get(T& value) {
    const std::uint64_t wide = Integer();
    value = static_cast<T>(wide);
    ok_ = ok_ && value == wide;
  }
  // Only 0 and 1 are booleans, so that what is read packs to the same bytes again.
  void Get(bool& value) {
    const std::uint64_t wide = Integer();
    value = wide == 1;
    ok_ = ok_ && wide <= 1;
  }
  template <class T>
  requires std::is_enum_v<T>
  void Get(T& value) {
    std::uint8_t byte = 0;
    ok_ = ok_ && in_.TryRead(byte) && byte <= static_cast<std::uint8_t>(LastOf(T{}));
    value = ok_ ? static_cast<T>(byte) : T{};
  }
  void Get(double& value) { ok_ = ok_ && in_.TryRead(value); }
  void Get(std::string_view& text) { text = Text(); }
  void Get(std::string& text) { text = Text(); }
  template <std::size_t kSize>
  void Get(std::array<std::uint8_t, kSize>& bytes) {
    Bytes taken;
    ok_ = ok_ && in_.TryTake(kSize, taken);
    if (ok_) std::copy(taken.begin(), taken.end(), bytes.begin());
  }
  template <class T>
  void Get(std::vector<T>& list) {
    const std::uint64_t count = Integer();
    ok_ = ok_ && count <= in_.remaining();  // every element takes a byte or more
    list.clear();
    if (!ok_) return;
    list.reserve(std::min<std::uint64_t>(count, kReserved));
    for (std::uint64_t i = 0; i < count && ok_; ++i) Get(list.emplace_back());
  }
  template <class T>
  void Get(std::optional<T>& value) {
    bool there = false;
    Get(there);
    value.reset();
    if (there) Get(value.emplace());
  }
  template <class T>
  requires std::is_class_v<T>
  void Get(T& object) { Fields(*this, object); }

  template <class T>
  [[nodiscard]] static FlatArray<T> Elements(Bytes bytes, std::size_t count) {
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(T) == 0) {
      return FlatArray<T>::Of({reinterpret_cast<const T*>(bytes.data()), count});
    }
    std::vector<T> copied(count);
    std::memcpy(copied.data(), bytes.data(), bytes.size());
    return copied;
  }

  // Seven bits a byte. More than 64 bits of them are a fault.
  std::uint64_t Integer() noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      std::uint8_t byte = 0;
      if (!ok_ || !in_.TryRead(byte)) break;
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  std::string_view Text() noexcept {
    const std::uint64_t size = Integer();
    Bytes taken;
    ok_ = ok_ && size <= in_.remaining() && in_.TryTake(size, taken);
    if (!ok_) return {};
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
  }

  // A count that lies may claim as many elements as there are bytes, and elements are larger than
  // a byte: beyond this, lists grow as they fill.
  static constexpr std::uint64_t kReserved = 4096;

  ByteReader in_;
  PackExtent extent_;
  bool ok_ = true;
};

}  // namespace noroshi
