#include "base/case_fold.h"

#include <gtest/gtest.h>

#include "base/utf.h"

namespace noroshi {
namespace {

struct FoldCase {
  std::string_view text, folded;
};

constexpr FoldCase kFoldCases[] = {
    {"", ""},
    {"CMD.EXE", "cmd.exe"},
    {"@[`{AZaz09", "@[`{azaz09"},                                    // the neighbours of A-Z stay
    {"ABCDEFGHIJKLMNOPQRSTUVWXYZ!", "abcdefghijklmnopqrstuvwxyz!"},  // longer than one step
    {"\u00C0", "\u00E0"},                                            // A grave
    {"\u0100\u0101\u0102", "\u0101\u0101\u0103"},                    // a run of step 2
    {"\u03A3\u03C2\u03C3", "\u03C3\u03C3\u03C3"},                    // all three sigmas are one
    {"\u0130", "\u0130"},              // dotted capital I: Turkish folding only
    {"\u0131", "\u0131"},              // dotless i is a letter of its own
    {"\u00DF", "\u00DF"},              // sharp s: simple folding keeps its length
    {"\u1E9E", "\u00DF"},              // capital sharp s
    {"\u212A", "k"},                   // Kelvin sign: leaves Unicode for ASCII
    {"\u017F", "s"},                   // long s likewise
    {"\u0410\u042F", "\u0430\u044F"},  // Cyrillic; homoglyphs are not joined
    {"\uFF21", "\uFF41"},              // full-width A
    {"\U00010400", "\U00010428"},      // Deseret: beyond the 16-bit plane
    {"\uAB70", "\u13A0"},              // Cherokee folds to upper case
    {"\u2013", "\u2013"},              // a dash has no case
    {"A\xFF"
     "B",
     "a\xFF"
     "b"},                       // a stray byte stands for itself
    {"A\xE2\x84", "a\xE2\x84"},  // a character cut short
};

TEST(CaseFold, FoldsEachCase) {
  for (const FoldCase& c : kFoldCases) EXPECT_EQ(Folded(c.text), c.folded) << c.text;
}

// Every ASCII character at every place of texts around the sizes of a step.
TEST(CaseFold, AsciiFoldsTheSameWhereverItStands) {
  for (std::size_t size = 1; size <= 40; ++size) {
    for (char c = 0; c >= 0 && c < 0x7f; ++c) {
      std::string text(size, c), folded(size, '-');
      ASSERT_EQ(FoldAscii(text, folded.data()), size);
      const bool capital = c >= 'A' && c <= 'Z';
      ASSERT_EQ(folded, std::string(size, static_cast<char>(capital ? c + 0x20 : c)));
      text[size / 2] = '\x80';
      ASSERT_EQ(FoldAscii(text, folded.data()), size / 2);
    }
  }
}

TEST(CaseFold, GoesBackToAsciiBehindOtherCharacters) {
  const std::string plain(37, 'A'), folded(37, 'a');
  EXPECT_EQ(Folded(plain + "\u00C0\u00C0" + plain + "\xFF" + plain),
            folded + "\u00E0\u00E0" + folded + "\xFF" + folded);
}

TEST(CaseFold, FoldingTwiceChangesNothing) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const char32_t folded = FoldCodePoint(c);
    ASSERT_EQ(FoldCodePoint(folded), folded) << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(CaseFold, EveryCharacterSurvivesDecoding) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendCodePoint(c, text);
    const DecodedCharacter decoded = DecodeCharacter(text, 0);
    ASSERT_EQ(decoded.code_point, c);
    ASSERT_EQ(decoded.size, text.size());
  }
}

TEST(CaseFold, InvalidUtf8IsOneCharacterPerByte) {
  for (const std::string_view text : {"\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80",
                                      "\xF0\x80\x80\x80", "\x80", "\xE2\x28\xA1"}) {
    const DecodedCharacter decoded = DecodeCharacter(text, 0);
    EXPECT_GE(decoded.code_point, kInvalidByteBase);
    EXPECT_EQ(decoded.size, 1U);
  }
}

TEST(CaseFold, EqualsFoldedIgnoresCaseOnly) {
  EXPECT_TRUE(EqualsFolded("Microsoft-Windows-Bits-Client", "microsoft-windows-BITS-client"));
  EXPECT_FALSE(EqualsFolded("Security", "Security "));
  EXPECT_FALSE(EqualsFolded("a", "\u0430"));  // Cyrillic a
}

}  // namespace
}  // namespace noroshi
