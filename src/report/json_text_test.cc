#include "report/json_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace noroshi {
namespace {

using std::string_literals::operator""s;

struct Utf8Case {
  std::string text, expected;
};

TEST(ValidUtf8, ReplacesEachByteThatIsNotPartOfASequence) {
  const Utf8Case cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"caf\xC3\xA9", "caf\xC3\xA9"},
      {"\xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x97\xA5\xE6\x9C\xAC"},
      {"\xF0\x9F\x94\xA5", "\xF0\x9F\x94\xA5"},                  // beyond the BMP
      {"\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF"},                  // U+10FFFF, the last
      {"a\0b"s, "a\0b"s},                                        // NUL is a character
      {"\xE9", "\xEF\xBF\xBD"},                                  // Latin-1
      {"\xC3", "\xEF\xBF\xBD"},                                  // cut off
      {"\xE6\x97", "\xEF\xBF\xBD\xEF\xBF\xBD"},                  // cut off after two
      {"\x80x", "\xEF\xBF\xBDx"},                                // a tail alone
      {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},                  // overlong '/'
      {"\xE0\x80\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},  // overlong, three bytes
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},  // a surrogate
      {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},  // past U+10FFFF
      {"\xFF\xFE", "\xEF\xBF\xBD\xEF\xBF\xBD"},
  };
  std::string scratch;
  for (const Utf8Case& row : cases) EXPECT_EQ(ValidUtf8(row.text, scratch), row.expected);
}

TEST(ValidUtf8, ValidTextIsNotCopied) {
  const std::string text = "\xE7\x8B\xBC\xE7\x85\x99";
  std::string scratch;
  EXPECT_EQ(ValidUtf8(text, scratch).data(), text.data());
}

std::string Passed(std::string_view text) {
  std::string out;
  const HtmlSafeStream::Sink sink = [&out](std::string_view piece) { out += piece; };
  HtmlSafeStream stream(sink);
  for (const char c : text) stream.Put(c);
  stream.Flush();
  return out;
}

TEST(HtmlSafeStream, EscapesWhatHtmlAndScriptRead) {
  EXPECT_EQ(Passed("\"</script>&\""), "\"\\u003c/script\\u003e\\u0026\"");
  EXPECT_EQ(Passed("a\xE2\x80\xA8"
                   "b\xE2\x80\xA9"),
            "a\\u2028b\\u2029");
}

TEST(HtmlSafeStream, LeavesNeighboursOfTheSeparatorsAlone) {
  for (const std::string_view text : {"\xE2\x80\xA7", "\xE2\x80\xAA", "\xE3\x80\xA8", "\xC2\xA8"}) {
    EXPECT_EQ(Passed(text), text);
  }
}

TEST(HtmlSafeStream, PassesPiecesThatEndBetweenCharacters) {
  std::vector<std::string> pieces;
  const HtmlSafeStream::Sink sink = [&](std::string_view piece) { pieces.emplace_back(piece); };
  HtmlSafeStream stream(sink);
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "x\xE2\x80\xA8\xE6\x97\xA5";
  for (const char c : text) stream.Put(c);
  stream.Flush();
  ASSERT_GT(pieces.size(), 2u);
  std::string scratch, whole;
  for (const std::string& piece : pieces) {
    EXPECT_EQ(ValidUtf8(piece, scratch).data(), piece.data());
    whole += piece;
  }
  EXPECT_EQ(whole, Passed(text));
}

}  // namespace
}  // namespace noroshi
