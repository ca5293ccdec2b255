// Small parts of the reader: issues and their marks, trees, escapes, template definitions.
#include <gtest/gtest.h>

#include "evidence/evtx/issues.h"
#include "evidence/evtx/template_definition.h"
#include "evidence/evtx/tree.h"
#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using testing::ChunkBytes;

TEST(EvtxIssues, MarksSayHowFarAnEventCanBeTrusted) {
  struct Case {
    DamageKind kind;
    EventMark mark;
  };
  constexpr Case kCases[] = {
      {DamageKind::kRecordSizeCopy, EventMark::kSuspect},
      {DamageKind::kNameHash, EventMark::kStructureLost},
      {DamageKind::kTemplateId, EventMark::kStructureLost},
      {DamageKind::kTokenOrder, EventMark::kPartial},
      {DamageKind::kBudget, EventMark::kPartial},
      {DamageKind::kValueTime, EventMark::kOddValue},
      {DamageKind::kNoRoot, EventMark::kNoRoot},
      {DamageKind::kChunkChecksum, EventMark::kNone},  // the chunk's, not the record's
  };
  for (const Case& c : kCases) {
    Issues issues;
    issues.Add(c.kind);
    EXPECT_EQ(issues.Marks(), c.mark) << DamageKindName(c.kind);
    EXPECT_TRUE(issues.Has(c.kind));
    EXPECT_FALSE(issues.empty());
  }
}

TEST(EvtxIssues, AddJoinsAndClearForgets) {
  Issues a, b;
  a.Add(DamageKind::kNameHash);
  b.Add(DamageKind::kBudget);
  a.Add(b);
  EXPECT_TRUE(a.StructureLost());
  EXPECT_TRUE(a.Partial());
  EXPECT_FALSE(b.StructureLost());
  a.Clear();
  EXPECT_EQ(a, Issues());
}

TEST(EvtxTree, ChildrenKeepTheirOrder) {
  Tree tree;
  const NodeId event = tree.AddElement(Tree::root(), "Event");
  const NodeId first = tree.AddElement(event, "A");
  tree.AddValue(event, Value::Utf8("text"));
  const NodeId second = tree.AddElement(event, "B");
  tree.AddAttribute(event, "x");
  EXPECT_EQ(tree.FirstElement(Tree::root()), event);
  EXPECT_EQ(tree.FirstElement(event), first);
  EXPECT_EQ(tree.NextElement(first), second);  // over the text between them
  EXPECT_EQ(tree.NextElement(second), kNoNode);
  EXPECT_EQ(tree.FirstElement(first), kNoNode);
}

TEST(EvtxTree, NextInSubtreeVisitsEachNodeOnce) {
  Tree tree;
  const NodeId a = tree.AddElement(Tree::root(), "a");
  const NodeId b = tree.AddElement(a, "b");
  const NodeId c = tree.AddElement(b, "c");
  const NodeId d = tree.AddElement(a, "d");
  const NodeId outside = tree.AddElement(Tree::root(), "outside");
  std::vector<NodeId> seen;
  for (NodeId at = a; at != kNoNode; at = tree.NextInSubtree(at, a)) seen.push_back(at);
  EXPECT_EQ(seen, (std::vector<NodeId>{a, b, c, d}));
  EXPECT_EQ(tree.NextInSubtree(outside, outside), kNoNode);
  tree.Clear();
  EXPECT_EQ(tree.FirstElement(Tree::root()), kNoNode);
}

struct Definition {
  bool read = false;
  Guid guid{};
  Fragment fragment;
};

Definition ReadAt(const ChunkBytes& chunk_bytes, std::size_t offset, std::uint32_t id) {
  ChunkBytes chunk = chunk_bytes;
  Definition definition;
  definition.read = ReadDefinition(chunk.bytes(), static_cast<std::uint32_t>(offset), id,
                                   definition.guid, definition.fragment);
  return definition;
}

struct DefinitionInChunk {
  ChunkBytes chunk;
  std::size_t at = 0;
};

DefinitionInChunk OneDefinition() {
  DefinitionInChunk made;
  made.chunk.BeginRecord(1);
  made.at = made.chunk.BeginTemplate(0xABCD);
  made.chunk.OpenDependent("A", kNoDependency);
  made.chunk.CloseStart();
  made.chunk.Substitution(0, 1);
  made.chunk.End();
  made.chunk.EndOfFragment();
  made.chunk.EndTemplate({{1, testing::Wide("x")}});
  made.chunk.EndRecord();
  return made;
}

TEST(EvtxTemplateDefinition, ReadsTheSkeleton) {
  const DefinitionInChunk made = OneDefinition();
  const Definition definition = ReadAt(made.chunk, made.at, 0xABCD);
  ASSERT_TRUE(definition.read);
  EXPECT_EQ(definition.guid[0], 0xCD);
  EXPECT_EQ(definition.guid[15], 0xAB);
  EXPECT_EQ(definition.fragment.tokens.size(), 4U);  // open, close, value, end
  EXPECT_TRUE(definition.fragment.issues.empty());
}

TEST(EvtxTemplateDefinition, WhatIsNoneE4_7) {
  const DefinitionInChunk made = OneDefinition();
  const Definition wrong_id = ReadAt(made.chunk, made.at, 0xABCE);
  EXPECT_FALSE(wrong_id.read);
  EXPECT_TRUE(wrong_id.fragment.issues.Has(DamageKind::kTemplateId));

  for (const std::size_t offset : {std::size_t{0xFFFFFFFF}, std::size_t{70'000}}) {
    const Definition outside = ReadAt(made.chunk, offset, 0xABCD);
    EXPECT_FALSE(outside.read);
    EXPECT_TRUE(outside.fragment.issues.Has(DamageKind::kTemplateBounds));
  }

  DefinitionInChunk long_one = OneDefinition();
  long_one.chunk.PutU32(long_one.at + 20, 0xFFFFFF00);
  const Definition past = ReadAt(long_one.chunk, long_one.at, 0xABCD);
  EXPECT_FALSE(past.read);
  EXPECT_TRUE(past.fragment.issues.Has(DamageKind::kTemplateBounds));
}

}  // namespace
}  // namespace noroshi::evtx
