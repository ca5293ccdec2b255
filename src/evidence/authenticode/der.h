// DerReader: a cursor over DER, as far as signatures need it: definite lengths, tags of one byte.
// ITU-T X.690.
//
// Borrows the bytes. No recursion, no allocation; a length that leads out of the bytes is the end.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_reader.h"

namespace noroshi::authenticode {

inline constexpr std::uint8_t kDerSequence = 0x30, kDerSet = 0x31, kDerOid = 0x06,
                              kDerOctets = 0x04, kDerContext0 = 0xA0, kDerContext1 = 0xA1;

struct DerElement {
  // The identifier octet as it stands: class, form and number in one.
  std::uint8_t tag = 0;
  Bytes content;
  // Tag and length included.
  Bytes whole;
};

class DerReader {
 public:
  explicit DerReader(Bytes bytes) noexcept : rest_(bytes) {}

  [[nodiscard]] bool AtEnd() const noexcept { return rest_.empty(); }
  // The next element; nullopt at the end and where none fits.
  std::optional<DerElement> Next() noexcept;
  // The next element if it has that tag; the cursor stays where it has another.
  std::optional<DerElement> Next(std::uint8_t tag) noexcept;

 private:
  Bytes rest_;
};

}  // namespace noroshi::authenticode
