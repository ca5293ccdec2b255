// Bindings by kind of event: BindingStore makes them, once for all sessions of a matcher;
// BindingCache is what one session remembers of them.
//
// Bounded: hostile evidence can bring a new kind with every record, so at kMaxBindings all are
// dropped and made again as needed. Who still holds one keeps it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "event/kind_hash.h"
#include "matcher/run/binding.h"

namespace noroshi {

// Real estates show about a thousand kinds; a binding takes some kilobytes.
inline constexpr std::size_t kMaxBindings = 2048;
// Kinds found without the table: a unit of evidence brings some dozens. A power of two.
inline constexpr std::size_t kRecentKinds = 512;

using BindingsByKind =
    std::unordered_map<EventKind, std::shared_ptr<const Binding>, KindHash, SameKind>;

// Thread-safe. A session asks once for each kind it sees, so the lock is no concern; making a
// binding, some 100 us, happens under it, so that no two sessions make the same one.
class BindingStore {
 public:
  explicit BindingStore(Binder binder) : binder_(std::move(binder)) {}

  [[nodiscard]] std::shared_ptr<const Binding> Get(const EventKind& kind) {
    const std::lock_guard lock(mutex_);
    const auto known = bindings_.find(kind);
    if (known != bindings_.end()) return known->second;
    if (bindings_.size() >= kMaxBindings) bindings_.clear();
    auto made = std::make_shared<const Binding>(binder_.Bind(kind));
    bindings_.emplace(kind, made);
    return made;
  }

 private:
  std::mutex mutex_;  // guards both
  Binder binder_;
  BindingsByKind bindings_;
};

// One per session; not thread-safe.
class BindingCache {
 public:
  explicit BindingCache(std::shared_ptr<BindingStore> store) : store_(std::move(store)) {}

  // Valid until the next call.
  [[nodiscard]] const Binding& Get(const EventKind& kind) {
    const Binding*& recent = recent_[KindHash{}(kind) % kRecentKinds];
    if (recent == nullptr || !SameKind{}(recent->kind, kind)) recent = &Look(kind);
    return *recent;
  }

  // Kinds looked up in the store so far, those dropped since included.
  [[nodiscard]] std::uint64_t made() const noexcept { return made_; }

 private:
  const Binding& Look(const EventKind& kind) {
    const auto known = bindings_.find(kind);
    if (known != bindings_.end()) return *known->second;
    if (bindings_.size() >= kMaxBindings) {
      recent_.fill(nullptr);
      bindings_.clear();
    }
    ++made_;
    return *bindings_.emplace(kind, store_->Get(kind)).first->second;
  }

  const std::shared_ptr<BindingStore> store_;
  std::uint64_t made_ = 0;
  // By hash; null or one of bindings_.
  std::array<const Binding*, kRecentKinds> recent_{};
  BindingsByKind bindings_;
};

}  // namespace noroshi
