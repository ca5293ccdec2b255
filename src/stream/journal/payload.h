// PayloadReader: numbers and texts of a journal frame, written by base/byte_text.h. Bounds are
// checked: a frame that says what it does not have makes the reader not ok(), and all it gives
// from then on is zero and "".
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace noroshi {

// Borrows the frame's payload. One owner; never allocates.
class PayloadReader {
 public:
  explicit PayloadReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  [[nodiscard]] T Number() noexcept {
    T number{};
    const std::string_view bytes = Take(sizeof number);
    if (bytes.size() == sizeof number) std::memcpy(&number, bytes.data(), sizeof number);
    return number;
  }
  // Views of the frame.
  [[nodiscard]] std::string_view Text() noexcept { return Take(Number<std::uint32_t>()); }

  // Ask once at the end: a reader that is not ok gives zeros, so a loop over what it says ends
  // soon.
  [[nodiscard]] bool ok() const noexcept { return ok_; }
  // Also true once a read has failed: ask ok() first.
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

 private:
  [[nodiscard]] std::string_view Take(std::size_t size) noexcept {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace noroshi
