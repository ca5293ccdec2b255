// EseTree: the leaves of one B+-tree of an ESE database, in the order of their keys.
//
// Walks by an explicit stack, no deeper than kMaxDepth, and visits no page twice: a tree that leads
// back into itself ends there. Not thread-safe. Memory: the pages on the way down, and a number for
// each page visited.
#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "evidence/artefacts/ese/ese_file.h"

namespace noroshi::ese {

class EseTree {
 public:
  // The deepest a real tree gets is 6.
  static constexpr std::size_t kMaxDepth = 16;

  // `file` outlives this.
  EseTree(EseFile& file, PageNumber root);

  // Goes to the first leaf node whose key is not below `key`. REQUIRES: no Next yet.
  void Seek(Bytes key);

  // The next leaf node that is not deleted; false at the end. It borrows from page(), which stays
  // until the next call.
  [[nodiscard]] bool Next(EseNode& node);
  [[nodiscard]] const EsePage& page() const noexcept { return *leaf_; }

 private:
  struct Level {
    std::shared_ptr<const EsePage> page;
    std::uint32_t next = 0;  // node
  };
  [[nodiscard]] bool Enter(PageNumber page);
  void Descend(const EseNode& node, PageNumber from);
  void FollowLastLeaf();

  EseFile& file_;
  PageNumber root_;
  std::vector<Level> levels_;
  std::unordered_set<PageNumber> visited_;
  std::shared_ptr<const EsePage> leaf_;  // of the node given last
  bool started_ = false;
};

// -1, 0 or 1 as the node's key is below, equal to or above `key`; that of a node which begins with
// the whole of `key` is not below.
[[nodiscard]] int CompareKey(const EseNode& node, Bytes key) noexcept;

}  // namespace noroshi::ese
