// AnchorGate against a search that is slow and obvious, and our rules' anchors against libyara.
#include "scan/yara/anchor_gate.h"

#include <gtest/gtest.h>
#include <yara.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "scan/yara/yara_rules.h"
#include "scan/yara/yara_scanner.h"

namespace noroshi::scan {
namespace {

using namespace std::string_literals;

Bytes BytesIn(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()),
          text.size()};  // NOLINT: text as bytes
}

AnchorGate GateOf(const std::vector<std::string>& needs) {
  AnchorGate gate;
  for (const std::string& one : needs) EXPECT_TRUE(gate.Add(one)) << one;
  return gate;
}

std::string Wide(const std::string& text) {
  std::string wide;
  for (const char c : text) wide += {c, '\0'};
  return wide;
}

TEST(AnchorGate, WithoutAnchorsNothingMatches) {
  EXPECT_FALSE(AnchorGate().MayMatch(BytesIn("anything at all")));
}

TEST(AnchorGate, TextCountsInBothOfItsForms) {
  const AnchorGate gate = GateOf({"sonatelr"});
  EXPECT_TRUE(gate.MayMatch(BytesIn("sonatelr")));
  EXPECT_TRUE(gate.MayMatch(BytesIn(Wide("a sonatelr."))));
  EXPECT_FALSE(gate.MayMatch(BytesIn("sonatel")));
  EXPECT_FALSE(gate.MayMatch(BytesIn("Sonatelr")));
  EXPECT_FALSE(gate.MayMatch({}));
}

TEST(AnchorGate, BytesInBracesMayLeaveSomeOpen) {
  const AnchorGate gate = GateOf({"{ 4C 77 26 07 ?? 9A }"});
  EXPECT_TRUE(gate.MayMatch(BytesIn("\x4C\x77\x26\x07\x00\x9A"s)));
  EXPECT_TRUE(gate.MayMatch(BytesIn("..\x4C\x77\x26\x07\xFF\x9A.."s)));
  EXPECT_FALSE(gate.MayMatch(BytesIn("\x4C\x77\x26\x07\x00\x9B"s)));
  EXPECT_FALSE(gate.MayMatch(BytesIn("\x4C\x77\x26\x07\x00"s)));  // cut by the end
}

TEST(AnchorGate, RefusesWhatIsNoAnchor) {
  for (const char* const needs :
       {"", "abc", "{", "{}", "{ }", "{ 4C 77 26 }", "{ 4C 77 26 0 }", "{ 4C 77 26 0G }",
        "{ 4C 77 ?? 26 07 5A }", "{ ?? ?? ?? ?? }", "{ 4C 7 7 26 07 ?G }"}) {
    AnchorGate gate;
    EXPECT_FALSE(gate.Add(needs)) << needs;
    EXPECT_EQ(gate.anchor_count(), 0U) << needs;
  }
}

TEST(AnchorGate, FindsAnAnchorAtEveryPlace) {
  const AnchorGate gate = GateOf({"{ 10 20 30 40 50 }"});
  const std::string anchor = "\x10\x20\x30\x40\x50";
  for (std::size_t size = anchor.size(); size < 40; ++size) {
    for (std::size_t at = 0; at + anchor.size() <= size; ++at) {
      std::string content(size, '\x10');
      content.replace(at, anchor.size(), anchor);
      EXPECT_TRUE(gate.MayMatch(BytesIn(content))) << size << " " << at;
      content[at + 4] = '\x51';
      EXPECT_FALSE(gate.MayMatch(BytesIn(content))) << size << " " << at;
    }
  }
}

TEST(AnchorGate, AgreesWithASlowSearch) {
  std::mt19937 random(7);
  const auto text_of = [&](std::size_t size) {
    std::string text;
    while (text.size() < size) text += static_cast<char>('a' + random() % 3);
    return text;
  };
  int found = 0;
  constexpr int kTurns = 3'000;
  for (int turn = 0; turn < kTurns; ++turn) {
    std::vector<std::string> needs;
    for (std::size_t i = 0; i <= random() % 4; ++i) needs.push_back(text_of(4 + random() % 5));
    const std::string content = text_of(random() % 60);
    const bool expected = std::any_of(needs.begin(), needs.end(), [&](const std::string& anchor) {
      return content.find(anchor) != std::string::npos;
    });
    ASSERT_EQ(GateOf(needs).MayMatch(BytesIn(content)), expected) << content;
    found += expected ? 1 : 0;
  }
  EXPECT_GT(found, kTurns / 10);
  EXPECT_LT(found, kTurns * 9 / 10);
}

// Pieces that our rules look for, so that contents made of them match often: the literal strings
// from libyara, the others written out in their forms.
std::vector<std::string> PiecesOfOurRules(const YaraRules& rules) {
  std::vector<std::string> pieces = {
      "\x3Dsend",
      "\x68recv",
      "\xB9memo",
      "\xC7\x45\x08kill",
      "\x81\xFBsend",
      "\xC7\x44\x24\x10recv",
      "\x66\xC7\x45\x10\x56\x00\x66\xC7\x45\x12\x4D\x00\x66\xC7\x45\x14\x77\x00\x66\xC7\x45\x16\x61\x00"s,
      "\xB8\x56\x00\x00\x00\x66\x89\x45\x10\xB9\x4D\x00\x00\x00\x66\x89\x45\x12\xBA\x77\x00\x00\x00\x66\x89"s,
      "\xC7\x45\x10\x56\x00\x4D\x00\xC7\x45\x14\x77\x00\x61\x00\xC7\x45\x18\x72\x00\x65\x00"s,
      "BgIAAACkAABSU0Ex" + std::string(134, 'A'),
      Wide("BgIAAAAkAABSU0Ex" + std::string(134, 'b')),
      "\xFC\xE8\x82\x00\x00\x00\x60\x89\xE5\x31\xC0\x64\x8B\x50\x30"s,
      "\xFC\x48\x83\xE4\xF0\xE8\xCC\x00\x00\x00\x41\x51\x41\x50"s,
      "\xBA\x4C\x77\x26\x07",
      "\x68\x58\xA4\x53\xE5",
      "\xBA\x3A\x56\x79\xA7",
      "\x68\x57\x89\x9F\xC6",
      "\x00\x01\x00\x01\x00\x02\x00\x08\x00\x02\x00\x01\x00\x02\x01\xBB\x00\x03\x00\x02\x00\x04"s,
      "\x69\x68\x69\x68\x69\x6B\x69\x69\x69\x6B\x69\x68\x69\x6B\x68\x69\x69\x6A\x69\x6B\x69\x6D",
      "\x2E\x2F\x2E\x2F\x2E\x2C\x2E\x26\x2E\x2C\x2E\x2F\x2E\x2C\x2F\x95\x2E\x2D\x2E\x2C\x2E\x2A"};
  const YR_RULE* rule = nullptr;
  yr_rules_foreach(rules.compiled(), rule) {
    const YR_STRING* string = nullptr;
    yr_rule_strings_foreach(rule, string) {
      if (!STRING_IS_LITERAL(string)) continue;
      const std::string text(reinterpret_cast<const char*>(string->string),  // NOLINT
                             static_cast<std::size_t>(string->length));
      if (STRING_IS_ASCII(string) || STRING_IS_HEX(string)) pieces.push_back(text);
      if (STRING_IS_WIDE(string)) pieces.push_back(Wide(text));
    }
  }
  return pieces;
}

int CountMatch(YR_SCAN_CONTEXT*, int message, void*, void* count) {
  if (message == CALLBACK_MSG_RULE_MATCHING) ++*static_cast<int*>(count);
  return CALLBACK_CONTINUE;
}

int MatchesOfLibyara(const YaraRules& rules, const std::string& content) {
  int count = 0;
  EXPECT_EQ(yr_rules_scan_mem(rules.compiled(), BytesIn(content).data(), content.size(), 0,
                              CountMatch, &count, 60),
            ERROR_SUCCESS);
  return count;
}

TEST(AnchorGateOfOurRules, LetsNothingPassUnseenThatLibyaraFinds) {
  const auto rules = YaraRules::Load({{}, true});
  ASSERT_TRUE(rules.ok());
  ASSERT_TRUE((*rules)->has_gate());
  const std::vector<std::string> pieces = PiecesOfOurRules(**rules);
  ASSERT_GT(pieces.size(), 90U);
  std::mt19937 random(20);
  int matching = 0, silent = 0;
  constexpr int kTurns = 20'000;
  for (int turn = 0; turn < kTurns; ++turn) {
    // Neighbours in the list are of one rule, which then has enough of its strings.
    const std::size_t first = random() % pieces.size();
    std::string content(random() % 9, '.');
    for (std::size_t i = random() % 5; i > 0; --i) {
      content += pieces[(first + random() % 6) % pieces.size()] + std::string(random() % 9, '.');
    }
    const bool matches = MatchesOfLibyara(**rules, content) != 0;
    const bool may_match = (*rules)->MayMatch(BytesIn(content));
    ASSERT_TRUE(may_match || !matches) << content;
    matching += matches ? 1 : 0;
    silent += may_match ? 0 : 1;
  }
  EXPECT_GT(matching, kTurns / 5);
  EXPECT_GT(silent, kTurns / 20);
}

TEST(AnchorGateOfOurRules, EachRuleNamesAnchorsThatCanBeUsed) {
  const auto rules = YaraRules::Load({{}, true});
  ASSERT_TRUE(rules.ok());
  for (const YaraRule& rule : (*rules)->rules()) {
    EXPECT_FALSE(rule.needs.empty()) << rule.name;
    for (const std::string& needs : rule.needs) {
      AnchorGate gate;
      EXPECT_TRUE(gate.Add(needs)) << rule.name << ": " << needs;
    }
  }
}

// Rules of other people may hold without any string, whatever their meta says.
TEST(AnchorGateOfOurRules, IsNotUsedWithRulesOfOthers) {
  const auto folder = std::filesystem::temp_directory_path() / "noroshi_anchor_gate_test";
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "any.yar").string();
  std::ofstream(path)
      << "rule anything { meta: needs = \"never there\" condition: filesize > 0 }\n";
  const auto rules = YaraRules::Load({{path}, true});
  ASSERT_TRUE(rules.ok());
  EXPECT_FALSE((*rules)->has_gate());
  std::vector<YaraMatch> matches;
  std::vector<Error> losses;
  YaraScanner(**rules, {}).Scan(BytesIn("x"), {}, matches, losses);
  EXPECT_EQ(matches.size(), 1U);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace noroshi::scan
