// Bindings by kind of event: BindingStore makes them, once for all sessions of a matcher;
// BindingCache is what one session remembers of them.
//
// Sessions have contexts of their own, so one kind has other symbols in each. A binding depends on
// none of them, only on the names: the store keeps names of its own, and translates what it is
// asked.
//
// Bounded: hostile evidence can bring a new kind with every record, so at kMaxBindings all are
// dropped and made again as needed. Who still holds one keeps it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "event/kind_hash.h"
#include "event/shape.h"
#include "matcher/run/binding.h"

namespace noroshi {

// Real estates show about a thousand kinds; a binding takes some kilobytes.
inline constexpr std::size_t kMaxBindings = 2048;
// Kinds found without the table: a unit of evidence brings some dozens. A power of two.
inline constexpr std::size_t kRecentKinds = 512;

using BindingsByKind =
    std::unordered_map<EventKind, std::shared_ptr<const Binding>, KindHash, SameKind>;

// Thread-safe. A session asks once for each kind it sees, so the locks are no concern. One binding
// is made at a time (some 50 us), so that no two sessions make the same one; what is known already
// is had meanwhile.
class BindingStore {
 public:
  // `compiled` must outlive the store.
  BindingStore(const CompiledRules& compiled, const MatcherOptions& options)
      : binder_(compiled, names_, options) {}

  // `kind` is in symbols of `context`, the binding in those of nobody but the store.
  [[nodiscard]] std::shared_ptr<const Binding> Get(const EventKind& kind,
                                                   const EventContext& context);

  // It has been told more names than real evidence has: sessions to come should share another one.
  [[nodiscard]] bool Full() const { return names_.Full(); }

 private:
  // The same kind in the store's own symbols.
  [[nodiscard]] EventKind Translate(const EventKind& kind, const EventContext& context);
  // Null where it has not been made, or was dropped.
  [[nodiscard]] std::shared_ptr<const Binding> Find(const EventKind& own);

  EventContext names_;  // guards itself
  // Guards binder_. Taken before the other one.
  std::mutex binding_;
  Binder binder_;
  // Guards bindings_.
  std::mutex looking_;
  BindingsByKind bindings_;
};

// One per session; not thread-safe.
class BindingCache {
 public:
  // `context` must outlive this; kinds are asked for in its symbols.
  BindingCache(std::shared_ptr<BindingStore> store, const EventContext& context)
      : store_(std::move(store)), context_(context) {}

  // Valid until the next call.
  [[nodiscard]] const Binding& Get(const EventKind& kind) {
    const Known*& recent = recent_[KindHash{}(kind) % kRecentKinds];
    if (recent == nullptr || !SameKind{}(recent->first, kind)) recent = &Look(kind);
    return *recent->second;
  }

  // Kinds looked up in the store so far, those dropped since included.
  [[nodiscard]] std::uint64_t made() const noexcept { return made_; }

 private:
  using Known = BindingsByKind::value_type;

  const Known& Look(const EventKind& kind);

  const std::shared_ptr<BindingStore> store_;
  const EventContext& context_;
  std::uint64_t made_ = 0;
  // By hash; null or one of bindings_.
  std::array<const Known*, kRecentKinds> recent_{};
  BindingsByKind bindings_;
};

}  // namespace noroshi
