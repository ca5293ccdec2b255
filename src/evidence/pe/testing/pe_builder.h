// PeBuilder: small PE files made by hand for tests, independent of the reader. The smallest thing
// that is a library with imports, exports and a certificate table; it does nothing if run.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "evidence/rereadable_bytes.h"

namespace noroshi::pe {

class PeBuilder {
 public:
  bool is_dll = true;
  std::uint32_t linked = 1'600'000'000;
  std::string dll_name = "built.dll";
  std::vector<std::pair<std::string, std::vector<std::string>>> imports;  // "#7" = by number
  std::vector<std::string> exports;
  std::vector<std::uint8_t> certificate;  // content of one entry; empty = no table
  std::vector<std::uint8_t> behind;       // after everything

  [[nodiscard]] std::vector<std::uint8_t> Build() const;
};

// Bytes in memory, read like a file.
class MemoryBytes final : public RereadableBytes {
 public:
  explicit MemoryBytes(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {}

  Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const override;
  Result<std::size_t> ReadAgain(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    return ReadAt(offset, out);
  }
  [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
  [[nodiscard]] bool keeps_all() const noexcept override { return true; }

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace noroshi::pe
