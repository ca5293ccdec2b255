#include "matcher/build/regex_literals.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

using Literals = std::vector<std::string>;

struct LiteralCase {
  std::string_view expression;
  Literals literals;
};

const LiteralCase kLiteralCases[] = {
    {"powershell", {"powershell"}},
    {"a.*powershell.*b", {"powershell"}},
    {"abc|defg", {"abc", "defg"}},
    {"abc|d", {}},        // one alternative without a literal worth having
    {"abcd?e", {"abc"}},  // an optional character is not required
    {"abcd*", {"abc"}},
    {"abcd{0,2}", {"abc"}},
    {"abcd+e", {"abcd"}},  // a repeated one is, once
    {"\\\\cmd\\.exe$", {"\\cmd.exe"}},
    {"[abc]defg[hij]", {"defg"}},
    {"[]abc]defg", {"defg"}},  // ] right behind [ is a member
    {"[^]]defg", {"defg"}},
    {"(?i)DEFG", {"DEFG"}},
    {"(foo|bar)defg", {"defg"}},
    {"(?:foo|bar)?defg", {"defg"}},
    {"(foo|(bar))*", {}},
    {"^(psexesvc.*|paexec.*)$", {"psexesvc", "paexec"}},  // a group holds one of its alternatives
    {"(wmic|sc)x", {}},                                   // of which each needs a literal
    {"(wmic|sc)?\\\\create", {"\\create"}},
    {"\\\\(powershell|cmd)\\.exe$", {"powershell", "cmd"}},  // .exe stands in every path
    {"(powershell|cmd)\\.log$", {".log"}},                   // the one whose shortest is longest
    {"\\\\(py|node)\\.exe$", {".exe"}},                      // better than none
    {"((abc|defg)h|(ij|klmn))", {}},
    {"((abc|defg)h|(ijk|lmno)+)", {"abc", "defg", "ijk", "lmno"}},
    {"(?:abcd|efgh){2}", {}},  // a number may be none
    {"(abcd|efgh)|ijkl", {"abcd", "efgh", "ijkl"}},
    {"abcd)|efgh", {}},
    {"(abcd|efgh", {}},
    {"(abcd|x(?=y))", {}},
    {"(abc|d[)]efg)", {"abc", "efg"}},
    {"(abc|d\\)efg)", {"abc", "d)efg"}},
    {"\\x41bcd", {}},  // not understood: no literal at all
    {"(?=abc)def", {}},
    {"(?<name>abc)def", {}},
    {"(*ACCEPT)abc", {}},
    {"a(?i)bcdef", {}},
    {"abc{|defg", {}},  // the brace is text, the bar is not
    {"\\Qabc\\E", {}},
    {"\\babcd\\b", {"abcd"}},
    {"ab\\dcdef", {"cdef"}},
    {"\u00E9abc", {"abc"}},  // ASCII only
    {"", {}},
    {"ab", {}},  // too short to save anything
};

TEST(RegexLiterals, ReadsEachCase) {
  for (const LiteralCase& c : kLiteralCases) {
    RegexPattern regex;
    regex.expression = c.expression;
    EXPECT_EQ(RequiredLiterals(regex), c.literals) << c.expression;
  }
}

}  // namespace
}  // namespace noroshi
