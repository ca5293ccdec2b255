// Value: one typed value of an event, as it lies in the evidence. Sixteen bytes; pass by value.
//
// A Value does not own its bytes: they live as long as the EventBatch it came from (chunk bytes,
// the batch's arena, or a plan that outlives every batch). Nothing is decoded until somebody
// asks: see value_text.h for the text form.
//
// Absent, null and "" are three different answers: kMissing, kNull, and a text type of size 0.
// Sigma's `exists` and `null` depend on telling them apart.
//
// A plain value without shared state: const access is safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace noroshi {

// How the bytes are to be read. The text form, which rules compare with, is named where it is not
// plain; value_text.h makes it.
enum class ValueType : std::uint8_t {
  kMissing,     // the field does not occur
  kNull,        // the field occurs and says null (JSON); EVTX never makes one
  kUtf8,        // text; trusted to be valid UTF-8
  kUtf16,       // text, UTF-16LE, cut at the first NUL; may hold lone surrogates
  kAnsi,        // text, Windows-1252, may hold NULs
  kInt,         // two's complement of size 1, 2, 4 or 8; text form decimal
  kUInt,        // unsigned of size 1, 2, 4 or 8; text form decimal
  kHex,         // unsigned of size 1, 2, 4 or 8; text form 0x + lower case, no padding
  kReal,        // IEEE 754, size 4 or 8
  kBool,        // size 1 or 4, non-zero = true
  kBinary,      // bytes; text form upper-case hex
  kGuid,        // 16 bytes, Windows layout; text form {8-4-4-4-12} upper case
  kSid,         // Windows SID; text form S-1-...
  kFileTime,    // 8 bytes, 100 ns since 1601 UTC
  kSystemTime,  // 16 bytes, Windows SYSTEMTIME
  kList,        // `data` points at `size` Values (not bytes); never nested
};

// REQUIRES: data is readable for `size` bytes, or is `size` Values for kList; null only with size
// 0.
struct Value {
  const void* data = nullptr;
  // Bytes; for kList the number of items.
  std::uint32_t size = 0;
  ValueType type = ValueType::kMissing;

  [[nodiscard]] bool missing() const noexcept { return type == ValueType::kMissing; }

  // The raw bytes; none for a list.
  [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept {
    return {static_cast<const std::uint8_t*>(data), type == ValueType::kList ? 0 : size};
  }
  // The values to look at one by one: a list's items, else the value itself, else none.
  [[nodiscard]] std::span<const Value> items() const noexcept {
    if (type != ValueType::kList) return {this, missing() ? 0U : 1U};
    return {static_cast<const Value*>(data), size};
  }

  // A text value over bytes that the caller keeps alive. REQUIRES: fewer than 4 GiB.
  static Value Utf8(std::string_view text) noexcept {
    return {text.data(), static_cast<std::uint32_t>(text.size()), ValueType::kUtf8};
  }
};
static_assert(sizeof(Value) == 16);

}  // namespace noroshi
