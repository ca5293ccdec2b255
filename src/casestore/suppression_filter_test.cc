#include "casestore/suppression_filter.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

CaseSuppression Of(std::string rule, std::string host, std::uint64_t expires) {
  return {0, std::move(rule), std::move(host), "", "because", {1}, {expires}};
}

TEST(SuppressionFilter, LeavesOutByRuleHostAndTime) {
  SuppressionFilter filter({Of("r-1", "", 100), Of("r-2", "srv01", 100), Of("r-3", "", 50)}, {50});
  struct Case {
    const char *rule, *host;
    bool out;
  };
  for (const Case& one :
       {Case{"r-1", "any", true}, Case{"r-1", "", true}, Case{"r-2", "SRV01", true},
        Case{"r-2", "srv02", false}, Case{"r-2", "", false}, Case{"r-3", "any", false},  // ended
        Case{"R-1", "any", false}, Case{"r-9", "any", false}}) {
    EXPECT_EQ(filter.LeavesOut(one.rule, one.host), one.out) << one.rule << ' ' << one.host;
  }
  EXPECT_EQ(filter.rows()[0].left_out, 2U);
  EXPECT_EQ(filter.rows()[1].left_out, 1U);
  EXPECT_FALSE(filter.rows()[2].in_force);
  EXPECT_EQ(filter.rows()[2].left_out, 0U);
}

TEST(SuppressionFilter, AFindingCountsForTheFirstThatFits) {
  SuppressionFilter filter({Of("r-1", "", 100), Of("r-1", "a", 100)}, {1});
  EXPECT_TRUE(filter.LeavesOut("r-1", "a"));
  EXPECT_EQ(filter.rows()[0].left_out, 1U);
  EXPECT_EQ(filter.rows()[1].left_out, 0U);
}

}  // namespace
}  // namespace noroshi
