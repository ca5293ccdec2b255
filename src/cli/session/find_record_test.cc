#include "cli/session/find_record.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(RecordAddress, ByIdAndByOffset) {
  const auto by_id = ParseRecordAddress("C:/logs/Security.evtx:4711");
  ASSERT_TRUE(by_id.ok());
  EXPECT_EQ(by_id->path, "C:/logs/Security.evtx");
  EXPECT_EQ(by_id->record_id, 4711U);
  const auto by_offset = ParseRecordAddress("a@b.evtx@69632");
  ASSERT_TRUE(by_offset.ok());
  EXPECT_EQ(by_offset->path, "a@b.evtx");
  EXPECT_EQ(by_offset->offset, 69632U);
}

TEST(RecordAddress, ByLine) {
  const auto by_line = ParseRecordAddress("logs.zip!/access#1.log#17");
  ASSERT_TRUE(by_line.ok());
  EXPECT_EQ(by_line->path, "logs.zip!/access#1.log");
  EXPECT_EQ(by_line->line, 17U);
  EXPECT_FALSE(by_line->record_id);
}

TEST(RecordAddress, AnythingElseIsRefused) {
  for (const char* text : {"", "Security.evtx", "Security.evtx:", ":12", "Security.evtx:12x",
                           "Security.evtx:-1", "Security.evtx:99999999999999999999999"}) {
    EXPECT_FALSE(ParseRecordAddress(text).ok()) << text;
  }
}

}  // namespace
}  // namespace noroshi
