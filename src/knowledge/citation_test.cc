#include "knowledge/citation.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(CitationTest, AddressesOfOneTextMeet) {
  EXPECT_EQ(ReportAddressKey("https://www.Example.org/a/report/?utm=1#top"),
            ReportAddressKey("http://example.org/a/report"));
  EXPECT_EQ(ReportAddressKey("https://example.org/"), "");  // a host is no text
  EXPECT_EQ(ReportAddressKey("https://attack.mitre.org/groups/G0001"), "");
  EXPECT_EQ(ReportAddressKey(""), "");
}

TEST(CitationTest, YearIsOfPublicationNotOfReading) {
  EXPECT_EQ(CitationYear("A. (2019, May 1). On 2014. Retrieved June 2, 2021."), 2019);
  EXPECT_EQ(CitationYear("B. On the 2014 attack (2016)."), 2016);  // brackets win
  EXPECT_EQ(CitationYear("C. Autumn 2014."), 2014);
  EXPECT_EQ(CitationYear("D. n.d. Retrieved June 2, 2021."), 0);
  EXPECT_EQ(CitationYear("E. Case 120145 and x2014y."), 0);  // not years
  EXPECT_EQ(CitationYear("201"), 0);
}

}  // namespace
}  // namespace noroshi
