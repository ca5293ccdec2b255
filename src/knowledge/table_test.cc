// Tables: what is read, what is refused and where, and that writing loses nothing.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "knowledge/builder.h"
#include "knowledge/table_reader.h"
#include "knowledge/table_writer.h"

namespace noroshi {
namespace {

constexpr std::string_view kTable =
    "noroshi-knowledge\t1\n"
    "# invented\n"
    "source\tinvented\n"
    "report\tA\t2019\tFirst Report|Same Report Elsewhere\n"
    "report\tB\t0\tSecond Report\n"
    "set\tG9001\tPaper Crane\tOrigami\n"
    "set\tG9002\tGlass Heron\t\n"
    "software\tS9001\tFoldRAT\t\tmalware\n"
    "technique\tT9001\tFolding\t\texecution|stealth\n"
    "campaign\tC9001\tSpring\t\t2019-03\t\n"
    "moved\tT8000\tT8999\n"
    "moved\tT8999\tT9001\n"
    "name\tG9001\t折り鶴\tINF\tB\n"
    "mitigation\tM9001\tFlatten\t\n"
    "target\tG9001\tsector\tmedia|finance\tR2\tA\n"
    "target\tG9001\tregion\tJapan\tR1\tB\n"
    "japanese\tM9001\t平らにする\n"
    "fact\tG9001\tentry\tR2\tA\tby mail\tメール経由\n"
    "uses\tG9001\tT9001\tR1\tA,B\n"
    "uses\tG9001\tS9001\tU\t\n"
    "attributed-to\tC9001\tG9001\tR2\tA\n"
    "apart\tG9001\tG9002\tR1\t\n";

Knowledge Read(std::string_view table) {
  KnowledgeBuilder builder;
  const Status read = ReadTable(table, builder);
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().ToString());
  Knowledge knowledge = builder.Build();
  EXPECT_EQ(builder.dangling(), 0U);
  return knowledge;
}

TEST(TableTest, EntitiesAndRelationsAreFound) {
  const Knowledge knowledge = Read(kTable);
  ASSERT_EQ(knowledge.FindName("paper-crane").size(), 1U);
  const EntityIndex crane = *knowledge.FindId("G9001");
  EXPECT_EQ(knowledge.FindName("ORIGAMI").front(), crane);
  EXPECT_EQ(knowledge.FindName("折り鶴").front(), crane);
  EXPECT_EQ(knowledge.entity(crane).facts.at(0).source, "First Report");
  const auto relations = knowledge.From(crane);
  ASSERT_EQ(relations.size(), 3U);
  EXPECT_EQ(knowledge.entity(relations[1].to).id, "T9001");
  EXPECT_EQ(relations[1].reports.size(), 2U);
  EXPECT_EQ(relations[0].mark, Mark::kUnconfirmed);
  EXPECT_EQ(relations[2].kind, RelationKind::kApart);
  EXPECT_EQ(knowledge.To(crane).size(), 1U);
  EXPECT_EQ(knowledge.FindReport("Same Report Elsewhere"), knowledge.FindReport("First Report"));
  EXPECT_FALSE(knowledge.FindId("G9003"));
}

TEST(TableTest, MovedIdsAreFollowedToTheirEnd) {
  const Knowledge knowledge = Read(kTable);
  EXPECT_EQ(knowledge.CurrentId("T8000"), "T9001");
  EXPECT_EQ(knowledge.CurrentId("T9001"), "T9001");
  EXPECT_EQ(knowledge.CurrentId("T0000"), "T0000");  // nobody knows it: it stays as written
  const Knowledge circle = Read("noroshi-knowledge\t1\nmoved\tA\tB\nmoved\tB\tA\n");
  EXPECT_FALSE(circle.CurrentId("A").empty());  // and it ends
}

TEST(TableTest, WritingLosesNothing) {
  const std::string once = WriteTable(Read(kTable));
  EXPECT_EQ(WriteTable(Read(once)), once);
  for (const char* row :
       {"uses\tG9001\tT9001\tR1\t0,1\n", "name\tG9001\t折り鶴\tINF\tSecond Report\n",
        "campaign\tC9001\tSpring\t\t2019-03\t\n", "moved\tT8000\tT8999\n",
        "japanese\tM9001\t平らにする\n", "target\tG9001\tsector\tfinance\tR2\tFirst Report\n",
        "target\tG9001\tregion\tJapan\tR1\tSecond Report\n"}) {
    EXPECT_NE(once.find(row), std::string::npos) << row << once;
  }
}

TEST(TableTest, AThingIsFoundAndShownByItsJapaneseName) {
  KnowledgeBuilder builder;
  ASSERT_TRUE(ReadTable(kTable, builder).ok());
  ASSERT_TRUE(ReadTable("noroshi-knowledge\t1\njapanese\tM9001\t後の名\n"
                        "japanese\tM9002\t無い物\n",
                        builder)
                  .ok());
  const Knowledge knowledge = builder.Build();
  EXPECT_EQ(builder.dangling(), 1U);  // nobody holds M9002
  ASSERT_EQ(knowledge.FindName("平らにする").size(), 1U);
  EXPECT_TRUE(knowledge.FindName("後の名").empty());  // the first table decides
  const Entity& flatten = knowledge.entity(*knowledge.FindId("M9001"));
  EXPECT_EQ(flatten.name_in_japanese(), "平らにする");
  EXPECT_EQ(flatten.name, "Flatten");
  EXPECT_EQ(knowledge.entity(*knowledge.FindId("G9002")).name_in_japanese(), "Glass Heron");
}

TEST(TableTest, TablesOfOneEntityAddUp) {
  KnowledgeBuilder builder;
  ASSERT_TRUE(ReadTable(kTable, builder).ok());
  ASSERT_TRUE(ReadTable("noroshi-knowledge\t1\nset\tG9001\tTsuru\tOrizuru\n"
                        "uses\tG9001\tS9001\tR1\t\nuses\tG9001\tT0000\tR1\t\n",
                        builder)
                  .ok());
  const Knowledge knowledge = builder.Build();
  EXPECT_EQ(builder.dangling(), 1U);  // T0000 is not there
  const Entity& crane = knowledge.entity(*knowledge.FindId("G9001"));
  EXPECT_EQ(crane.name, "Paper Crane");  // the first table decides
  EXPECT_FALSE(knowledge.FindName("tsuru").empty());
  EXPECT_FALSE(knowledge.FindName("orizuru").empty());
  EXPECT_EQ(knowledge.From(*knowledge.FindId("G9001"))[0].mark, Mark::kPrimary);  // the better mark
}

struct BadCase {
  std::string_view rows;  // behind the first
  ErrorCode code;
  std::uint64_t line;
};
constexpr BadCase kBad[] = {
    {"nonsense\tA\n", ErrorCode::kInvalid, 2},
    {"\nset\tG1\n", ErrorCode::kInvalid, 3},  // too few fields
    {"set\tG1\tName\t\textra\n", ErrorCode::kInvalid, 2},
    {"set\t\tName\t\n", ErrorCode::kInvalid, 2},  // no id
    {"target\tG1\tplanet\tMars\tR1\t\n", ErrorCode::kInvalid, 2},
    {"target\tG1\tregion\tJapan\tR9\t\n", ErrorCode::kInvalid, 2},
    {"japanese\tM9001\t\n", ErrorCode::kInvalid, 2},  // no name
    {"japanese\tM9001\n", ErrorCode::kInvalid, 2},
    {"report\tA\tsoon\tName\n", ErrorCode::kInvalid, 2},
    {"report\tA\t2019\t\n", ErrorCode::kInvalid, 2},
    {"uses\tA\tB\tR3\t\n", ErrorCode::kInvalid, 2},    // no such mark
    {"uses\tA\tB\tR1\tX\n", ErrorCode::kNotFound, 2},  // no such report
};

TEST(TableTest, WhatBreaksTheFormIsToldWithItsLine) {
  for (const BadCase& c : kBad) {
    KnowledgeBuilder builder;
    const Status read = ReadTable("noroshi-knowledge\t1\n" + std::string(c.rows), builder);
    ASSERT_FALSE(read.ok()) << c.rows;
    EXPECT_EQ(read.error().code, c.code) << c.rows;
    EXPECT_EQ(read.error().offset, c.line) << c.rows;
  }
}

TEST(TableTest, OtherFilesAreNoTables) {
  for (const std::string_view text :
       {"", "# only a remark\n", "{\"type\":\"bundle\"}", "\xFF\xFE"}) {
    KnowledgeBuilder builder;
    EXPECT_FALSE(ReadTable(text, builder).ok());
  }
  KnowledgeBuilder builder;
  const Status newer = ReadTable("noroshi-knowledge\t2\n", builder);
  ASSERT_FALSE(newer.ok());
  EXPECT_EQ(newer.error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace noroshi
