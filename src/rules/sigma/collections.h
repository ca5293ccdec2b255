// Collections: `action: global`, `reset` and `repeat`, which build rules out of several documents
// of one file (S-11.2). A global document is laid over every rule behind it until `reset`; a repeat
// document is laid over the rule before it, which is then emitted again.
#pragma once

#include <cstdint>

#include "base/arena.h"
#include "rules/sigma/reporter.h"
#include "rules/yaml/yaml_reader.h"

namespace noroshi::sigma {

// A file that repeats more often multiplies itself instead of describing rules.
inline constexpr std::size_t kMaxMergedDocuments = 1000;

// `base` with `over` laid over it: mappings are merged key by key, anything else of `over` wins.
// The key `action` is dropped. New nodes live in `arena`; the rest is shared.
[[nodiscard]] const YamlNode* MergeTrees(const YamlNode& base, const YamlNode& over, Arena& arena);

// The state of one file. One owner.
class Collection {
 public:
  explicit Collection(Arena& arena) : arena_(arena) {}

  struct Emitted {
    // The document to check; null: nothing to emit.
    const YamlNode* root = nullptr;
    // Of every text that went into it.
    std::uint64_t content_hash = 0;
  };
  // Takes the next document, a mapping. Wrong actions are reported.
  [[nodiscard]] Emitted Take(const YamlDocument& document, Reporter& reporter);

 private:
  [[nodiscard]] Emitted TakeRule(const YamlDocument& document, std::uint64_t hash,
                                 Reporter& reporter);
  [[nodiscard]] Emitted Repeat(const YamlDocument& document, std::uint64_t hash,
                               Reporter& reporter);
  [[nodiscard]] bool Within(const YamlDocument& document, Reporter& reporter);

  Arena& arena_;
  // All global documents since the last reset, laid over one another; null when there is none.
  const YamlNode* global_ = nullptr;
  std::uint64_t global_hash_ = 0;
  Emitted previous_;
  // Documents made by merging so far, against kMaxMergedDocuments.
  std::size_t merged_ = 0;
};

}  // namespace noroshi::sigma
