#include "base/utf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {
namespace {

std::vector<std::uint8_t> Utf16(std::u16string_view text) {
  std::vector<std::uint8_t> bytes;
  for (const char16_t unit : text) {
    bytes.push_back(static_cast<std::uint8_t>(unit & 0xFF));
    bytes.push_back(static_cast<std::uint8_t>(unit >> 8));
  }
  return bytes;
}

std::string FromUtf16(std::u16string_view text) {
  std::string out;
  AppendUtf16(Utf16(text), out);
  return out;
}

struct Utf16Case {
  std::u16string text;
  std::string expected;
};

TEST(Utf, EveryLengthClass) {
  const Utf16Case kCases[] = {
      {u"", ""},
      {u"A", "A"},
      {u"seven a", "seven a"},                    // shorter than one fast step
      {u"eight ab", "eight ab"},                  // exactly one
      {u"nine abcd", "nine abcd"},                // one and a rest
      {u"\u007f\u0080", "\x7f\xc2\x80"},          // the edge of ASCII
      {u"\u07ff\u0800", "\xdf\xbf\xe0\xa0\x80"},  // the edge of two bytes
      {u"\uffff", "\xef\xbf\xbf"},
      {u"\U00010000\U0010FFFF", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"},
      {u"abcdefg\u00e9hijklmnop", "abcdefg\xc3\xa9hijklmnop"},  // back to ASCII behind it
      {std::u16string(u"a\0b", 3), std::string("a\0b", 3)},     // NULs are the caller's business
  };
  for (const Utf16Case& row : kCases) EXPECT_EQ(FromUtf16(row.text), row.expected);
}

// A character beyond ASCII at every place of texts around the sizes of a step.
TEST(Utf, NarrowingStopsAtTheFirstThatIsNotAscii) {
  for (std::size_t size = 0; size <= 50; ++size) {
    for (std::size_t place = 0; place <= size; ++place) {
      for (const char16_t unit : {u'\x7f', u'\x80', u'\u0100', u'\u8000', u'\uffff'}) {
        std::u16string text(size, u'k');
        if (place < size) text[place] = unit;
        std::string out(size, '-');
        const std::size_t expected = unit == u'\x7f' ? size : place;
        ASSERT_EQ(NarrowAscii(Utf16(text).data(), size, out.data()), expected);
        ASSERT_EQ(out.substr(0, std::min(place, expected)),
                  std::string(std::min(place, expected), 'k'));
      }
    }
  }
}

TEST(Utf, LoneSurrogatesBecomeReplacementCharacters) {
  const std::string fffd = "\xef\xbf\xbd";
  EXPECT_EQ(FromUtf16({u"\xD800", 1}), fffd);              // high at the end
  EXPECT_EQ(FromUtf16({u"\xDC00z", 2}), fffd + "z");       // low alone
  EXPECT_EQ(FromUtf16({u"\xD800\x0041", 2}), fffd + "A");  // high before a letter
  EXPECT_EQ(FromUtf16({u"\xD800\xD800\xDC00", 3}), fffd + "\xf0\x90\x80\x80");
}

TEST(Utf, OddLastByteIsDropped) {
  const std::vector<std::uint8_t> bytes = {'a', 0, 'b'};
  std::string out;
  AppendUtf16(bytes, out);
  EXPECT_EQ(out, "a");
}

// The window inside AppendUtf16 must not cut a surrogate pair, wherever it falls.
TEST(Utf, PairsSurviveEveryAlignment) {
  for (std::size_t lead = 500; lead < 525; ++lead) {
    std::u16string text(lead, u'x');
    text += u"\U0001F525";
    text += u"end";
    EXPECT_EQ(FromUtf16(text), std::string(lead, 'x') + "\xf0\x9f\x94\xa5" + "end") << lead;
  }
}

TEST(Utf, WriteAgreesWithAppendOnEveryUnit) {
  for (std::uint32_t unit = 0; unit <= 0xFFFF; ++unit) {
    const std::u16string text = {u'<', static_cast<char16_t>(unit), u'>'};
    char buffer[3 * kMaxUtf8PerUtf16Unit];
    const std::size_t size = WriteUtf16(Utf16(text), buffer);
    ASSERT_EQ(std::string_view(buffer, size), FromUtf16(text)) << unit;
    std::string expected = "<";
    AppendCodePoint(unit, expected);
    ASSERT_EQ(FromUtf16(text), expected + ">") << unit;
  }
}

TEST(Utf, LengthBeforeNul) {
  for (std::size_t length = 0; length < 20; ++length) {
    // 0x0100 and 0x8000 are not NUL though a byte of theirs is.
    std::u16string text(length, length % 2 == 0 ? u'\u0100' : u'\u8000');
    EXPECT_EQ(Utf16BytesBeforeNul(Utf16(text)), 2 * length);
    text.push_back(u'\0');
    text += u"tail";
    EXPECT_EQ(Utf16BytesBeforeNul(Utf16(text)), 2 * length);
  }
  const std::vector<std::uint8_t> odd = {'a', 0, 'b'};
  EXPECT_EQ(Utf16BytesBeforeNul(odd), 2U);
}

TEST(Utf, NarrowStopsAtTheFirstUnitThatIsNotAscii) {
  for (std::size_t lead = 0; lead < 20; ++lead) {
    std::u16string text(lead, u'y');
    text += u"\u3042yyyyyyyyyyyy";
    std::string out(text.size(), '\0');
    EXPECT_EQ(NarrowAscii(Utf16(text).data(), text.size(), out.data()), lead);
    EXPECT_EQ(out.substr(0, lead), std::string(lead, 'y'));
  }
}

TEST(Utf, Windows1252) {
  struct Case {
    std::vector<std::uint8_t> bytes;
    std::string expected;
  };
  const Case kCases[] = {
      {{'a', 0, 'b', 0}, "ab"},            // NUL padding goes
      {{0x80}, "\xe2\x82\xac"},            // the euro sign
      {{0x81}, "\xef\xbf\xbd"},            // one of the five undefined bytes
      {{0x9F, 0xA0}, "\xc5\xb8\xc2\xa0"},  // the edge between table and Latin-1
      {{0xFF}, "\xc3\xbf"},
  };
  for (const Case& row : kCases) {
    std::string out;
    AppendAnsi(row.bytes, out);
    EXPECT_EQ(out, row.expected);
  }
}

TEST(Utf, CodePointsThatAreNone) {
  std::string out;
  AppendCodePoint(0xD800, out);
  AppendCodePoint(0x110000, out);
  EXPECT_EQ(out, "\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(IsAscii, OneHighByteAnywhere) {
  std::string text;
  for (int size = 0; size < 40; ++size, text += 'a') {
    EXPECT_TRUE(IsAscii(text)) << size;
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string other = text;
      other[at] = '\x80';
      EXPECT_FALSE(IsAscii(other)) << size << ' ' << at;
    }
  }
}

TEST(Utf8Prefix, NeverCutsACharacter) {
  const std::string_view text = "a\xc3\xa9\xe2\x82\xac";  // a, é, €
  constexpr std::size_t kSizes[] = {0, 1, 1, 3, 3, 3, 6, 6};
  for (std::size_t limit = 0; limit < std::size(kSizes); ++limit) {
    EXPECT_EQ(Utf8Prefix(text, limit), text.substr(0, kSizes[limit])) << limit;
  }
  EXPECT_EQ(Utf8Prefix("\x80\x80", 1), "");  // no character at all
}

}  // namespace
}  // namespace noroshi
