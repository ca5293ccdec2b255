// Every modifier: what a chain and a value become (chapter 6; vectors of chapter 15).
#include <gtest/gtest.h>

#include <span>

#include "rules/sigma/modifiers/modifier.h"
#include "rules/testing/rule_text.h"

namespace noroshi::testing {
namespace {

struct Case {
  const char* key;
  const char* value;  // YAML
  const char* lowered;
};

void Check(std::span<const Case> cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(LoweredItem(c.key, c.value), c.lowered) << c.key << ": " << c.value;
  }
}

TEST(Modifiers, PositionS5_3S6_1) {
  constexpr Case kCases[] = {
      {"F", "a", "F=a"},
      {"F|contains", "a", "F=*a*"},
      {"F|startswith", "a", "F=a*"},
      {"F|endswith", "a", "F=*a"},
      {"F|contains", "'*a'", "F=*a*"},           // an open end is not opened twice
      {"F|contains", "'a*b?c'", "F=*a*b?c*"},    // inner wildcards stay alive
      {"F|contains", "' -enc '", "F=* -enc *"},  // S-1.5: blanks are kept
      {"F|contains", "''", "F=*"},
      {"F|endswith", "10", "F=*10"},  // an integer is its text
      {"F|startswith", "true", "F=true*"},
      {"F|contains", "[a, b]", "or(F=*a*, F=*b*)"},
      {"F | contains ", "a", "F=*a*"},  // S-6.18: blanks around modifiers are tolerated
  };
  Check(kCases);
}

TEST(Modifiers, AllS6_2) {
  constexpr Case kCases[] = {
      {"F|contains|all", "[a, b]", "and(F=*a*, F=*b*)"},
      {"F|all|contains", "[a, b]", "and(F=*a*, F=*b*)"},  // any place
      {"F|all", "[a, b]", "and(F=a, F=b)"},
      {"F|all", "a", "F=a"},
      // What one value expands to stays ORed inside.
      {"F|base64offset|contains|all", "[foo, bar]",
       "and(or(F=cased:*Zm9v*, F=cased:*Zvb*, F=cased:*mb2*), "
       "or(F=cased:*YmFy*, F=cased:*Jhc*, F=cased:*iYX*))"},
      {"|all", "[a, b]", "and(=*a*, =*b*)"},  // S-4.5: keywords
      {"|all|re", "[a, b]", "and(=/a/, =/b/)"},
  };
  Check(kCases);
  EXPECT_EQ(Codes(LoadDetection("s: {F|all: a}\ncondition: s")), "S042");
  EXPECT_EQ(Codes(LoadDetection("s: {F|all: [a, b]}\ncondition: s")), "");
}

TEST(Modifiers, WindashS6_3) {
  constexpr Case kCases[] = {
      {"F|windash", "' -a'", "F= <->a"},
      {"F|windash", "'/a -b'", "F=<->a <->b"},    // every position
      {"F|windash", "' --long'", "F= -<->long"},  // only the dash before the word
      {"F|windash", "x-y", "F=x-y"},              // inside a word: a hyphen
      {"F|windash", "'//host'", "F=/<->host"},
      {"F|windash", "' - '", "F= - "},
      {"F|windash", "'*-enc'", "F=*<->enc"},  // a wildcard is no word character
      {"F|windash", "'-*'", "F=-*"},
      {"F|windash", "'é-a'", "F=é-a"},    // é is a letter
      {"F|windash", "'–-a'", "F=–<->a"},  // an en dash is none
      {"F|windash", "'-é'", "F=<->é"},
      {"F|windash|contains", "' -a '", "F=* <->a *"},
      {"F|contains|windash", "' -a '", "F=* <->a *"},  // the order in the wild
      {"F|contains|all|windash", "['-a', '/b']", "and(F=*<->a*, F=*<->b*)"},
      {"F|re|windash", "a", "S041 modifier 'windash' needs text"},
  };
  Check(kCases);
}

TEST(Modifiers, Base64S6_4) {
  constexpr Case kCases[] = {
      {"F|base64", "foo", "F=cased:Zm9v"},
      {"F|base64", "fo", "F=cased:Zm8="},  // with padding
      {"F|base64|contains", "foob", "F=cased:*Zm9vYg==*"},
      {"F|base64", "'a\\*b'", "F=cased:YSpi"},  // the unescaped literal
      {"F|base64", "'a*'", "S044 modifier 'base64' cannot encode a wildcard"},
      {"F|contains|base64", "a",
       "S041 modifier 'base64' must come before the others: it encodes "
       "plain text"},
      {"F|utf16be|base64", "cmd", "F=cased:AGMAbQBk"},
      {"F|utf16|base64", "cmd", "F=cased://5jAG0AZAA="},
      {"F|wide|base64", "\"\\U0001F600\"", "F=cased:PdgA3g=="},  // a surrogate pair
  };
  Check(kCases);
}

TEST(Modifiers, Base64OffsetS6_5) {
  constexpr Case kCases[] = {
      {"F|base64offset", "foo", "or(F=cased:Zm9v, F=cased:Zvb, F=cased:mb2)"},
      {"F|base64offset", "http", "or(F=cased:aHR0c, F=cased:h0dH, F=cased:odHRw)"},
      {"F|base64offset", "'https://'",
       "or(F=cased:aHR0cHM6Ly, F=cased:h0dHBzOi8v, F=cased:odHRwczovL)"},
      {"F|base64offset", "é", "or(F=cased:w6, F=cased:Op, F=cased:Dq)"},  // bytes, not characters
      {"F|wide|base64offset", "cmd", "or(F=cased:YwBtAGQA, F=cased:MAbQBkA, F=cased:jAG0AZA)"},
      {"F|utf16le|base64offset|contains", "IEX",
       "or(F=cased:*SQBFAFgA*, F=cased:*kARQBYA*, F=cased:*JAEUAWA*)"},
  };
  Check(kCases);
}

TEST(Modifiers, Base64OffsetOfShortValues) {
  // One byte decides one character at two of three offsets; nothing decides nothing.
  EXPECT_EQ(LoweredItem("F|base64offset", "a"), "or(F=cased:Y, F=cased:h)");
  EXPECT_EQ(LoweredItem("F|base64offset", "''"), "false");
  EXPECT_EQ(Codes(LoadDetection("s: {F|base64offset: ''}\ncondition: s")), "S054");
}

TEST(Modifiers, WideS6_7NeedsAnEncodingBehindIt) {
  constexpr Case kCases[] = {
      {"F|wide", "a", "S045 a UTF-16 modifier alone leaves bytes that no text field holds"},
      {"F|wide|contains", "a",
       "S045 a UTF-16 modifier alone leaves bytes that no text field holds"},
      {"F|wide|wide", "a", "S041 modifier 'wide' cannot follow another encoding"},
      {"F|wide|base64", "'?'", "S044 modifier 'wide' cannot encode a wildcard"},
  };
  Check(kCases);
}

TEST(Modifiers, ReS6_8) {
  constexpr Case kCases[] = {
      {"F|re", "'a\\.b'", "F=/a\\.b/"},  // raw: Sigma's escapes do not apply
      {"F|re|i", "a", "F=/a/i"},
      {"F|re|s|m|i", "a", "F=/a/ims"},
      {"F|re|ignorecase|multiline|dotall", "a", "F=/a/ims"},
      {"F|re|contains", "a", "F=/a/"},  // a search is open anyway
      {"F|re|neq", "[a, b]", "not(or(F=/a/, F=/b/))"},
      {"F|re", "7", "F=/7/"},
      {"F|re", "'(?i)a{2,}?\\b[^x]|(?:y)'", "F=/(?i)a{2,}?\\b[^x]|(?:y)/"},
      {"F|i", "a", "S041 modifier 'i' must follow 're'"},
      {"F|contains|re", "a", "S041 modifier 're' must be the first modifier"},
      {"F|base64|re", "a", "S041 modifier 're' must be the first modifier"},
      {"F|re", "'('", "S046 bad regular expression: missing closing parenthesis at byte 1"},
  };
  Check(kCases);
}

TEST(Modifiers, BadRegexIsItsOwnReason) {
  const RuleSet set = LoadDetection("s: {F|re: '['}\ncondition: s");
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kBadRegex);
}

TEST(Modifiers, CidrS6_9) {
  constexpr Case kCases[] = {
      {"F|cidr", "10.0.0.0/8", "F in ::ffff:10.0.0.0/104"},
      {"F|cidr", "'fe80::/10'", "F in fe80::/10"},
      {"F|cidr", "192.168.1.7", "F in ::ffff:192.168.1.7/128"},  // no prefix: one host
      {"F|cidr", "['::1/128', 127.0.0.0/8]", "or(F in ::1/128, F in ::ffff:127.0.0.0/104)"},
      {"F|cidr", "10.1.2.3/8", "F in ::ffff:10.0.0.0/104"},  // masked
      {"F|cidr", "10.0.0.0/33", "S047 '10.0.0.0/33' is not an address range"},
      {"F|cidr", "LOCAL", "S047 'LOCAL' is not an address range"},
      {"F|cidr", "10.0.0/8", "S047 '10.0.0/8' is not an address range"},
      {"F|cidr|contains", "10.0.0.0/8",
       "S041 modifier 'contains' needs text, not a number or an "
       "address"},
      {"F|contains|cidr", "10.0.0.0/8", "S041 modifier 'cidr' stands alone"},
  };
  Check(kCases);
  EXPECT_EQ(Codes(LoadDetection("s: {F|cidr: 10.1.2.3/8}\ncondition: s")), "S048");
}

TEST(Modifiers, NumbersS6_10) {
  constexpr Case kCases[] = {
      {"F|lt", "5", "F<5"},
      {"F|lte", "-5", "F<=-5"},
      {"F|gt", "0x10", "F>16"},
      {"F|gte", "1.5", "F>=1.5"},
      {"F|gt", "18446744073709551615", "F>18446744073709551615"},  // all 64 bits
      {"F|lt", "[5, 6]", "or(F<5, F<6)"},
      {"F|lt", "'5'", "S049 '5' is not a number"},  // text is refused
      {"F|lt", "five", "S049 'five' is not a number"},
      {"F|contains|lt", "5", "S041 modifier 'lt' cannot follow another modifier"},
  };
  Check(kCases);
}

TEST(Modifiers, NeqS6_11) {
  constexpr Case kCases[] = {
      {"F|neq", "a", "not(F=a)"},
      {"F|neq", "[x, y]", "not(or(F=x, F=y))"},       // none may match
      {"F|neq|all", "[x, y]", "not(and(F=x, F=y))"},  // not all match
      {"F|contains|neq", "a", "not(F=*a*)"},
      {"F|fieldref|neq", "G", "not(F~=G)"},
      {"F|gt|neq", "5", "not(F>5)"},
  };
  Check(kCases);
  LoadOptions strict;  // D-5
  strict.neq_strict = true;
  EXPECT_EQ(LoweredItem("F|neq", "a", strict), "and(not(F=a), F exists)");
}

TEST(Modifiers, ExistsS6_12) {
  constexpr Case kCases[] = {
      {"F|exists", "true", "F exists"},
      {"F|exists", "FALSE", "not(F exists)"},
      {"F|exists", "'true'", "S050 'exists' needs true or false"},
      {"F|exists", "yes", "S050 'exists' needs true or false"},
      {"F|contains|exists", "true", "S041 modifier 'exists' stands alone, behind a field name"},
      {"|exists", "true", "S041 modifier 'exists' stands alone, behind a field name"},
  };
  Check(kCases);
}

TEST(Modifiers, FieldRefS6_13) {
  constexpr Case kCases[] = {
      {"A|fieldref", "B", "A~=B"},
      {"A|fieldref|startswith", "B", "A~^B"},
      {"A|fieldref|endswith", "B", "A~$B"},
      {"A|fieldref|contains", "B", "A~~B"},
      {"A|endswith|fieldref", "B", "A~$B"},
      {"A|fieldref|cased", "B", "A~=cased:B"},
      {"A|fieldref", "[B, C]", "or(A~=B, A~=C)"},
      {"A|equalsfield", "B", "A~=B"},  // S-6.17: Hayabusa's old names
      {"A|endswithfield", "B", "A~$B"},
      {"A|fieldref", "''", "S051 'fieldref' needs a field name"},
      {"|fieldref", "B",
       "S041 modifier 'fieldref' must be the first modifier, behind a field name"},
      {"A|windash|fieldref", "B",
       "S041 modifier 'fieldref' must be the first modifier, behind a field name"},
  };
  Check(kCases);
}

TEST(Modifiers, CasedS6_14) {
  constexpr Case kCases[] = {
      {"F|cased", "a", "F=cased:a"},
      {"F|cased", "true", "F=cased:true"},
      {"F|contains|cased", "'a*b'", "F=cased:*a*b*"},
      {"F|cased|contains|all", "[a, b]", "and(F=cased:*a*, F=cased:*b*)"},
      {"F|re|cased", "a", "S041 modifier 'cased' needs text or a field reference"},
  };
  Check(kCases);
}

TEST(Modifiers, TimePartsS6_15) {
  constexpr Case kCases[] = {
      {"T|minute", "5", "minute(T)=5"},
      {"T|hour", "3", "hour(T)=3"},
      {"T|day", "[1, 2]", "or(day(T)=1, day(T)=2)"},
      {"T|week", "53", "week(T)=53"},
      {"T|month", "12", "month(T)=12"},
      {"T|year", "2020", "year(T)=2020"},
      {"T|hour|gte", "22", "hour(T)>=22"},
      {"T|hour|lt", "6", "hour(T)<6"},
      {"T|hour|gt", "1", "hour(T)>1"},
      {"T|hour|lte", "1", "hour(T)<=1"},
      {"T|hour|neq", "3", "not(hour(T)=3)"},
      {"T|hour", "'3'", "S049 '3' is not a whole number"},
      {"T|hour", "1.5", "S049 '1.5' is not a whole number"},
      {"T|hour", "-1", "S049 '-1' is not a whole number"},
      {"T|contains|hour", "3",
       "S041 modifier 'hour' must be the first modifier, behind a field name"},
  };
  Check(kCases);
}

TEST(Modifiers, ExpandS12) {
  LoadOptions options;
  options.placeholders = {{"admins", {"root", "a*b"}}, {"dom", {"X", "Y"}}, {"empty", {}}};
  struct ExpandCase {
    const char* key;
    const char* value;
    const char* lowered;
  };
  constexpr ExpandCase kCases[] = {
      {"F|expand", "'%admins%'", "or(F=root, F=a\\*b)"},  // D-12: entries are literal
      {"F|expand", "'%dom%\\\\%admins%*'",
       "or(F=X\\\\root*, F=X\\\\a\\*b*, F=Y\\\\root*, F=Y\\\\a\\*b*)"},
      {"F|contains|expand", "'%dom%'", "or(F=*X*, F=*Y*)"},
      {"F|expand|contains", "'%dom%'", "or(F=*X*, F=*Y*)"},
      {"F|expand", "'100\\%dom%'", "F=100%dom%"},  // an escaped percent sign
      {"F", "'%dom%'", "F=%dom%"},                 // S-5.7
      {"F|expand", "'%nobody%'", "S052 no list for placeholder 'nobody'"},
      {"F|expand", "'%empty%'", "S052 no list for placeholder 'empty'"},
      {"F|base64|expand", "a",
       "S041 modifier 'expand' must come before the others that change "
       "text"},
  };
  for (const auto& c : kCases)
    EXPECT_EQ(LoweredItem(c.key, c.value, options), c.lowered) << c.value;
  EXPECT_EQ(Codes(LoadDetection("s: {F|expand: '50%'}\ncondition: s", options)), "S053");
}

TEST(Modifiers, MissingPlaceholderIsItsOwnReason) {
  const RuleSet set = LoadDetection("s: {F|expand: '%x%'}\ncondition: s");
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kMissingPlaceholder);
  EXPECT_EQ(set.not_used[0].detail, "no list for placeholder 'x'");
}

TEST(Modifiers, ExpansionIsBounded) {
  LoadOptions options;
  options.placeholders["x"] = std::vector<std::string>(1000, "a");
  EXPECT_EQ(LoweredItem("F|expand", "'%x%%x%'", options), "S035 more than 10000 variants");
}

TEST(Modifiers, UnknownS6_17) {
  const RuleSet set = LoadDetection("s: {F|containz: a}\ncondition: s");
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kUnknownModifier);
  EXPECT_EQ(set.not_used[0].detail, "unknown modifier 'containz'");
  ASSERT_EQ(set.diagnostics.size(), 1U);
  EXPECT_EQ(set.diagnostics[0].fix, "did you mean 'contains'?");
  EXPECT_EQ(LoweredItem("F|Contains", "a"), "S040 unknown modifier 'Contains'");  // S-6.18
  EXPECT_EQ(LoweredItem("F|", "a"), "S040 unknown modifier ''");
  EXPECT_EQ(LoweredItem("F||contains", "a"), "S040 unknown modifier ''");
}

TEST(Modifiers, NullTakesNoneS4_10) {
  EXPECT_EQ(LoweredItem("F|contains", "null"), "S043 null cannot take a modifier");
  EXPECT_EQ(LoweredItem("F|neq", "[a, null]"), "S043 null cannot take a modifier");
}

TEST(Modifiers, NearestModifierGuesses) {
  EXPECT_EQ(sigma::NearestModifier("endwith"), "endswith");
  EXPECT_EQ(sigma::NearestModifier("base64_offset"), "base64offset");
  EXPECT_EQ(sigma::NearestModifier("zebra"), "");
  EXPECT_EQ(sigma::NearestModifier(""), "");
}

TEST(Modifiers, EachIsRegisteredOnce) {
  for (const sigma::Modifier& modifier : sigma::AllModifiers()) {
    EXPECT_EQ(sigma::FindModifier(modifier.name), &modifier) << modifier.name;
  }
}

}  // namespace
}  // namespace noroshi::testing
