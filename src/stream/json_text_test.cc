#include "stream/json_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <limits>
#include <random>

namespace noroshi {
namespace {

struct EscapeCase {
  std::string_view text, json;
};

constexpr EscapeCase kEscapes[] = {
    {"", ""},
    {"plain", "plain"},
    {"C:\\Windows\\\"x\"", "C:\\\\Windows\\\\\\\"x\\\""},          // the two JSON itself needs
    {"\b\f\n\r\t", "\\b\\f\\n\\r\\t"},                             // short forms
    {std::string_view("\0\x1b\x7f", 3), "\\u0000\\u001b\\u007f"},  // terminals must not see them
    {"\xe7\x8b\xbc\xe7\x85\x99", "\xe7\x8b\xbc\xe7\x85\x99"},      // Japanese stays itself
    {"\xf0\x9f\x94\xa5", "\xf0\x9f\x94\xa5"},                      // so do astral characters
    {"a\xff"
     "b",
     "a\xef\xbf\xbd"
     "b"},                                                     // a byte no UTF-8 has
    {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},  // a surrogate in UTF-8 is none
    {"\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd"},                  // overlong slash
    {"\xe7\x8b", "\xef\xbf\xbd\xef\xbf\xbd"},                  // cut at the end
    {"\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},  // above U+10FFFF
};

TEST(JsonText, Escapes) {
  for (const EscapeCase& row : kEscapes) {
    std::string out;
    AppendJsonEscaped(row.text, out);
    EXPECT_EQ(out, row.json);
  }
}

// Whatever the bytes, an independent strict parser accepts the string.
TEST(JsonText, AnyBytesMakeValidJson) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> byte(0, 255), length(0, 40);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(static_cast<std::size_t>(length(random)), '\0');
    for (char& c : text) c = static_cast<char>(byte(random));
    std::string json;
    AppendJsonString(text, json);
    rapidjson::Document parsed;
    parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
    ASSERT_FALSE(parsed.HasParseError()) << json;
  }
}

TEST(JsonText, Numbers) {
  std::string out;
  AppendNumber(std::numeric_limits<std::uint64_t>::max(), out);
  out += ' ';
  AppendNumber(-5, out);
  EXPECT_EQ(out, "18446744073709551615 -5");
}

}  // namespace
}  // namespace noroshi
