// Dissect: takes a text apart by what stands between its changing parts, as a table says it.
//
// A pattern is literal text with slots: "Login denied from {address} to {target}". A slot's value
// is the shortest text up to the literal behind it; that of a slot at the very end is all that is
// left. "{}" is a slot nobody wants. What follows the last literal is of no account. Linear in the
// text for each slot; allocates nothing; safe from any thread.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace noroshi::lines {

struct DissectedSlot {
  std::string_view name, value;
};

// Values are views of the text, names of the pattern.
class Dissection {
 public:
  static constexpr std::size_t kMaxSlots = 16;

  // False, and nothing kept, when the text has another form. REQUIRES: `pattern` has at most
  // kMaxSlots named slots, all of them closed, and literal text between any two of them.
  bool Match(std::string_view text, std::string_view pattern) noexcept;
  // In the order of the pattern; blanks around values are gone.
  [[nodiscard]] std::span<const DissectedSlot> slots() const noexcept {
    return std::span(slots_).first(size_);
  }

 private:
  std::array<DissectedSlot, kMaxSlots> slots_;
  std::size_t size_ = 0;
};

}  // namespace noroshi::lines
