// Escaping: one row per character that needs it, and the vector step against the plain loop.
#include "evidence/evtx/escape.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using noroshi::testing::Wide;

std::string OfUtf16(Bytes text, Escaping escaping) {
  TextBuffer out;
  AppendEscapedUtf16(text, escaping, out);
  return std::string(out.view());
}

struct EscapeRow {
  const char* text;
  const char* xml_text;
  const char* xml_attribute;
  const char* json;
};

constexpr EscapeRow kRows[] = {
    {"plain", "plain", "plain", "plain"},
    {"a&b", "a&amp;b", "a&amp;b", "a&b"},
    {"<a>", "&lt;a&gt;", "&lt;a&gt;", "<a>"},
    {"\"", "\"", "&quot;", "\\\""},
    {"c:\\x", "c:\\x", "c:\\x", "c:\\\\x"},
    {"\t\r\n", "\t\r\n", "\t\r\n", "\\t\\r\\n"},
    {"\x01", "\xEF\xBF\xBD", "\xEF\xBF\xBD", "\\u0001"},
    {"\x7F", "\x7F", "\x7F", "\x7F"},
    {"sixteen letters & more text <behind>", "sixteen letters &amp; more text &lt;behind&gt;",
     "sixteen letters &amp; more text &lt;behind&gt;", "sixteen letters & more text <behind>"},
};

TEST(Escape, EveryFormOfEveryRow) {
  for (const EscapeRow& row : kRows) {
    EXPECT_EQ(Escaped(row.text, Escaping::kXmlText), row.xml_text);
    EXPECT_EQ(Escaped(row.text, Escaping::kXmlAttribute), row.xml_attribute);
    EXPECT_EQ(Escaped(row.text, Escaping::kJson), row.json);
    const auto wide = Wide(row.text);
    EXPECT_EQ(OfUtf16(wide, Escaping::kXmlText), row.xml_text);
    EXPECT_EQ(OfUtf16(wide, Escaping::kXmlAttribute), row.xml_attribute);
    EXPECT_EQ(OfUtf16(wide, Escaping::kJson), row.json);
  }
}

TEST(Escape, OtherScriptsAndHalfPairs) {
  const std::vector<std::uint8_t> pair = {'"', 0, 0x3D, 0xD8, 0x25, 0xDD, '"', 0};  // U+1F525
  EXPECT_EQ(OfUtf16(pair, Escaping::kJson), "\\\"\xF0\x9F\x94\xA5\\\"");
  const std::vector<std::uint8_t> half = {0x3D, 0xD8, 'a', 0};
  EXPECT_EQ(OfUtf16(half, Escaping::kJson),
            "\xEF\xBF\xBD"
            "a");
  const std::vector<std::uint8_t> odd = {'a', 0, 'b'};
  EXPECT_EQ(OfUtf16(odd, Escaping::kJson), "a");
}

TEST(Escape, ATextMayEndAtItsFirstNul) {
  const auto text = Wide(std::string("before\0behind", 13));
  EXPECT_EQ(OfUtf16(text, Escaping::kJson), "before\\u0000behind");
  for (const std::size_t units : {4U, 6U, 7U, 13U}) {
    TextBuffer out;
    AppendEscapedUtf16ToNul(Bytes(text).first(2 * units), 2 * (13 - units), Escaping::kJson, out);
    EXPECT_EQ(out.view(), std::string_view("before").substr(0, units)) << units;
  }
  // Far behind the first piece: nothing of a later one may come out.
  auto far = Wide(std::string(1500, 'x'));
  far[2 * 1100] = 0;
  TextBuffer out;
  AppendEscapedUtf16ToNul(far, 0, Escaping::kJson, out);
  EXPECT_EQ(out.view(), std::string(1100, 'x'));
}

TEST(Escape, AnsiOfAnyLength) {
  const std::string_view bytes("caf\xE9 \x80 \"\0quoted\"", 17);
  TextBuffer out;
  AppendEscapedAnsi({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                    Escaping::kJson, out);
  EXPECT_EQ(out.view(), "caf\xC3\xA9 \xE2\x82\xAC \\\"quoted\\\"");
  const std::vector<std::uint8_t> long_text(1'300, 0x81);  // undefined: three bytes each
  out.Clear();
  AppendEscapedAnsi(long_text, Escaping::kXmlText, out);
  EXPECT_EQ(out.size(), 3 * long_text.size());
}

// A pair across the border of two pieces stays one character.
TEST(Escape, LongTextIsSplitBetweenCharacters) {
  for (std::size_t before = 1020; before < 1028; ++before) {
    auto text = Wide(std::string(before, 'x'));
    const std::uint8_t pair[] = {0x3D, 0xD8, 0x25, 0xDD, '&', 0};
    text.insert(text.end(), std::begin(pair), std::end(pair));
    EXPECT_EQ(OfUtf16(text, Escaping::kXmlText),
              std::string(before, 'x') + "\xF0\x9F\x94\xA5&amp;");
  }
}

TEST(Escape, VectorStepStopsWhereThePlainLoopDoes) {
  constexpr std::size_t kUnits = 40;
  for (std::uint32_t unit = 0; unit <= 0xFFFF; unit += unit < 0x200 ? 1 : 0x7F) {
    for (std::size_t at = 0; at < kUnits; ++at) {
      auto text = Wide(std::string(kUnits, 'a'));
      text[2 * at] = static_cast<std::uint8_t>(unit);
      text[2 * at + 1] = static_cast<std::uint8_t>(unit >> 8);
      // The text may be shorter than what can be read.
      for (const std::size_t units : {kUnits, std::size_t{13}}) {
        std::array<char, kUnits + 16> fast{}, plain{};
        const std::size_t count =
            internal::CopyHarmless(text.data(), units, kUnits - units, fast.data());
        ASSERT_EQ(count, internal::CopyHarmlessPlain(text.data(), units, plain.data())) << unit;
        ASSERT_TRUE(std::equal(fast.begin(), fast.begin() + count, plain.begin())) << unit;
      }
    }
  }
}

}  // namespace
}  // namespace noroshi::evtx
