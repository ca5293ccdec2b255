#include "evidence/artefacts/ese/ese_tree.h"

#include <algorithm>
#include <utility>

namespace noroshi::ese {

int CompareKey(const EseNode& node, Bytes key) noexcept {
  const std::size_t size = node.shared_key.size() + node.own_key.size();
  for (std::size_t i = 0; i < std::min(size, key.size()); ++i) {
    const std::uint8_t byte =
        i < node.shared_key.size() ? node.shared_key[i] : node.own_key[i - node.shared_key.size()];
    if (byte != key[i]) return byte < key[i] ? -1 : 1;
  }
  if (size == key.size()) return 0;
  return size < key.size() ? -1 : 1;
}

EseTree::EseTree(EseFile& file, PageNumber root) : file_(file), root_(root) {}

bool EseTree::Enter(PageNumber number) {
  if (levels_.size() >= kMaxDepth) {
    file_.Report(number, "a tree deeper than any");
    return false;
  }
  if (!visited_.insert(number).second) {
    file_.Report(number, "a page that a tree leads to twice");
    return false;
  }
  auto page = file_.Page(number);
  if (page == nullptr || page->is_empty() || page->is_space_tree()) return false;
  levels_.push_back({std::move(page), 0});
  return true;
}

void EseTree::Descend(const EseNode& node, PageNumber from) {
  if (node.data.size() < sizeof(PageNumber)) {
    return file_.Report(from, "a node that leads to no page");
  }
  static_cast<void>(Enter(LoadOrZero<PageNumber>(node.data, 0)));
}

void EseTree::Seek(Bytes key) {
  started_ = true;
  if (!Enter(root_)) return;
  while (!levels_.empty()) {
    Level& level = levels_.back();
    const std::shared_ptr<const EsePage> page = level.page;
    EseNode node;
    bool found = false;
    // The last node of a branch has no key: it stands for all that is above the others.
    while (!found && level.next < page->node_count()) {
      found = page->Node(level.next, node) &&
              (CompareKey(node, key) >= 0 ||
               (!page->is_leaf() && node.shared_key.empty() && node.own_key.empty()));
      if (!found) ++level.next;
    }
    if (page->is_leaf() || !found) return;
    ++level.next;
    const std::size_t depth = levels_.size();
    Descend(node, page->number());
    if (levels_.size() == depth) return;
  }
}

bool EseTree::Next(EseNode& node) {
  if (!std::exchange(started_, true)) static_cast<void>(Enter(root_));
  while (!levels_.empty()) {
    Level& level = levels_.back();
    if (level.next >= level.page->node_count()) {
      if (level.page->is_leaf()) leaf_ = level.page;
      levels_.pop_back();
      if (levels_.empty()) FollowLastLeaf();
      continue;
    }
    const std::shared_ptr<const EsePage> page = level.page;
    if (!page->Node(level.next++, node)) {
      file_.Report(page->number(), "a node that reaches beyond its page");
      continue;
    }
    if (!page->is_leaf()) {
      Descend(node, page->number());
      continue;
    }
    if (node.is_deleted) continue;
    leaf_ = page;
    return true;
  }
  return false;
}

// In a database that was not closed, the branch above a new leaf may not have been written, while
// the leaf before it leads to it.
void EseTree::FollowLastLeaf() {
  const PageNumber next = leaf_ == nullptr ? 0 : leaf_->next();
  if (next == 0 || visited_.contains(next)) return;
  const auto page = file_.Page(next);
  if (page == nullptr || !page->is_leaf() || page->object() != leaf_->object()) return;
  static_cast<void>(Enter(next));
}

}  // namespace noroshi::ese
