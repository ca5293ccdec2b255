#include "stream/text/rule_texts.h"

#include <span>
#include <string_view>

#include "stream/text/csv_text.h"
#include "stream/text/json_text.h"
#include "stream/text/shown_text.h"

namespace noroshi {
namespace {

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

void AppendCell(std::string_view content, std::string& out) {
  AppendCsvCell(content, out);
  out += ',';
}

}  // namespace

RuleText& RuleTexts::For(std::uint32_t rule) {
  std::unique_ptr<RuleText>& text = texts_[rule];
  if (text == nullptr) text = Make(rule);
  return *text;
}

std::unique_ptr<RuleText> RuleTexts::Make(std::uint32_t number) const {
  auto text = std::make_unique<RuleText>();
  const ShownRule& rule = rules_.rules.Shown(number);
  AppendJsonMember(",\"level\":", LevelName(rule.level), text->level_and_rule);
  AppendJsonMember(",\"rule\":{\"id\":", rule.id, text->level_and_rule);
  AppendJsonMember(",\"title\":", rule.title, text->level_and_rule);
  AppendJsonMember(",\"source\":", RuleSourceName(rule.source), text->level_and_rule);
  AppendJsonMember(",\"path\":", rule.path, text->level_and_rule);
  text->level_and_rule += '}';
  text->attack = ",\"techniques\":";
  AppendJsonList(rule.techniques, text->attack);
  text->attack += ",\"tactics\":";
  AppendJsonList(rule.tactics, text->attack);
  text->attack += ",\"fields\":{";
  for (const std::string_view cell : {std::string_view("Event Time"), LevelName(rule.level),
                                      std::string_view(rule.title), std::string_view(rule.id)}) {
    AppendCell(cell, text->row_rule);
  }
  AppendCell(Joined(rule.techniques, " "), text->row_techniques);
  return text;
}

const ReasonText* RuleTexts::ForTest(std::uint32_t number, std::uint32_t index, RuleText& rule) {
  if (index < rule.reasons.size() && !rule.reasons[index].before.empty()) {
    return &rule.reasons[index];
  }
  const ShownRule& of = rules_.rules.Shown(number);
  if (index >= of.tests.size()) return nullptr;
  if (index >= rule.reasons.size()) rule.reasons.resize(index + std::size_t{1});
  ReasonText& text = rule.reasons[index];
  const ShownTest& test = of.tests[index];
  const bool named = test.selection < of.selections.size();
  AppendJsonMember("{\"selection\":", named ? std::string_view(of.selections[test.selection]) : "",
                   text.before);
  AppendJsonMember(",\"field\":", test.field, text.before);
  text.before += ",\"value\":\"";
  std::string pattern(test.shown);
  CutLongText(pattern, kMaxShownValueBytes);
  AppendJsonMember("\",\"pattern\":", pattern, text.behind);
  text.behind += '}';
  return &text;
}

}  // namespace noroshi
