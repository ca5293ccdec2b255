// Arena: bump allocation for data that dies together (one EVTX chunk, one event).
//
// Memory comes in blocks and is handed out from the front. Nothing is freed alone: Reset() makes
// all of it free at once and keeps the blocks, so a warm arena never calls malloc. That is the
// point: the hot path allocates for every event and still costs no allocation.
//
// Lifetime: what was handed out dies with the next Reset() or the arena. Objects are not destroyed,
// so only trivially destructible types may live here. Threads: one owner at a time; moves with its
// batch. Cost: a few additions; a block when the last one is full.
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

  // A copy of `text` with the lifetime of the arena. An empty text takes no room.
  [[nodiscard]] std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    auto* out = static_cast<char*>(AllocateBytes(text.size(), 1));
    std::memcpy(out, text.data(), text.size());
    return {out, text.size()};
  }

  // Uninitialised storage. A request larger than a block gets a block of its own.
  // REQUIRES: `alignment` is a power of two, at most that of operator new (16).
  [[nodiscard]] void* AllocateBytes(std::size_t size, std::size_t alignment);

  // Everything handed out becomes invalid; the blocks stay. O(1): memory is neither returned nor
  // cleared.
  void Reset() noexcept {
    block_ = 0;
    used_ = 0;
  }

  // Bytes of all blocks held, used or not.
  [[nodiscard]] std::size_t capacity() const noexcept;

 private:
  // Blocks need not be of one size: whoever asks for more than kBlockBytes gets one that fits,
  // which is reused as any other after Reset().
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };
  static constexpr std::size_t kBlockBytes = 64 * 1024;  // one EVTX chunk's worth of text

  std::vector<Block> blocks_;
  // Index of the block in use. Those before it are full, those behind it free.
  std::size_t block_ = 0;
  std::size_t used_ = 0;  // bytes used in it
};

}  // namespace noroshi
