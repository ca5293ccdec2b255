#include "stream/text/shown_text.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

struct CutCase {
  std::string text;
  std::size_t limit;
  std::string expected;
};

TEST(CutLongText, CutsBehindWholeCharacters) {
  const std::string dots = "\xe2\x80\xa6";
  const CutCase cases[] = {
      {"", 0, ""},
      {"abc", 3, "abc"},                          // fits
      {"abcd", 3, "abc" + dots + " [+1 bytes]"},  // one too many
      {"abcd", 0, dots + " [+4 bytes]"},
      {"a\xe6\x97\xa5", 4, "a\xe6\x97\xa5"},
      {"a\xe6\x97\xa5", 3, "a" + dots + " [+3 bytes]"},  // the third byte of a character
      {"a\xe6\x97\xa5", 2, "a" + dots + " [+3 bytes]"},
      {"\x80\x80\x80\x80", 2, dots + " [+4 bytes]"},  // no character at all: nothing is kept
  };
  for (const CutCase& row : cases) {
    std::string text = row.text;
    CutLongText(text, row.limit);
    EXPECT_EQ(text, row.expected) << row.text << " at " << row.limit;
  }
}

TEST(CutLongText, TheNumberIsThatOfTheBytesLost) {
  const std::string text(5'000, 'x');
  for (const std::size_t limit : {std::size_t{1}, std::size_t{999}, std::size_t{4'999}}) {
    std::string cut = text;
    CutLongText(cut, limit);
    EXPECT_EQ(cut, std::string(limit, 'x') + "\xe2\x80\xa6 [+" + std::to_string(5'000 - limit) +
                       " bytes]");
  }
}

TEST(MarkNames, EveryMarkHasItsOwnName) {
  EXPECT_TRUE(MarkNames(EventMark::kNone).empty());
  const std::vector<std::string_view> all = MarkNames(static_cast<EventMark>(~0U));
  EXPECT_EQ(all, (std::vector<std::string_view>{"suspect", "recovered", "partial", "structure_lost",
                                                "no_root", "odd_value", "multiple_roots"}));
  for (std::size_t bit = 0; bit < all.size(); ++bit) {
    EXPECT_EQ(MarkNames(static_cast<EventMark>(1U << bit)),
              (std::vector<std::string_view>{all[bit]}));
  }
}

}  // namespace
}  // namespace noroshi
