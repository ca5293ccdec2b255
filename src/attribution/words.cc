#include "attribution/words.h"

#include <fmt/format.h>

#include <array>

namespace noroshi {
namespace {

// By Abstention; the first one takes a name, a confidence and its level in words.
constexpr std::array<AttributionWords, 5> kVerdicts = {
    {{"resembles {0} (confidence {1} of 100, {2})", "{0}に類似します(確度 {2}、{1})。"},
     {"not enough evidence to name an intrusion set: nothing was seen that the knowledge holds",
      "判断できるだけの根拠がありません。知識にある技術もソフトウェアも確認されていません。"},
     {"not enough evidence to name an intrusion set: what was seen hangs together no better than "
      "chance",
      "判断できるだけの根拠がありません。確認された技術の組み合わせに、一つの侵入としてのまとまりが"
      "あ"
      "りません。"},
     {"not enough evidence to name an intrusion set: several fit it equally well",
      "判断できるだけの根拠がありません。複数の攻撃グループが同程度に当てはまります。"},
     {"not enough evidence to name an intrusion set: the nearest explains too little of it",
      "判断できるだけの根拠がありません。最も近い攻撃グループでも、確認された内容の一部しか説明でき"
      "ません。"}}};
constexpr std::array<AttributionWords, 3> kSureness = {
    {{"low", "低"}, {"medium", "中"}, {"high", "高"}}};
constexpr double kHigh = 0.7, kMedium = 0.4;

// By EvidenceKind.
constexpr std::array<AttributionWords, 9> kKinds = {{{"technique", "技術"},
                                                     {"related technique", "関連技術"},
                                                     {"software", "ソフトウェア"},
                                                     {"mark", "固有の手順"},
                                                     {"rule's aim", "ルールの対象"},
                                                     {"visible, not seen", "確認されず"},
                                                     {"years of reports", "公開レポートの年"},
                                                     {"known target", "既知の標的"},
                                                     {"rules that fired", "一致したルール"}}};
constexpr std::array<std::string_view, 9> kKindNames = {
    "technique", "related_technique", "software", "mark", "rule_aim", "visible_not_seen", "period",
    "target",    "rules_fired"};

// Of several that fit: the two nearest, and what would tell them apart. Nothing where one is alone.
AttributionSentence Undecided(const Attribution& attribution) {
  if (attribution.reason != Abstention::kManyFit || attribution.ranked.size() < 2) return {};
  const auto name = [&](std::size_t i) {
    return attribution.ranked[i].id + " " + attribution.ranked[i].name;
  };
  AttributionSentence text{fmt::format("; nearest are {} and {}", name(0), name(1)),
                           fmt::format("最も近いのは{}と{}です。", name(0), name(1))};
  if (attribution.next.empty()) return text;
  const LookFor& look = attribution.next.front();
  const std::string what = look.id + " " + look.name, whose = name(look.for_first ? 0 : 1);
  text.english +=
      look.blind
          ? fmt::format(", and {}, for which the logs are blind, would speak for {}", what, whose)
          : fmt::format(", and {} would speak for {}", what, whose);
  text.japanese +=
      look.blind
          ? fmt::format("{}(現在のログでは確認不可)が確認できれば、{}を示します。", what, whose)
          : fmt::format("{}が確認できれば、{}を示します。", what, whose);
  return text;
}

}  // namespace

std::string_view EvidenceKindName(EvidenceKind kind) noexcept {
  return kKindNames[static_cast<std::size_t>(kind)];
}

AttributionWords EvidenceKindWords(EvidenceKind kind) noexcept {
  return kKinds[static_cast<std::size_t>(kind)];
}

AttributionSentence EvidenceText(const EvidenceItem& item) {
  if (item.kind != EvidenceKind::kAims) {
    const std::string text = item.id + (item.name.empty() ? "" : " " + item.name);
    return {text, text};
  }
  const std::size_t slash = item.id.find('/');
  const std::string fired = item.id.substr(0, slash);
  const std::string rules = slash == std::string::npos ? "" : item.id.substr(slash + 1);
  return {
      fmt::format("{} of {} kinds of rules that aim at it, {} expected", fired, rules, item.name),
      fmt::format("対象とするルール{}種のうち{}種(期待値{}種)", rules, fired, item.name)};
}

AttributionWords SurenessOf(double confidence) noexcept {
  return kSureness[confidence >= kHigh ? 2 : confidence >= kMedium ? 1 : 0];
}

int ConfidencePercent(double confidence) noexcept {
  return static_cast<int>(confidence * 100 + 0.5);
}

AttributionSentence VerdictOf(const Attribution& attribution) {
  const AttributionWords& words = kVerdicts[static_cast<std::size_t>(attribution.reason)];
  if (attribution.ranked.empty()) return {std::string(words.english), std::string(words.japanese)};
  const Resemblance& first = attribution.ranked.front();
  const std::string name = first.id + " " + first.name;
  const AttributionWords sure = SurenessOf(first.confidence);
  const int percent = ConfidencePercent(first.confidence);
  const AttributionSentence more = Undecided(attribution);
  return {fmt::format(fmt::runtime(words.english), name, percent, sure.english) + more.english,
          fmt::format(fmt::runtime(words.japanese), name, percent, sure.japanese) + more.japanese};
}

}  // namespace noroshi
