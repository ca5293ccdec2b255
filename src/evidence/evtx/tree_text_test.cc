#include "evidence/evtx/tree_text.h"

#include <gtest/gtest.h>

namespace noroshi::evtx {
namespace {

TEST(Tree, IsWholeUnlessSomethingIsOpen) {
  Tree tree;
  const NodeId element = tree.AddElement(Tree::root(), "a");
  tree.AddValue(tree.AddAttribute(element, "b"), Value::Utf8("c"));
  tree.SetDependency(element, {});  // none
  EXPECT_TRUE(tree.is_whole());
  tree.SetDependency(element, {.index = 3, .level = 1});
  EXPECT_FALSE(tree.is_whole());
  tree.Clear();
  EXPECT_TRUE(tree.is_whole());
  tree.AddSlot(tree.AddElement(Tree::root(), "a"), {.index = 0, .level = 0}, false);
  EXPECT_FALSE(tree.is_whole());
}

TEST(MayVanish, ByADependencyOrByOptionalContent) {
  Tree tree;
  const NodeId plain = tree.AddElement(Tree::root(), "plain");
  const NodeId filled = tree.AddElement(Tree::root(), "filled");
  const NodeId optional = tree.AddElement(Tree::root(), "optional");
  const NodeId depends = tree.AddElement(Tree::root(), "depends");
  EXPECT_FALSE(MayVanish(tree, optional));
  tree.AddSlot(filled, {.index = 0, .level = 0}, false);
  tree.AddSlot(optional, {.index = 1, .level = 0}, true);
  tree.SetDependency(depends, {.index = 2, .level = 0});
  EXPECT_FALSE(MayVanish(tree, plain));
  EXPECT_FALSE(MayVanish(tree, filled));
  EXPECT_TRUE(MayVanish(tree, optional));
  EXPECT_TRUE(MayVanish(tree, depends));
}

}  // namespace
}  // namespace noroshi::evtx
