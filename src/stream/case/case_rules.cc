#include "stream/case/case_rules.h"

#include <rapidjson/document.h>

#include "stream/output/incident_input.h"
#include "stream/output/report_input.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

using Json = rapidjson::Value;

// More of one rule is no rule's.
constexpr rapidjson::SizeType kMostListItems = 1'000;

std::string Text(const Json& object, const char* name) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd() || !member->value.IsString()) return {};
  return {member->value.GetString(), member->value.GetStringLength()};
}

std::vector<std::string> TextsOf(const Json& list) {
  std::vector<std::string> texts;
  if (!list.IsArray()) return texts;
  for (const Json& item : list.GetArray()) {
    if (texts.size() == kMostListItems) break;
    if (item.IsString()) texts.emplace_back(item.GetString(), item.GetStringLength());
  }
  return texts;
}

std::vector<std::string> Texts(const Json& object, const char* name) {
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? std::vector<std::string>() : TextsOf(member->value);
}

std::vector<std::string> ReadTexts(const std::string& json) {
  rapidjson::Document list;
  list.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  return list.HasParseError() ? std::vector<std::string>() : TextsOf(list);
}

ReportRule ReportOf(const Json& body) {
  ReportRule rule;
  rule.id = Text(body, "id");
  rule.title = Text(body, "title");
  rule.title_ja = Text(body, "title_ja");
  rule.source = Text(body, "source");
  rule.path = Text(body, "path");
  rule.author = Text(body, "author");
  rule.description = Text(body, "description");
  rule.mitigation_en = Text(body, "mitigation_en");
  rule.mitigation_ja = Text(body, "mitigation_ja");
  rule.techniques = Texts(body, "techniques");
  rule.tactics = Texts(body, "tactics");
  rule.references = Texts(body, "references");
  rule.false_positives = Texts(body, "false_positives");
  return rule;
}

}  // namespace

std::string RuleBody(const Rule& rule) {
  const ReportRule words = DescribeRule(rule);
  std::string out;
  AppendJsonMember("{\"id\":", words.id, out);
  AppendJsonMember(",\"title\":", words.title, out);
  AppendJsonMember(",\"title_ja\":", words.title_ja, out);
  AppendJsonMember(",\"source\":", words.source, out);
  AppendJsonMember(",\"path\":", words.path, out);
  AppendJsonMember(",\"author\":", words.author, out);
  AppendJsonMember(",\"description\":", words.description, out);
  AppendJsonMember(",\"mitigation_en\":", words.mitigation_en, out);
  AppendJsonMember(",\"mitigation_ja\":", words.mitigation_ja, out);
  AppendJsonMember(",\"idea\":", rule.idea, out);
  AppendList(",\"techniques\":", words.techniques, out);
  AppendList(",\"tactics\":", words.tactics, out);
  AppendList(",\"families\":", FactsForIncidents(rule).families, out);
  AppendList(",\"references\":", words.references, out);
  AppendList(",\"false_positives\":", words.false_positives, out);
  out += '}';
  return out;
}

RuleWords ReadRuleBody(std::string_view text, Level level) {
  RuleWords words;
  rapidjson::Document body;
  body.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (!body.HasParseError() && body.IsObject()) {
    words.report = ReportOf(body);
    words.facts.idea = Text(body, "idea");
    words.facts.families = Texts(body, "families");
  }
  words.report.level = words.facts.level = level;
  words.facts.source = words.report.source;
  words.facts.id = words.report.id;
  words.facts.title = words.report.title;
  words.facts.title_ja = words.report.title_ja;
  words.facts.techniques = words.report.techniques;
  words.facts.tactics = words.report.tactics;
  return words;
}

AimTable ReadAims(const std::vector<CaseAim>& rows) {
  AimTable table;
  for (const CaseAim& row : rows) {
    AimKey key{row.source, ReadTexts(row.aims), ReadTexts(row.techniques)};
    if (!key.aims.empty()) table[std::move(key)] = {row.rules, row.visible, row.beside};
  }
  return table;
}

}  // namespace noroshi
