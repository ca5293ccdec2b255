// RuleList: the rules of a set, in a form that a hundred thousand tests can stay in for a whole
// run.
//
// A rule is packed when it comes in (about a tenth of the memory of a Rule) and becomes a Rule
// again when somebody asks for it: list[i] unpacks it once and keeps it, which is meant for lists
// shown to people; Shown(i) keeps what is to be shown, which is meant for rules that match; Unpack
// makes one for the caller alone, which is meant for passes over all rules. What such passes most
// often need is in head(i), without unpacking.
//
// Owns everything. Threads: the const functions are safe from any thread at once, the others need
// the list to themselves. References into the list live as long as the list, unless its rule is
// replaced; moving the list keeps them.
#pragma once

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/cache_folder.h"
#include "rules/packed/pack_reader.h"
#include "rules/rule.h"
#include "rules/shown_rule.h"

namespace noroshi {

class PackWriter;

// What one need not unpack a rule for. Views live as long as the list.
struct RuleHead {
  std::string_view id, name, path;
  std::uint32_t document = 0;
  RuleSource source = RuleSource::kSigma;
  RuleStatus status = RuleStatus::kUnknown;
  Level level = Level::kInformational;
  std::uint64_t content_hash = 0;
};

class RuleList {
 public:
  RuleList() = default;
  RuleList(std::initializer_list<Rule> rules);
  RuleList(RuleList&&) noexcept = default;
  RuleList& operator=(RuleList&&) noexcept = default;
  RuleList(const RuleList& other);
  RuleList& operator=(const RuleList& other);

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  // REQUIRES for every `index`: below size().
  [[nodiscard]] const RuleHead& head(std::size_t index) const noexcept {
    return items_[index].head;
  }
  // Unpacks at the first call; a few microseconds then, nothing later.
  [[nodiscard]] const Rule& operator[](std::size_t index) const;
  [[nodiscard]] const Rule& front() const { return (*this)[0]; }
  // Likewise.
  [[nodiscard]] const ShownRule& Shown(std::size_t index) const;
  // A copy; PackExtent::kFirstPart = only what decides matches (gate, tests, condition), and what
  // the head holds.
  [[nodiscard]] Rule Unpack(std::size_t index, PackExtent extent = PackExtent::kAll) const;

  // Packs the rule: some microseconds and about 1.3 KB. `rule` itself is not kept.
  void push_back(const Rule& rule);
  // Moves everything over, without unpacking or copying a rule.
  void Append(RuleList more);
  // References to that rule end; those to others stay.
  void Replace(std::size_t index, const Rule& rule);
  void SetPath(std::size_t index, std::string_view path);
  // Path and level stand in the head alone: nothing is packed anew. References to the rule end.
  void SetLevel(std::size_t index, Level level);
  // Drops the rules whose `keep` is false. REQUIRES: keep.size() == size().
  void KeepOnly(const std::vector<bool>& keep);
  // By (path, document), stable.
  void Sort();

  // All heads, then all rules as they are packed: what one touches lies together. Load reads that
  // back; the list then points into `image`, which `in` reads and the list keeps alive. False, and
  // an empty list, when `in` does not hold a list.
  void Save(PackWriter& out) const;
  [[nodiscard]] bool Load(PackReader& in, CacheImage image);

  // Walks over list[0], list[1], ...
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Rule;
    using difference_type = std::ptrdiff_t;
    using pointer = const Rule*;
    using reference = const Rule&;

    Iterator() = default;
    Iterator(const RuleList& list, std::size_t index) : list_(&list), index_(index) {}
    const Rule& operator*() const { return (*list_)[index_]; }
    const Rule* operator->() const { return &(*list_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++index_;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const RuleList* list_ = nullptr;
    std::size_t index_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] Iterator end() const { return {*this, size()}; }

 private:
  // What has been made of a rule; the first of several threads that come at once wins.
  template <class T>
  class Kept {
   public:
    Kept() = default;
    Kept(Kept&& other) noexcept : made_(other.made_.exchange(nullptr)) {}
    Kept& operator=(Kept&& other) noexcept {
      std::unique_ptr<const T> old(made_.exchange(other.made_.exchange(nullptr)));
      return *this;
    }
    ~Kept() { std::unique_ptr<const T> old(made_.load()); }

    [[nodiscard]] const T* get() const noexcept { return made_.load(std::memory_order_acquire); }
    const T& Keep(std::unique_ptr<const T> made) noexcept {
      const T* there = nullptr;
      return made_.compare_exchange_strong(there, made.get()) ? *made.release() : *there;
    }

   private:
    std::atomic<const T*> made_{nullptr};
  };
  // What is kept of one rule; `packed` and the head's texts point into texts_ or images_.
  struct Item {
    RuleHead head;
    std::string_view packed;
    mutable Kept<Rule> rule = {};
    mutable Kept<ShownRule> shown = {};

    void Forget() noexcept {
      rule = {};
      shown = {};
    }
  };

  [[nodiscard]] Item Pack(const Rule& rule);
  [[nodiscard]] static Rule UnpackFrom(std::string_view packed, const RuleHead& head,
                                       PackExtent extent);
  // As Unpack does, and leaves nothing behind of the image.
  [[nodiscard]] Rule UnpackApart(const Item& item) const;

  std::vector<Item> items_;
  // What heads and packed forms point into; the last arena grows.
  std::vector<Arena> texts_;
  std::vector<CacheImage> images_;
  std::string scratch_;
};

}  // namespace noroshi
