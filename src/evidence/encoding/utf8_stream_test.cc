#include "evidence/encoding/utf8_stream.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>

#include "base/utf.h"
#include "evidence/testing/memory_stream.h"

namespace noroshi {
namespace {

using namespace std::string_literals;
using testing::MemoryStream;

constexpr std::string_view kBad = "\xEF\xBF\xBD";

struct Decoded {
  std::string text;
  TextNotes notes;
  std::optional<ErrorCode> error;
};

// `piece` bytes come from below at once, `ask` are asked for at once.
Decoded Decode(const std::string& raw, std::size_t piece = 1000, std::size_t ask = 4096,
               std::optional<Error> error = std::nullopt) {
  auto memory = std::make_unique<MemoryStream>(raw, piece);
  if (error) memory->FailAtEnd(*error);
  auto notes = std::make_shared<TextNotes>();
  Utf8Stream stream(*SniffedStream::Open(std::move(memory), 512), notes);
  Decoded decoded;
  std::vector<std::uint8_t> block(ask);
  for (;;) {
    const Result<std::size_t> got = stream.Read(block);
    if (!got.ok()) decoded.error = got.error().code;
    if (!got.ok() || *got == 0) break;
    decoded.text.append(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(*got));
  }
  decoded.notes = *notes;
  return decoded;
}

std::string Utf16(std::u16string_view text, bool big = false) {
  std::string raw;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    raw += big ? high : low;
    raw += big ? low : high;
  }
  return raw;
}

struct EncodingCase {
  const char* name;
  std::string raw;
  std::string text;
  TextEncoding encoding;
  std::uint64_t replaced = 0;
};

// "日本語" is 93 FA 96 7B 8C EA in code page 932, "ﾛｸﾞ" in half width DB B8 DE; "表" is 95 5C,
// whose second byte is a backslash.
const EncodingCase kCases[] = {
    {"empty", "", "", TextEncoding::kAscii},
    {"ascii", "a\nb\n", "a\nb\n", TextEncoding::kAscii},
    {"utf-8", "日本語 log\n", "日本語 log\n", TextEncoding::kUtf8},
    {"utf-8 with mark", "\xEF\xBB\xBF{\"a\":1}", "{\"a\":1}", TextEncoding::kUtf8},
    {"utf-8, four bytes", "\xF0\x9F\x94\xA5", "\xF0\x9F\x94\xA5", TextEncoding::kUtf8},
    {"broken utf-8", "日本語\xFF日本語\xE6\x97 x",
     "日本語"s + kBad.data() + "日本語" + kBad.data() + " x", TextEncoding::kUtf8, 2},
    {"utf-8 cut at the end", "日本\xE8\xAA", "日本"s + kBad.data(), TextEncoding::kUtf8, 1},
    {"utf-16le with mark", "\xFF\xFE" + Utf16(u"日本語\r\nx"), "日本語\r\nx",
     TextEncoding::kUtf16Le},
    {"utf-16be with mark", "\xFE\xFF" + Utf16(u"日本語\nx", true), "日本語\nx",
     TextEncoding::kUtf16Be},
    {"utf-16le", Utf16(u"{\"名前\":\"値\"}\n"), "{\"名前\":\"値\"}\n", TextEncoding::kUtf16Le},
    {"utf-16be", Utf16(u"{\"名前\":\"値\"}\n", true), "{\"名前\":\"値\"}\n",
     TextEncoding::kUtf16Be},
    {"utf-16le pair", "\xFF\xFE" + Utf16(u"a\xD83D\xDD25z"), "a\xF0\x9F\x94\xA5z",
     TextEncoding::kUtf16Le},
    {"utf-16le lone halves", "\xFF\xFE" + Utf16(u"a\xDD25z\xD83D"),
     "a"s + kBad.data() + "z" + kBad.data(), TextEncoding::kUtf16Le, 2},
    {"utf-16le odd byte", "\xFF\xFE" + Utf16(u"ab") + "c", "ab"s + kBad.data(),
     TextEncoding::kUtf16Le, 1},
    {"cp932", "a=\x93\xFA\x96\x7B\x8C\xEA \xDB\xB8\xDE\nb\n", "a=日本語 ﾛｸﾞ\nb\n",
     TextEncoding::kCp932},
    {"cp932 with a backslash inside", "\x95\x5C\\\x95\x5C", "表\\表", TextEncoding::kCp932},
    {"cp932 before a line end", "\x93\xFA\x96\x7B\x8C\xEA\x93\xFA\x93\xFA\x81\nb",
     "日本語日日"s + kBad.data() + "\nb", TextEncoding::kCp932, 1},
    {"cp932 cut at the end", "\x93\xFA\x96\x7B\x8C\xEA\x93", "日本語"s + kBad.data(),
     TextEncoding::kCp932, 1},
};

TEST(Utf8Stream, EveryEncodingWhateverThePieces) {
  for (const EncodingCase& row : kCases) {
    for (const std::size_t piece : {1u, 2u, 3u, 1000u}) {
      for (const std::size_t ask : {1u, 7u, 4096u}) {
        const Decoded decoded = Decode(row.raw, piece, ask);
        EXPECT_EQ(decoded.text, row.text) << row.name << " in pieces of " << piece << ", " << ask;
        EXPECT_EQ(decoded.notes.encoding, row.encoding) << row.name;
        EXPECT_EQ(decoded.notes.replaced, row.replaced) << row.name;
        EXPECT_FALSE(decoded.error.has_value()) << row.name;
      }
    }
  }
}

TEST(Utf8Stream, TellsWhereTheFirstReplacementStands) {
  EXPECT_EQ(Decode("日本語ab\xFF").notes.first_replaced, 11u);
  EXPECT_EQ(Decode("\xFF\xFE" + Utf16(u"日a\xDD25")).notes.first_replaced, 4u);
}

TEST(Utf8Stream, TheFirstByteBeyondAsciiMayComeLate) {
  const std::string ascii(300'000, 'x');
  const Decoded cp932 = Decode(ascii + "\n\x93\xFA\x96\x7B\x8C\xEA\n" + ascii);
  EXPECT_EQ(cp932.notes.encoding, TextEncoding::kCp932);
  EXPECT_EQ(cp932.text, ascii + "\n日本語\n" + ascii);
  const Decoded utf8 = Decode(ascii + "\n日本語\xFF\n" + ascii);
  EXPECT_EQ(utf8.notes.encoding, TextEncoding::kUtf8);
  EXPECT_EQ(utf8.text, ascii + "\n日本語" + kBad.data() + "\n" + ascii);
  EXPECT_EQ(utf8.notes.first_replaced, ascii.size() + 10);
}

TEST(Utf8Stream, LongTextsComeThroughWhole) {
  std::u16string wide;
  std::string narrow;
  for (int i = 0; i < 60'000; ++i) {
    wide += u"行\xD83D\xDD25 line\n";
    narrow += "行\xF0\x9F\x94\xA5 line\n";
  }
  EXPECT_EQ(Decode(narrow, 777, 5000).text, narrow);
  EXPECT_EQ(Decode("\xFF\xFE" + Utf16(wide), 777, 5000).text, narrow);
  EXPECT_EQ(Decode("\xFE\xFF" + Utf16(wide, true), 1001, 5000).text, narrow);
}

TEST(Utf8Stream, AnErrorBelowComesBehindAllText) {
  for (const std::string raw : {"abc", "日本語", "日本\xE8"}) {
    const Decoded decoded = Decode(raw, 2, 4096, Error{ErrorCode::kTruncated, 0, "test", "cut"});
    EXPECT_EQ(decoded.error, ErrorCode::kTruncated);
    EXPECT_GE(decoded.text.size(), 3u);
  }
}

// Whatever the bytes, the text is valid UTF-8 and has as many line feeds as the bytes below.
TEST(Utf8Stream, AnyBytesBecomeValidTextWithTheSameLines) {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    std::string raw;
    const auto size = random() % 3000;
    const unsigned mask = round % 2 == 0 ? 0xFF : 0xDF;
    for (unsigned i = 0; i < size; ++i) raw += static_cast<char>(random() & mask);
    if (raw.starts_with("\xFF\xFE") || raw.starts_with("\xFE\xFF")) continue;
    const Decoded decoded = Decode(raw, 1 + random() % 300);
    if (decoded.notes.encoding == TextEncoding::kUtf16Le) continue;
    const Bytes text(reinterpret_cast<const std::uint8_t*>(decoded.text.data()),
                     decoded.text.size());
    EXPECT_EQ(ValidUtf8Prefix(text), text.size());
    EXPECT_EQ(std::ranges::count(decoded.text, '\n'), std::ranges::count(raw, '\n'));
  }
}

TEST(TextEncoding, Utf8IsCheckedAsUnicodeSays) {
  const auto valid = [](const std::string& text) {
    return ValidUtf8Prefix({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}) ==
           text.size();
  };
  for (char32_t point = 0; point <= 0x10FFFF; point += 13) {
    std::string text;
    AppendCodePoint(point, text);
    EXPECT_TRUE(valid(text)) << static_cast<std::uint32_t>(point);
  }
  for (const char* bad :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xE3\x81", "\xFF"}) {
    EXPECT_FALSE(valid(bad));
  }
}

}  // namespace
}  // namespace noroshi
