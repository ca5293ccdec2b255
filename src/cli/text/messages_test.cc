#include "cli/text/messages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace noroshi {
namespace {

TEST(Messages, FillPutsPartsInOrder) {
  EXPECT_EQ(Fill("{} of {}", {"1", "20"}), "1 of 20");
  EXPECT_EQ(Fill("nothing", {}), "nothing");
  EXPECT_EQ(Fill("{} and {}", {"one"}), "one and {}");  // too few: shown, not made up
  EXPECT_EQ(Fill("{}!", {"{} {s}"}), "{} {s}!");        // what a part holds is text
}

TEST(Messages, OneThingHasNoPlural) {
  EXPECT_EQ(Fill("{} file{s}, {} record{s}", {"1", "0"}), "1 file, 0 records");
  EXPECT_EQ(Fill("{} file{s}, {} record{s}", {"1,001", "1"}), "1,001 files, 1 record");
}

// Both languages take the same parts, so that no number is lost in translation.
TEST(Messages, LanguagesTakeTheSameParts) {
  const auto holes = [](std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find("{}", at)) != std::string_view::npos; at += 2) ++count;
    return count;
  };
  for (std::size_t i = 0; i < kMsgCount; ++i) {
    const auto message = static_cast<Msg>(i);
    EXPECT_EQ(holes(Text(message, Language::kEnglish)), holes(Text(message, Language::kJapanese)))
        << Text(message, Language::kEnglish);
  }
}

}  // namespace
}  // namespace noroshi
