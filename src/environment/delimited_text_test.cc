#include "environment/delimited_text.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows ReadAll(std::string_view text, char separator = ',') {
  DelimitedReader reader(text, separator);
  Rows rows;
  std::vector<std::string> cells;
  while (reader.Next(cells)) rows.push_back(cells);
  return rows;
}

TEST(DelimitedText, Rows) {
  struct Case {
    const char* text;
    Rows rows;
  };
  const Case kCases[] = {
      {"a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"a,b\r\n1,2", {{"a", "b"}, {"1", "2"}}},         // no last line end
      {"a, b \n\n,\n1,2\n", {{"a", "b"}, {"1", "2"}}},  // blanks, empty rows
      {"\"a,b\",c\n", {{"a,b", "c"}}},
      {"\"a\"\"b\",c\n", {{"a\"b", "c"}}},
      {"\"a\nb\",c\nd\n", {{"a\nb", "c"}, {"d"}}},   // a line end inside quotes
      {"\"a,b\nc,d\n", {{"\"a", "b"}, {"c", "d"}}},  // never closed: only a sign
      {"a,\n", {{"a", ""}}},
      {"", {}},
  };
  for (const Case& c : kCases) EXPECT_EQ(ReadAll(c.text), c.rows) << c.text;
}

TEST(DelimitedText, LinesCount) {
  DelimitedReader reader("a\n\n\"b\nb\"\nc\n", ',');
  std::vector<std::string> cells;
  std::vector<std::uint32_t> lines;
  while (reader.Next(cells)) lines.push_back(reader.line());
  EXPECT_EQ(lines, (std::vector<std::uint32_t>{1, 3, 5}));
}

TEST(DelimitedText, SeparatorsAreGuessed) {
  EXPECT_EQ(GuessSeparator("a,b,c\n;;;;"), ',');
  EXPECT_EQ(GuessSeparator("a;b;c\n"), ';');
  EXPECT_EQ(GuessSeparator("a\tb\n"), '\t');
  EXPECT_EQ(GuessSeparator("\"a,b,c\";d\n"), ';');  // not inside quotes
  EXPECT_EQ(GuessSeparator("host\n"), ',');
}

}  // namespace
}  // namespace noroshi
