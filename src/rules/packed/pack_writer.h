// PackWriter: plain data as bytes, small numbers small. What PackReader reads; docs/design/rules.md
// gives the format.
//
//   integer   7 bits a byte, low bits first, the high bit says that more follow
//   text      its size, its bytes            list   its count, its elements
//   enum      one byte                       double eight bytes, little-endian
//   struct    its members, in the order that Fields(io, object) names them
//   optional  one byte, 0 or 1, and the value if there is one
//   flat      a list's count, zeros up to the alignment of its elements, and these as they lie in
//             memory
//
// Whoever wants a type packed writes a function Fields next to it (rules/packed/rule_fields.h).
// One owner; appends to a text of the caller's.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/flat_array.h"

namespace noroshi {

class PackWriter {
 public:
  explicit PackWriter(std::string& out) : out_(out) {}

  // Appends the members one by one.
  template <class... Members>
  void operator()(const Members&... members) {
    (Put(members), ...);
  }
  // Members that most objects leave as they are: a byte tells which of them differ from T{}, and
  // only those follow. REQUIRES: at most eight.
  template <class... Members>
  void Sparse(const Members&... members) {
    static_assert(sizeof...(members) <= 8);
    unsigned mask = 0, bit = 1;
    ((mask |= members == Members{} ? 0 : bit, bit <<= 1), ...);
    out_.push_back(static_cast<char>(mask));
    ((members == Members{} ? void() : Put(members)), ...);
  }
  // A list of plain elements, without a look at each: for arrays of a hundred thousand. REQUIRES:
  // the text was empty when the writer was made, so that a reader of all of it knows the zeros.
  template <class T>
  void Flat(const FlatArray<T>& list) {
    static_assert(std::has_unique_object_representations_v<T>);
    Put(list.size());
    out_.append(-out_.size() % alignof(T), '\0');
    out_.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(T));
  }
  // A text that is put together of one of each element, without a copy in between.
  template <class T, class TextOf>
  void Joined(const std::vector<T>& list, TextOf text_of) {
    std::size_t size = 0;
    for (const T& element : list) size += std::string_view(text_of(element)).size();
    Put(size);
    for (const T& element : list) out_ += text_of(element);
  }
  // What comes from here on a reader may leave out.
  [[nodiscard]] static constexpr bool Continue() noexcept { return true; }

 private:
  // One function for each kind of member; which one is meant is told by its type.
  template <std::unsigned_integral T>
  void Put(T value) {
    std::uint64_t rest = value;
    for (; rest >= 0x80; rest >>= 7) out_.push_back(static_cast<char>(rest | 0x80));
    out_.push_back(static_cast<char>(rest));
  }
  template <class T>
  requires std::is_enum_v<T>
  void Put(T value) {
    static_assert(sizeof(T) == 1);
    out_.push_back(static_cast<char>(value));
  }
  void Put(double value) {
    const auto bits = std::bit_cast<std::array<char, sizeof(double)>>(value);
    out_.append(bits.data(), bits.size());
  }
  void Put(const std::string& text) { Put(std::string_view(text)); }
  void Put(std::string_view text) {
    Put(text.size());
    out_ += text;
  }
  template <std::size_t kSize>
  void Put(const std::array<std::uint8_t, kSize>& bytes) {
    out_.append(bytes.begin(), bytes.end());
  }
  template <class T>
  void Put(const std::vector<T>& list) {
    Put(list.size());
    for (const T& element : list) Put(element);
  }
  template <class T>
  void Put(const std::optional<T>& value) {
    Put(value.has_value());
    if (value) Put(*value);
  }
  template <class T>
  requires std::is_class_v<T>
  void Put(const T& object) { Fields(*this, object); }

  std::string& out_;
};

}  // namespace noroshi
