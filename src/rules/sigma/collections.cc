#include "rules/sigma/collections.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/hash.h"
#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

YamlNode* NewMapping(const YamlNode& like, Arena& arena) {
  auto* node = new (arena.AllocateBytes(sizeof(YamlNode), alignof(YamlNode))) YamlNode(like);
  node->kind = YamlNode::Kind::kMapping;
  return node;
}

struct MergeTask {
  const YamlNode* base = nullptr;
  const YamlNode* over = nullptr;
  YamlNode* out = nullptr;
};

void MergeOne(const MergeTask& task, Arena& arena, std::vector<MergeTask>& waiting) {
  std::vector<YamlEntry> entries;
  for (const YamlEntry& entry : task.base->entries) {
    if (entry.key->text == "action") continue;
    const YamlNode* over = task.over->Find(entry.key->text);
    if (over == nullptr) {
      entries.push_back(entry);
    } else if (over->is_mapping() && entry.value->is_mapping()) {
      YamlNode* merged = NewMapping(*entry.value, arena);
      waiting.push_back({entry.value, over, merged});
      entries.push_back({entry.key, merged});
    } else {
      entries.push_back({entry.key, over});
    }
  }
  for (const YamlEntry& entry : task.over->entries) {
    if (entry.key->text != "action" && task.base->Find(entry.key->text) == nullptr) {
      entries.push_back(entry);
    }
  }
  const auto out = arena.Allocate<YamlEntry>(entries.size());
  std::ranges::copy(entries, out.begin());
  task.out->entries = out;
}

// Correlation and filter documents are never merged.
bool TakesGlobal(const YamlNode& root) {
  return root.Find("correlation") == nullptr && root.Find("filter") == nullptr;
}

}  // namespace

const YamlNode* MergeTrees(const YamlNode& base, const YamlNode& over, Arena& arena) {
  YamlNode* root = NewMapping(base, arena);
  std::vector<MergeTask> waiting{{&base, &over, root}};
  while (!waiting.empty()) {
    const MergeTask task = waiting.back();
    waiting.pop_back();
    MergeOne(task, arena, waiting);
  }
  return root;
}

Collection::Emitted Collection::Take(const YamlDocument& document, Reporter& reporter) {
  const std::uint64_t hash = Hash64(Trim(document.text));
  const YamlNode* action = document.root->Find("action");
  if (action == nullptr) return TakeRule(document, hash, reporter);
  if (action->text == "global") {
    if (!Within(document, reporter)) return {};
    const YamlNode& base = global_ == nullptr ? *document.root : *global_;
    global_ = MergeTrees(base, *document.root, arena_);
    global_hash_ = HashMix(global_hash_, hash);
  } else if (action->text == "reset") {
    global_ = nullptr;
    global_hash_ = 0;
  } else if (action->text == "repeat") {
    return Repeat(document, hash, reporter);
  } else {
    reporter.Report(codes::kUnknownAction, *action,
                    fmt::format("unknown action '{}'", action->text));
  }
  return {};
}

Collection::Emitted Collection::TakeRule(const YamlDocument& document, std::uint64_t hash,
                                         Reporter& reporter) {
  if (global_ == nullptr || !TakesGlobal(*document.root)) {
    previous_ = {document.root, hash};
  } else {
    if (!Within(document, reporter)) return {};
    previous_ = {MergeTrees(*document.root, *global_, arena_), HashMix(global_hash_, hash)};
  }
  return previous_;
}

Collection::Emitted Collection::Repeat(const YamlDocument& document, std::uint64_t hash,
                                       Reporter& reporter) {
  if (previous_.root == nullptr) {
    reporter.Report(codes::kActionWithoutRule, *document.root, "there is no rule to repeat");
    return {};
  }
  if (!Within(document, reporter)) return {};
  previous_ = {MergeTrees(*previous_.root, *document.root, arena_),
               HashMix(previous_.content_hash, hash)};
  return previous_;
}

bool Collection::Within(const YamlDocument& document, Reporter& reporter) {
  if (++merged_ <= kMaxMergedDocuments) return true;
  reporter.Report(codes::kTooLarge, *document.root,
                  fmt::format("more than {} merged documents", kMaxMergedDocuments));
  return false;
}

}  // namespace noroshi::sigma
