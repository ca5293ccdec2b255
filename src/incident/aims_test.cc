#include "incident/aims.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

using Texts = std::vector<std::string>;

struct AimsCase {
  Texts added, kept;
};
const AimsCase kCases[] = {
    {{}, {}},
    {{"Tick", "A41APT", "Tick"}, {"A41APT", "Tick"}},
    {{"LODEINFO [R2]", "LODEINFO [R1]", "LODEINFO [INF]"}, {"LODEINFO [R1]"}},
    {{"LODEINFO", "LODEINFO [INF]"}, {"LODEINFO [INF]"}},
    {{"LODEINFO [U]", "LODEINFO"}, {"LODEINFO"}},                    // by name only is worth least
    {{"VSingle [R1]", "VSingle [own]"}, {"VSingle [own]"}},          // its own form says most
    {{"LODEINFO [U]"}, {"LODEINFO [U]"}},                            // but is said
    {{"LODEINFO [R3]", "LODEINFO"}, {"LODEINFO", "LODEINFO [R3]"}},  // no mark: part of the name
    {{" [R1]"}, {" [R1]"}},                                          // a mark of nothing is a name
    {{"Cobalt Strike [R2]", "Cobalt"}, {"Cobalt", "Cobalt Strike [R2]"}},
};

TEST(AimsTest, EachNameOnceAndItsSurestMark) {
  for (const AimsCase& c : kCases) {
    Aims aims;
    aims.Add(c.added);
    EXPECT_EQ(aims.Take(), c.kept);
  }
}

TEST(AimsTest, TheOrderOfRulesDoesNotMatter) {
  Aims one, other;
  one.Add({"Tick [R1]", "Tick [R2]"});
  other.Add({"Tick [R2]"});
  other.Add({"Tick [R1]"});
  EXPECT_EQ(one.Take(), other.Take());
}

}  // namespace
}  // namespace noroshi
