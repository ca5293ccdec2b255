// The token parser: each token, each place it may not stand, and the two readings of dependency
// ids. Results are compared as text, one word a token.
#include "evidence/evtx/fragment_parser.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using testing::ChunkBytes;
using testing::Wide;

std::string Word(const Fragment& fragment, const Token& token) {
  const std::string_view text =
      token.kind == TokenKind::kInstance ? std::string_view() : fragment.TextOf(token);
  switch (token.kind) {
    case TokenKind::kOpen:
      return token.index == kNoDependency ? fmt::format("<{}", text)
                                          : fmt::format("<{}?{}", text, token.index);
    case TokenKind::kAttribute: return fmt::format("@{}", text);
    case TokenKind::kCloseStart: return ">";
    case TokenKind::kCloseEmpty: return "/>";
    case TokenKind::kEnd: return "</>";
    case TokenKind::kText: return fmt::format("'{}'", text);
    case TokenKind::kSubstitution: return fmt::format("%{}:{}", token.index, token.type);
    case TokenKind::kOptional: return fmt::format("?{}:{}", token.index, token.type);
    case TokenKind::kInstance: return "instance";
    case TokenKind::kInstruction: return fmt::format("<?{}", text);
  }
  return {};
}

std::string Tokens(const Fragment& fragment) {
  std::string words;
  for (const Token& token : fragment.tokens) {
    words += (words.empty() ? "" : " ") + Word(fragment, token);
  }
  return words;
}

using Writer = std::function<void(ChunkBytes&)>;

Fragment Parsed(const Writer& write, FragmentPlace place = FragmentPlace::kRecord) {
  ChunkBytes chunk;
  const std::size_t begin = chunk.at();
  write(chunk);
  Fragment fragment;
  ParseFragment(chunk.bytes(), begin, chunk.at(), place, fragment);
  return fragment;
}

TEST(EvtxFragmentParser, AWholeElement) {
  const Fragment fragment = Parsed([](ChunkBytes& c) {
    c.FragmentHeader();
    c.Open("Event", true);
    c.Attribute("xmlns");
    c.Text("x");
    c.CloseStart();
    c.Open("A");
    c.CloseEmpty();
    c.Open("B");
    c.CloseStart();
    c.Text("text");
    c.End();
    c.End();
    c.EndOfFragment();
  });
  EXPECT_EQ(Tokens(fragment), "<Event @xmlns 'x' > <A /> <B > 'text' </> </>");
  EXPECT_TRUE(fragment.issues.empty());
}

TEST(EvtxFragmentParser, OpenTokensKnowTheirEnd) {
  const Fragment fragment = Parsed([](ChunkBytes& c) {
    c.Open("A");
    c.CloseStart();
    c.Open("B");
    c.CloseEmpty();
    c.End();
  });
  ASSERT_EQ(Tokens(fragment), "<A > <B /> </>");
  EXPECT_EQ(fragment.tokens[0].end, 4U);
  EXPECT_EQ(fragment.tokens[2].end, 3U);
}

TEST(EvtxFragmentParser, Substitutions) {
  const Fragment fragment = Parsed(
      [](ChunkBytes& c) {
        c.OpenDependent("A", kNoDependency);
        c.CloseStart();
        c.Substitution(3, 0x01);
        c.Substitution(4, 0x81, true);
        c.End();
        c.OpenDependent("B", 7);
        c.CloseEmpty();
      },
      FragmentPlace::kDefinition);
  EXPECT_EQ(Tokens(fragment), "<A > %3:1 ?4:129 </> <B?7 />");
  EXPECT_TRUE(fragment.issues.empty());
}

// Text, CDATA, character and entity references become one text (E-5.3).
TEST(EvtxFragmentParser, TextsJoin) {
  const Fragment fragment = Parsed([](ChunkBytes& c) {
    c.Open("A");
    c.CloseStart();
    c.Text("a");
    c.U8(0x07);
    c.U16(2);
    c.Raw(Wide("bc"));
    c.U8(0x08);
    c.U16('d');
    c.U8(0x09);
    c.InlineName("amp");
    c.U8(0x09);
    c.InlineName("#x41");
    c.U8(0x09);
    c.InlineName("#66");
    c.U8(0x09);
    c.InlineName("odd");
    c.End();
  });
  EXPECT_EQ(Tokens(fragment), "<A > 'abcd&AB&odd;' </>");
}

TEST(EvtxFragmentParser, TextEndsAtItsNul) {
  const Fragment fragment = Parsed([](ChunkBytes& c) {
    c.Open("A");
    c.CloseStart();
    c.U8(0x05);
    c.U8(1);
    c.U16(4);
    c.Raw(Wide(std::string_view("ab\0c", 4)));
    c.End();
  });
  EXPECT_EQ(Tokens(fragment), "<A > 'ab' </>");
}

TEST(EvtxFragmentParser, ProcessingInstructions) {
  const Fragment fragment = Parsed([](ChunkBytes& c) {
    c.U8(0x0A);
    c.InlineName("target");
    c.U8(0x0B);
    c.U16(4);
    c.Raw(Wide("data"));
    c.Open("A");
    c.CloseEmpty();
  });
  EXPECT_EQ(Tokens(fragment), "<?target data <A />");
}

struct BadOrder {
  const char* why;
  Writer write;
  const char* kept;
};

// Whatever the order, what was built so far is kept and closed (E-5.6).
TEST(EvtxFragmentParser, TokensInPlacesWhereTheyCannotBe) {
  const BadOrder cases[] = {
      {"end without an element", [](ChunkBytes& c) { c.End(); }, ""},
      {"close without an element", [](ChunkBytes& c) { c.CloseStart(); }, ""},
      {"empty close without an element", [](ChunkBytes& c) { c.CloseEmpty(); }, ""},
      {"attribute without an element", [](ChunkBytes& c) { c.Attribute("a"); }, ""},
      {"data without a target",
       [](ChunkBytes& c) {
         c.U8(0x0B);
         c.U16(1);
         c.Raw(Wide("x"));
       },
       ""},
      {"an element in a start tag",
       [](ChunkBytes& c) {
         c.Open("A");
         c.Open("B");
       },
       "<A />"},
      {"an end in a start tag",
       [](ChunkBytes& c) {
         c.Open("A");
         c.End();
       },
       "<A />"},
      {"text in a start tag",
       [](ChunkBytes& c) {
         c.Open("A");
         c.Text("x");
       },
       "<A />"},
      {"an attribute in the content",
       [](ChunkBytes& c) {
         c.Open("A");
         c.CloseStart();
         c.Attribute("b");
       },
       "<A > </>"},
      {"closed twice",
       [](ChunkBytes& c) {
         c.Open("A");
         c.CloseStart();
         c.CloseStart();
       },
       "<A > </>"},
      {"the fragment ends inside an element",
       [](ChunkBytes& c) {
         c.Open("A");
         c.CloseStart();
         c.EndOfFragment();
       },
       "<A > </>"},
      {"the bytes end inside an element",
       [](ChunkBytes& c) {
         c.Open("A");
         c.CloseStart();
       },
       "<A > </>"},
      {"the bytes end inside a text",
       [](ChunkBytes& c) {
         c.Open("A");
         c.CloseStart();
         c.U8(0x05);
         c.U8(1);
         c.U16(9);
       },
       "<A > </>"},
      {"the bytes end inside a substitution",
       [](ChunkBytes& c) {
         c.Open("A");
         c.CloseStart();
         c.U8(0x0D);
         c.U8(0);
       },
       "<A > </>"},
  };
  for (const BadOrder& c : cases) {
    const Fragment fragment = Parsed(c.write);
    EXPECT_EQ(Tokens(fragment), c.kept) << c.why;
    EXPECT_TRUE(fragment.issues.Has(DamageKind::kTokenOrder)) << c.why;
  }
}

TEST(EvtxFragmentParser, UnknownTokensEndTheReadingE5_7) {
  for (const int token : {0x10, 0x1F, 0x3F, 0x80, 0x8F, 0xFF}) {
    const Fragment fragment = Parsed([&](ChunkBytes& c) {
      c.Open("A");
      c.CloseStart();
      c.Text("kept");
      c.U8(static_cast<std::uint8_t>(token));
      c.Text("lost");
      c.End();
    });
    EXPECT_EQ(Tokens(fragment), "<A > 'kept' </>") << token;
    EXPECT_TRUE(fragment.issues.Has(DamageKind::kTokenUnknown)) << token;
  }
}

// E-5.1: the expected reading first, the other when that breaks the grammar.
TEST(EvtxFragmentParser, EitherReadingOfDependencyIds) {
  const Writer with = [](ChunkBytes& c) {
    c.OpenDependent("A", 2);
    c.CloseEmpty();
  };
  const Writer without = [](ChunkBytes& c) {
    c.Open("A");
    c.CloseEmpty();
  };
  EXPECT_EQ(Tokens(Parsed(with, FragmentPlace::kDefinition)), "<A?2 />");
  EXPECT_EQ(Tokens(Parsed(with, FragmentPlace::kRecord)), "<A?2 />");
  EXPECT_EQ(Tokens(Parsed(without, FragmentPlace::kRecord)), "<A />");
  EXPECT_EQ(Tokens(Parsed(without, FragmentPlace::kDefinition)), "<A />");
}

TEST(EvtxFragmentParser, WrongNameHashIsKeptAndMarked) {
  const Fragment fragment = Parsed([](ChunkBytes& c) {
    c.Open("A");
    c.bytes()[512 + 1 + 4 + 4 + 4] ^= 1;  // token, size, name offset, next name: then the hash
    c.CloseEmpty();
  });
  EXPECT_EQ(Tokens(fragment), "<A />");
  EXPECT_TRUE(fragment.issues.Has(DamageKind::kNameHash));
}

TEST(EvtxFragmentParser, SeveralFragmentsAndPadding) {
  const Writer two = [](ChunkBytes& c) {
    for (const char* name : {"A", "B"}) {
      c.FragmentHeader();
      c.Open(name);
      c.CloseEmpty();
      c.EndOfFragment();
    }
    c.Raw({0, 0, 0, 0, 0});
  };
  const Fragment fragment = Parsed(two);
  EXPECT_EQ(Tokens(fragment), "<A /> <B />");
  EXPECT_TRUE(fragment.issues.empty());
  // Padding may hold old bytes, even those of a header, when no fragment fits behind them.
  EXPECT_EQ(Tokens(Parsed([](ChunkBytes& c) {
              c.Open("A");
              c.CloseEmpty();
              c.EndOfFragment();
              c.Raw({0x0F, 1, 1, 0, 0x41, 0, 0});
            })),
            "<A />");
}

TEST(EvtxFragmentParser, DepthIsBounded) {
  const auto nested = [](std::size_t depth) {
    return Parsed([&](ChunkBytes& c) {
      for (std::size_t i = 0; i < depth; ++i) {
        c.Open("A");
        c.CloseStart();
      }
      for (std::size_t i = 0; i < depth; ++i) c.End();
    });
  };
  EXPECT_TRUE(nested(kMaxOpenElements).issues.empty());
  const Fragment deeper = nested(kMaxOpenElements + 1);
  EXPECT_TRUE(deeper.issues.Has(DamageKind::kNesting));
  EXPECT_EQ(deeper.tokens.size(), 3 * kMaxOpenElements);  // open, close, end: balanced
}

TEST(EvtxFragment, StructureDecidesEqualityAndHash) {
  const auto element = [](const char* name) {
    return Parsed([&](ChunkBytes& c) {
      c.Open(name);
      c.CloseEmpty();
    });
  };
  EXPECT_TRUE(element("A").SameStructure(element("A")));
  EXPECT_EQ(element("A").Hash(), element("A").Hash());
  EXPECT_FALSE(element("A").SameStructure(element("B")));
  EXPECT_NE(element("A").Hash(), element("B").Hash());
}

}  // namespace
}  // namespace noroshi::evtx
