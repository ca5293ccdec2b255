// Numbers and texts as bytes of a record that goes to disk and comes back within one run. Native
// byte order, but for numbers that are to sort as bytes.
//
// Unlike ByteReader these check nothing, but for ReadText: what they read is what this process
// wrote a moment ago, never evidence.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace noroshi {

template <class T>
// REQUIRES for PutRaw and GetRaw: T is trivially copyable and without padding, so that the same
// number gives the same bytes.
void PutRaw(T number, std::string& out) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

// REQUIRES: PutRaw wrote a T here. Moves `in` behind it.
template <class T>
[[nodiscard]] T GetRaw(std::string_view& in) noexcept {
  T number{};
  std::memcpy(&number, in.data(), sizeof number);
  in.remove_prefix(sizeof number);
  return number;
}

// Most significant byte first, so that bytes sort as numbers do.
inline void PutSortable(std::uint64_t number, std::string& out) {
  char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(number >> (56 - 8 * i) & 0xFF);
  out.append(bytes, sizeof bytes);
}

// REQUIRES: eight bytes of PutSortable are here. Moves `in` behind them.
[[nodiscard]] inline std::uint64_t GetSortable(std::string_view& in) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(in[i]);
  in.remove_prefix(8);
  return number;
}

// A length of four bytes, then the bytes. REQUIRES: fewer than 2^32 of them.
inline void PutText(std::string_view text, std::string& out) {
  PutRaw(static_cast<std::uint32_t>(text.size()), out);
  out += text;
}

// A view into what `in` was over; lives as long as that. REQUIRES: PutText wrote here.
[[nodiscard]] inline std::string_view GetText(std::string_view& in) noexcept {
  const auto size = GetRaw<std::uint32_t>(in);
  const std::string_view text = in.substr(0, size);
  in.remove_prefix(size);
  return text;
}

// The same where the bytes may have been changed by others: false, and nothing taken, unless all of
// the text is there.
[[nodiscard]] inline bool ReadText(std::string_view& in, std::string_view& text) noexcept {
  std::uint32_t size = 0;
  if (in.size() < sizeof size) return false;
  std::memcpy(&size, in.data(), sizeof size);
  if (in.size() - sizeof size < size) return false;
  text = {in.data() + sizeof size, size};
  in = {text.data() + size, in.size() - sizeof size - size};
  return true;
}

}  // namespace noroshi
