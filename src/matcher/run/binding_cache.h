// BindingCache: the bindings a session has made, by kind of event. Bounded: hostile evidence can
// bring a new kind with every record, so at kMaxBindings all are dropped and made again as needed.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "base/hash.h"
#include "matcher/run/binding.h"

namespace noroshi {

// Real estates show about a thousand kinds; a binding takes some kilobytes.
inline constexpr std::size_t kMaxBindings = 2048;
// Kinds found without the table: a unit of evidence brings some dozens. A power of two.
inline constexpr std::size_t kRecent = 512;

// One per session; not thread-safe.
class BindingCache {
 public:
  explicit BindingCache(Binder binder) : binder_(std::move(binder)) {}

  // Valid until the next call.
  [[nodiscard]] const Binding& Get(const EventKind& kind) {
    const Binding*& recent = recent_[KindHash{}(kind) % kRecent];
    if (recent != nullptr && Same(recent->kind, kind)) return *recent;
    const auto known = bindings_.find(kind);
    recent = known != bindings_.end() ? known->second.get() : Make(kind);
    return *recent;
  }

  // Bindings made so far, those dropped since included.
  [[nodiscard]] std::uint64_t made() const noexcept { return made_; }

 private:
  static bool Same(const EventKind& a, const EventKind& b) noexcept {
    return a.shape == b.shape && a.channel == b.channel && a.provider == b.provider &&
           a.event_id == b.event_id;
  }
  struct KindHash {
    std::size_t operator()(const EventKind& kind) const noexcept {
      const std::uint64_t names = static_cast<std::uint64_t>(kind.channel) << 32 |
                                  static_cast<std::uint64_t>(kind.provider);
      const std::uint64_t form = static_cast<std::uint64_t>(kind.shape->id()) << 32 | kind.event_id;
      return HashMix(names, form);
    }
  };
  struct KindEqual {
    bool operator()(const EventKind& a, const EventKind& b) const noexcept { return Same(a, b); }
  };

  // Bindings are held by pointer, so that a growing table does not move the last one.
  const Binding* Make(const EventKind& kind) {
    if (bindings_.size() >= kMaxBindings) {
      recent_.fill(nullptr);
      bindings_.clear();
    }
    ++made_;
    auto& slot = bindings_[kind];
    slot = std::make_unique<const Binding>(binder_.Bind(kind));
    return slot.get();
  }

  Binder binder_;
  std::uint64_t made_ = 0;
  std::array<const Binding*, kRecent> recent_{};  // by hash; null or one of bindings_
  std::unordered_map<EventKind, std::unique_ptr<const Binding>, KindHash, KindEqual> bindings_;
};

}  // namespace noroshi
