// Text of Windows evidence as UTF-8: UTF-16LE and Windows-1252 in, valid UTF-8 out.
//
// What has no meaning (a lone surrogate, an odd last byte's missing half, a byte the code page
// leaves undefined) becomes U+FFFD or is cut as each function says; nothing ever fails, because one
// odd character must not cost a record (EVTX spec, section 7).
//
// Pure functions, safe from any thread. ASCII, 99 % of all strings in event logs, goes through at
// 8 characters a step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace noroshi {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// One UTF-16 code unit becomes at most this many bytes (a surrogate pair becomes 4 of its 2 x 3).
inline constexpr std::size_t kMaxUtf8PerUtf16Unit = 3;

// Copies ASCII units to `out` up to the first that is not; returns how many. `out` has room for
// `units` bytes.
std::size_t NarrowAscii(const std::uint8_t* utf16le, std::size_t units, char* out) noexcept;

// Appends the text. Lone surrogates become U+FFFD; an odd last byte is dropped. NULs are kept.
void AppendUtf16(std::span<const std::uint8_t> utf16le, std::string& out);

// As above into a buffer of at least kMaxUtf8PerUtf16Unit bytes a unit; returns the bytes written.
std::size_t WriteUtf16(std::span<const std::uint8_t> utf16le, char* out) noexcept;

// The length in bytes of the text before the first NUL unit; an odd last byte does not count.
[[nodiscard]] std::size_t Utf16BytesBeforeNul(std::span<const std::uint8_t> utf16le) noexcept;

// One byte of Windows-1252 becomes at most this many bytes.
inline constexpr std::size_t kMaxUtf8PerAnsiByte = 3;

// Appends Windows-1252 text. The five undefined bytes become U+FFFD; NULs are left out, because
// Windows components pad ANSI strings with them.
void AppendAnsi(std::span<const std::uint8_t> ansi, std::string& out);

// As above into a buffer of at least kMaxUtf8PerAnsiByte bytes a byte; returns the bytes written.
std::size_t WriteAnsi(std::span<const std::uint8_t> ansi, char* out) noexcept;

// Whether all bytes are below 0x80.
[[nodiscard]] bool IsAscii(std::string_view bytes) noexcept;

// The length of the UTF-8 sequence that `bytes` begins with, 1 to 4; 0 when it begins with none
// (overlong forms, surrogates and cut sequences are none). REQUIRES: bytes is not empty.
[[nodiscard]] std::size_t Utf8SequenceBytes(std::string_view bytes) noexcept;

// The beginning of UTF-8 text, at most `limit` bytes, cut between two characters. A view of `text`.
// Looks at most three bytes back.
[[nodiscard]] std::string_view Utf8Prefix(std::string_view text, std::size_t limit) noexcept;

// Appends one character; surrogates and values beyond U+10FFFF become U+FFFD.
void AppendCodePoint(char32_t code_point, std::string& out);

}  // namespace noroshi
