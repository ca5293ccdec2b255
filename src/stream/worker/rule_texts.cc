#include "stream/worker/rule_texts.h"

#include <span>
#include <string_view>

#include "base/hash.h"
#include "stream/text/json_text.h"
#include "stream/text/shown_text.h"

namespace noroshi {
namespace {

// Ids are two 64-bit hashes with different seeds: 128 bits, so that billions do not collide.
constexpr std::uint64_t kIdSeeds[2] = {0x6e6f726f73686931ULL, 0x6e6f726f73686932ULL};

void AppendJsonList(std::span<const std::string> items, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    AppendJsonString(items[i], out);
  }
  out += ']';
}

std::string Joined(std::span<const std::string> items, std::string_view between) {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += between;
    text += item;
  }
  return text;
}

}  // namespace

RuleText& RuleTexts::For(RuleIndex rule) {
  std::unique_ptr<RuleText>& text = texts_[static_cast<std::size_t>(rule)];
  if (text == nullptr) text = Make(static_cast<std::uint32_t>(rule));
  return *text;
}

std::unique_ptr<RuleText> RuleTexts::Make(std::uint32_t number) const {
  auto text = std::make_unique<RuleText>();
  const Rule& rule = rules_.rules[number];
  AppendJsonMember("\"level\":", LevelName(rule.level), text->level_and_rule);
  AppendJsonMember(",\"rule\":{\"id\":", rule.id, text->level_and_rule);
  AppendJsonMember(",\"title\":", rule.title, text->level_and_rule);
  AppendJsonMember(",\"source\":", RuleSourceName(rule.source), text->level_and_rule);
  AppendJsonMember(",\"path\":", rule.path, text->level_and_rule);
  text->level_and_rule += '}';
  text->attack = "\"techniques\":";
  AppendJsonList(rule.techniques, text->attack);
  text->attack += ",\"tactics\":";
  AppendJsonList(rule.tactics, text->attack);
  text->techniques = Joined(rule.techniques, " ");
  for (std::size_t i = 0; i < 2; ++i) {
    text->id_seeds[i] = HashMix(Hash64(rule.id, kIdSeeds[i]), order_.Ordinal(number));
  }
  return text;
}

const ReasonText& RuleTexts::ForReason(const Reason& reason, RuleText& rule) {
  if (reason.test >= rule.reasons.size()) rule.reasons.resize(reason.test + std::size_t{1});
  ReasonText& text = rule.reasons[reason.test];
  if (!text.before.empty()) return text;
  AppendJsonMember("{\"selection\":", reason.selection, text.before);
  AppendJsonMember(",\"field\":", reason.field, text.before);
  text.before += ",\"value\":\"";
  std::string pattern(reason.pattern);
  CutLongText(pattern, kMaxShownValueBytes);
  AppendJsonMember("\",\"pattern\":", pattern, text.behind);
  text.behind += '}';
  return text;
}

}  // namespace noroshi
