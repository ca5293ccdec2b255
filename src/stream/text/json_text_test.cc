#include "stream/text/json_text.h"

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

// Every length around the sixteen bytes of a step, a special byte at every place.
TEST(JsonText, TheFastCopyStopsWhereThePlainOneDoes) {
  for (std::size_t size = 0; size <= 50; ++size) {
    for (std::size_t place = 0; place <= size; ++place) {
      for (const int special : {0x00, 0x1f, 0x20, 0x22, 0x5c, 0x7e, 0x7f, 0x80, 0xff}) {
        std::string text(size, 'a');
        if (place < size) text[place] = static_cast<char>(special);
        std::string fast(size + 16, '-'), plain(size + 16, '-');
        const std::size_t copied = internal::CopyPlain(text.data(), size, fast.data());
        ASSERT_EQ(copied, internal::CopyPlainScalar(text.data(), size, plain.data()));
        ASSERT_EQ(fast.substr(0, copied), plain.substr(0, copied));
      }
    }
  }
}

// Texts longer than the pieces in which they are written.
TEST(JsonText, LongTextsAreWhole) {
  for (std::size_t size = 240; size <= 600; ++size) {
    const std::string text = std::string(size, 'x') + "\\" + std::string(size, '\x01') + "end";
    std::string expected = std::string(size, 'x') + "\\\\";
    for (std::size_t i = 0; i < size; ++i) expected += "\\u0001";
    std::string json;
    AppendJsonEscaped(text, json);
    ASSERT_EQ(json, expected + "end");
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
