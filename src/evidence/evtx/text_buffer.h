// TextBuffer: text being put together, where writing means moving a pointer. What std::string
// cannot do: hand out room without clearing it first.
//
// Move-free and not thread-safe; one per decoder, cleared and used again. Room once won is kept.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace noroshi::evtx {

class TextBuffer {
 public:
  // A place with room for `bytes` behind the text. Valid until the next call; what was written
  // there counts after SetEnd.
  [[nodiscard]] char* Reserve(std::size_t bytes) {
    if (static_cast<std::size_t>(limit_ - end_) < bytes) Grow(bytes);
    return end_;
  }
  // REQUIRES: `end` lies in the room of the last Reserve.
  void SetEnd(char* end) noexcept { end_ = end; }

  void Append(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(Reserve(text.size()), text.data(), text.size());
    end_ += text.size();
  }
  void Append(char c) {
    *Reserve(1) = c;
    ++end_;
  }
  // The last character; 0 when there is none.
  [[nodiscard]] char back() const noexcept { return size() == 0 ? '\0' : end_[-1]; }
  // Takes back all behind the first `size` characters.
  void Truncate(std::size_t size) noexcept { end_ = begin_.get() + size; }
  void Clear() noexcept { end_ = begin_.get(); }

  [[nodiscard]] std::size_t size() const noexcept {
    return static_cast<std::size_t>(end_ - begin_.get());
  }
  [[nodiscard]] std::string_view view() const noexcept { return {begin_.get(), size()}; }

 private:
  void Grow(std::size_t bytes) {
    constexpr std::size_t kFirst = 16'384;  // several records of usual size
    const std::size_t used = size();
    const std::size_t wanted = std::max({kFirst, 2 * used, used + bytes});
    std::unique_ptr<char[]> grown(new char[wanted]);  // not cleared, unlike make_unique
    if (used > 0) std::memcpy(grown.get(), begin_.get(), used);
    begin_ = std::move(grown);
    end_ = begin_.get() + used;
    limit_ = begin_.get() + wanted;
  }

  std::unique_ptr<char[]> begin_;
  char* end_ = nullptr;
  char* limit_ = nullptr;
};

}  // namespace noroshi::evtx
