// Arena: bump allocation for data that dies together (one EVTX chunk, one event).
//
// Not thread-safe: one owner. Reset() keeps the memory, so a warm arena never calls malloc.
// Objects are not destroyed: put only trivially destructible types in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace noroshi {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  // Uninitialised storage, aligned for T. Valid until Reset() or destruction.
  template <class T>
  [[nodiscard]] std::span<T> Allocate(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return {reinterpret_cast<T*>(AllocateBytes(count * sizeof(T), alignof(T))), count};
  }

  [[nodiscard]] std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    auto* out = static_cast<char*>(AllocateBytes(text.size(), 1));
    std::memcpy(out, text.data(), text.size());
    return {out, text.size()};
  }

  [[nodiscard]] void* AllocateBytes(std::size_t size, std::size_t alignment);

  void Reset() noexcept {
    block_ = 0;
    used_ = 0;
  }

  // Bytes of all blocks held, used or not.
  [[nodiscard]] std::size_t capacity() const noexcept;

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };
  static constexpr std::size_t kBlockBytes = 64 * 1024;  // one EVTX chunk's worth of text

  std::vector<Block> blocks_;
  std::size_t block_ = 0;  // index of the block in use
  std::size_t used_ = 0;   // bytes used in it
};

}  // namespace noroshi
