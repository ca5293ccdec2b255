// The journal's export format.
#include "evidence/lines/journal_export.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/testing/read_text.h"

namespace noroshi::lines {
namespace {

using testing::ReadText;
using testing::TextResult;

std::string Entry(const std::string& more) {
  return "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1601863869123456\n_HOSTNAME=srv\n"
         "SYSLOG_IDENTIFIER=sshd\n_PID=33\n" +
         more;
}

// As systemd writes a value that has line ends: the size in eight bytes, little-endian.
std::string Long(const std::string& name, const std::string& value) {
  std::string size(8, '\0');
  size[0] = static_cast<char>(value.size() & 0xFF);
  size[1] = static_cast<char>(value.size() >> 8);
  return name + "\n" + size + value + "\n";
}

TEST(JournalExport, EntriesAreEvents) {
  const std::string text = Entry("MESSAGE=Failed password for root\n\n") +
                           Entry(Long("MESSAGE", "one\ntwo") + "_COMM=sshd\n\n");
  for (const std::size_t piece : {1U, 70U, 100'000U}) {
    testing::TextSettings settings;
    settings.piece = piece;
    const TextResult read = ReadText(text, settings);
    EXPECT_EQ(read.format, "journal_export");
    ASSERT_EQ(read.events.size(), 2U);
    EXPECT_EQ(read.events[0].channel, "linux:sshd");
    EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.1234560Z");
    EXPECT_EQ(read.events[0].At("Computer"), "srv");
    EXPECT_EQ(read.events[0].At("message"), "Failed password for root");
    EXPECT_EQ(read.events[1].At("message"), "one\ntwo");
    EXPECT_EQ(read.events[1].At("_COMM"), "sshd");
    EXPECT_TRUE(read.damage.empty());
    EXPECT_EQ(read.account.used, text.size());
  }
}

// A size of 200 is a byte that is no UTF-8; readers see a replacement for it.
TEST(JournalExport, LongValuesKeepTheirText) {
  const std::string value = "first line\n" + std::string(200, 'x');
  std::string text = Entry(Long("MESSAGE", value) + "_COMM=sshd\n");
  const std::size_t size = text.find("MESSAGE\n") + 8;
  text.replace(size, 1, "\xEF\xBF\xBD");
  const TextResult read = ReadText(text);
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("message"), value);
}

TEST(JournalExport, WhatIsDamagedCostsItself) {
  const TextResult read = ReadText(Entry("MESSAGE=a\nno field at all\n\n") +
                                   "__CURSOR=s=2\nMESSAGE\n\n" + Entry("MESSAGE=b\n"));
  ASSERT_EQ(read.events.size(), 3U);
  EXPECT_EQ(read.CountOf(DamageKind::kRecordPartial), 2U);
  EXPECT_EQ(read.events[2].At("message"), "b");
}

}  // namespace
}  // namespace noroshi::lines
