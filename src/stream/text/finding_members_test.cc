// The pieces of JSON of finding_line.h.
#include <gtest/gtest.h>

#include <vector>

#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

TEST(FindingMembers, NoTimeIsNull) {
  std::string out;
  AppendTimeMember("\"a\":", {}, out);
  AppendTimeMember(",\"b\":", *ParseIso8601("2020-10-05T02:11:09Z"), out);
  EXPECT_EQ(out, "\"a\":null,\"b\":\"2020-10-05T02:11:09.0000000Z\"");
}

TEST(FindingMembers, NoNumberIsNullWhereZeroSaysSo) {
  std::string out;
  AppendOptional("\"a\":", 0, out);
  AppendNumberMember(",\"b\":", 0, out);
  AppendOptional(",\"c\":", ~std::uint64_t{0}, out);
  EXPECT_EQ(out, "\"a\":null,\"b\":0,\"c\":18446744073709551615");
}

TEST(FindingMembers, ListsAreNeverLeftOut) {
  std::string out;
  AppendList("\"a\":", {}, out);
  const std::vector<std::string> two = {"x\"", "y"};
  AppendList(",\"b\":", two, out);
  EXPECT_EQ(out, "\"a\":[],\"b\":[\"x\\\"\",\"y\"]");
}

TEST(FindingMembers, ObjectsStandBetweenBraces) {
  std::string out;
  const auto number = [&](int value) {
    AppendNumberMember("\"n\":", static_cast<std::uint64_t>(value), out);
  };
  AppendObjects("\"a\":", std::vector<int>{}, out, number);
  AppendObjects(",\"b\":", std::vector<int>{1, 2}, out, number);
  EXPECT_EQ(out, "\"a\":[],\"b\":[{\"n\":1},{\"n\":2}]");
}

TEST(FindingMembers, AMemberHasAllItsNames) {
  std::string out;
  AppendLineMember({"r-1", *ParseIso8601("2020-10-05T02:11:09Z"), "H\"1", "a/b.evtx", 0, 7, 512},
                   out);
  EXPECT_EQ(out,
            "\"rule\":\"r-1\",\"time\":\"2020-10-05T02:11:09.0000000Z\",\"host\":\"H\\\"1\","
            "\"path\":\"a/b.evtx\",\"line\":null,\"record_id\":7,\"offset\":512");
  out.clear();
  AppendLineMember({"r", {}, "H", "p", 3, 0, 0, "10.0.0.5"}, out);
  EXPECT_TRUE(out.ends_with(",\"offset\":0,\"from\":\"10.0.0.5\"")) << out;
}

TEST(FindingMembers, LongTextsAreCut) {
  EXPECT_LT(Shown(std::string(1'000'000, 'a')).size(), 100'000U);
  EXPECT_EQ(Shown("short"), "short");
}

}  // namespace
}  // namespace noroshi
