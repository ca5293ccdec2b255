#include "exchange/finding_line.h"

#include <rapidjson/document.h>

#include <string>

#include "exchange/plain_text.h"

namespace noroshi {
namespace {

using Json = rapidjson::Value;

constexpr std::size_t kMostItems = 200;

const Json* Member(const Json& object, const char* key) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(key);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string_view View(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

std::string Text(const Json* object, const char* key) {
  const Json* value = object == nullptr ? nullptr : Member(*object, key);
  return value != nullptr && value->IsString() ? PlainText(View(*value)) : std::string();
}

std::uint64_t Number(const Json* object, const char* key) {
  const Json* value = object == nullptr ? nullptr : Member(*object, key);
  return value != nullptr && value->IsUint64() ? value->GetUint64() : 0;
}

std::vector<std::string> Texts(const Json& object, const char* key) {
  std::vector<std::string> texts;
  const Json* list = Member(object, key);
  if (list == nullptr || !list->IsArray()) return texts;
  for (const Json& item : list->GetArray()) {
    if (item.IsString() && texts.size() < kMostItems) texts.push_back(PlainText(View(item)));
  }
  return texts;
}

}  // namespace

std::optional<ExchangeFinding> ReadFindingLine(std::string_view line) {
  if (line.size() > kMostFindingBytes) return std::nullopt;
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  if (document.HasParseError() || !document.IsObject()) return std::nullopt;
  ExchangeFinding finding;
  finding.id = Text(&document, "id");
  if (finding.id.empty()) return std::nullopt;
  finding.level = Text(&document, "level");
  const Json* rule = Member(document, "rule");
  finding.rule_id = Text(rule, "id");
  finding.rule_title = Text(rule, "title");
  finding.rule_path = Text(rule, "path");
  finding.host = Text(&document, "host");
  finding.channel = Text(&document, "channel");
  finding.provider = Text(&document, "provider");
  finding.event_id = Number(&document, "event_id");
  finding.record_id = Number(&document, "record_id");
  const Json* evidence = Member(document, "evidence");
  finding.path = Text(evidence, "path");
  finding.offset = Number(evidence, "offset");
  if (const auto time = ParseIso8601(Text(&document, "time"))) {
    finding.time = *time;
    finding.has_time = true;
  }
  finding.techniques = Texts(document, "techniques");
  finding.tactics = Texts(document, "tactics");
  const Json* fields = Member(document, "fields");
  if (fields != nullptr && fields->IsObject()) {
    for (const auto& field : fields->GetObject()) {
      if (finding.fields.size() == kMostItems) break;
      if (!field.value.IsString()) continue;
      finding.fields.emplace_back(PlainText(View(field.name)), PlainText(View(field.value)));
    }
  }
  return finding;
}

}  // namespace noroshi
