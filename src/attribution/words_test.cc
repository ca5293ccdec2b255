#include "attribution/words.h"

#include <gtest/gtest.h>

#include <set>

namespace noroshi {
namespace {

Attribution Answer(Abstention reason, double confidence) {
  Attribution answer;
  answer.reason = reason;
  answer.abstained = reason != Abstention::kNone;
  answer.ranked.push_back({"G0045", "menuPass", confidence, {}});
  return answer;
}

TEST(AttributionWords, NamesASetOnlyWhenItDoesNotAbstain) {
  const AttributionSentence named = VerdictOf(Answer(Abstention::kNone, 0.824));
  EXPECT_EQ(named.english, "resembles G0045 menuPass (confidence 82 of 100, high)");
  EXPECT_EQ(named.japanese, "G0045 menuPassに類似します(確度 高、82)。");
  for (const Abstention reason : {Abstention::kNothingKnown, Abstention::kNoCoherence,
                                  Abstention::kManyFit, Abstention::kWeak}) {
    const AttributionSentence open = VerdictOf(Answer(reason, 0.2));
    EXPECT_EQ(open.english.find("menuPass"), std::string::npos);
    EXPECT_EQ(open.english.find("not enough evidence"), 0U);
    EXPECT_EQ(open.japanese.find("判断できるだけの根拠がありません。"), 0U);
  }
}

// Who reads that several fit wants to know which, and what would decide it.
TEST(AttributionWords, AnUndecidedAnswerSaysBetweenWhom) {
  Attribution answer = Answer(Abstention::kManyFit, 0.2);
  answer.ranked.push_back({"G1054", "MirrorFace", 0.1, {}});
  EXPECT_TRUE(VerdictOf(answer).english.ends_with(
      "several fit it equally well; nearest are G0045 menuPass and G1054 MirrorFace"));
  LookFor look;
  look.id = "T1221";
  look.name = "Template Injection";
  answer.next.push_back(look);
  EXPECT_TRUE(VerdictOf(answer).english.ends_with(
      ", and T1221 Template Injection would speak for G1054 MirrorFace"));
  EXPECT_TRUE(VerdictOf(answer).japanese.ends_with(
      "最も近いのはG0045 menuPassとG1054 MirrorFaceです。T1221 Template "
      "Injectionが確認できれば、G1054 MirrorFaceを示します。"));
  answer.next.front().blind = true;
  EXPECT_NE(VerdictOf(answer).english.find("the logs are blind"), std::string::npos);
  EXPECT_NE(VerdictOf(answer).japanese.find("確認不可"), std::string::npos);
  answer.reason = Abstention::kWeak;
  EXPECT_EQ(VerdictOf(answer).english.find("MirrorFace"), std::string::npos);
}

TEST(AttributionWords, AnAnswerWithoutSetsHasAVerdict) {
  EXPECT_EQ(VerdictOf({}).english.find("not enough evidence"), 0U);
}

TEST(AttributionWords, SurenessFollowsTheConfidence) {
  EXPECT_EQ(SurenessOf(0).english, "low");
  EXPECT_EQ(SurenessOf(0.4).english, "medium");
  EXPECT_EQ(SurenessOf(0.7).japanese, "高");
  EXPECT_EQ(ConfidencePercent(0.005), 1);
  EXPECT_EQ(ConfidencePercent(1), 100);
}

TEST(AttributionWords, EveryKindOfEvidenceHasANameOfItsOwn) {
  std::set<std::string_view> names, english, japanese;
  for (const EvidenceKind kind :
       {EvidenceKind::kTechnique, EvidenceKind::kFamily, EvidenceKind::kSoftware,
        EvidenceKind::kMark, EvidenceKind::kHint, EvidenceKind::kAbsent, EvidenceKind::kPeriod,
        EvidenceKind::kTarget, EvidenceKind::kAims}) {
    names.insert(EvidenceKindName(kind));
    english.insert(EvidenceKindWords(kind).english);
    japanese.insert(EvidenceKindWords(kind).japanese);
  }
  EXPECT_EQ(names.size(), 9U);
  EXPECT_EQ(english.size(), 9U);
  EXPECT_EQ(japanese.size(), 9U);
}

TEST(AttributionWords, RulesThatFiredAreASentence) {
  EvidenceItem item;
  item.kind = EvidenceKind::kAims;
  item.id = "9/27";
  item.name = "3.9";
  EXPECT_EQ(EvidenceText(item).english, "9 of 27 kinds of rules that aim at it, 3.9 expected");
  EXPECT_EQ(EvidenceText(item).japanese, "対象とするルール27種のうち9種(期待値3.9種)");
  item.kind = EvidenceKind::kTechnique;
  item.id = "T1190";
  item.name = "Exploit Public-Facing Application";
  EXPECT_EQ(EvidenceText(item).english, "T1190 Exploit Public-Facing Application");
  EXPECT_EQ(EvidenceText(item).japanese, EvidenceText(item).english);
}

}  // namespace
}  // namespace noroshi
