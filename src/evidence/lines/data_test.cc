// The made logs of test/data (fields documented in test/data/README.md), and the real ones of the
// corpus: every record is read, none is damaged but those known to be.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "evidence/lines/tokens.h"
#include "evidence/testing/read_text.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

std::string Content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Lines that are no directive; those of one event of auditd are one.
std::uint64_t RecordLines(const std::string& text) {
  std::uint64_t count = 0;
  std::string event;
  lines::ForFirstLines(text, 1 << 30, [&](std::string_view line) {
    const std::size_t mark = line.find("msg=audit(");
    const std::string this_event(mark == line.npos ? "" : line.substr(mark, line.find(')') - mark));
    if (!line.starts_with('#') && (this_event.empty() || this_event != event)) ++count;
    event = this_event;
    return true;
  });
  return count;
}

TEST(TestData, IsReadWhole) {
  int files = 0;
  for (const auto& entry : fs::directory_iterator("test/data/logs")) {
    const std::string text = Content(entry.path());
    const auto read = testing::ReadText(text);
    EXPECT_NE(read.format, "") << entry.path();
    EXPECT_EQ(read.record_count, RecordLines(text)) << entry.path();
    EXPECT_TRUE(read.damage.empty()) << entry.path();
    EXPECT_EQ(read.account.used, text.size());
    for (const auto& event : read.events) {
      EXPECT_NE(event.time, "") << entry.path() << " line " << event.line;
      EXPECT_NE(event.channel, "") << entry.path() << " line " << event.line;
    }
    ++files;
  }
  EXPECT_EQ(files, 12);
}

TEST(CorpusLogs, AreReadOrAccountedFor) {
  const fs::path root = testing::CorpusRoot();
  if (!fs::exists(root)) GTEST_SKIP() << "no corpus; set NOROSHI_CORPUS";
  for (const auto& entry : fs::recursive_directory_iterator(root / "zeek/rita")) {
    if (entry.path().extension() != ".log") continue;
    const std::string text = Content(entry.path());
    const auto read = testing::ReadText(text);
    if (read.format.empty()) continue;
    EXPECT_EQ(read.account.used + read.account.damaged, text.size()) << entry.path();
    EXPECT_GT(read.record_count + read.damage.size(), 0U) << entry.path();
  }
}

}  // namespace
}  // namespace noroshi
