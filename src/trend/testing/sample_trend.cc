#include "trend/testing/sample_trend.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdlib>

#include "base/utf.h"
#include "trend/observation_parser.h"

namespace noroshi {
namespace {

std::string Quoted(std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return {buffer.GetString(), buffer.GetSize()};
}

TrendRule RuleOf(Stage stage, std::string_view text) {
  TrendRule rule;
  rule.id = "11111111-2222-3333-4444-555555555555";
  rule.title = rule.title_ja = rule.path = text;
  rule.mitigation_en = rule.mitigation_ja = text;
  rule.level = Level::kHigh;
  rule.stage = stage;
  rule.techniques = {"T1059.001"};
  return rule;
}

TrendDocument Finish(TrendDocument document) {
  document.engine_version = "0.1.0";
  document.generated_at = *ParseIso8601("2021-05-01T00:00:00Z");
  return document;
}

constexpr std::string_view kFullLines = R"(
{"id":"s1","period":"2021-05","intrusion_set":"Set One","malware":"Rat","sector":["energy","ships"],"region":"Japan","stage":"delivery","techniques":["T1059.001","T1566"],"confidence":82,"statement":"Seen.","source":"Report A","indicators":[{"type":"sha256","value":"00ff"},{"type":"mutex","value":"Global\\x"}]}
{"id":"s2","period":"2021-05/2021-07","intrusion_set":"SET ONE","malware":"Rat","sector":"energy","statement":"Again.","source":"Report B"}
{"id":"s3","period":"2021-04/2022-03","statement":"Somebody.","source":"Report B"}
{"id":"a1","kind":"activity","period":"FY2021-H2","reach":"throughout","intrusion_set":["Set Two","A set with a name that is far too long for the column that the chart has for names"],"campaign":"Long","activity":"new","certainty":"believed","statement":{"en":"Active.","ja":"活発だった。"},"source":"Report A"}
{"id":"t1","kind":"trait","period":"FY2021","intrusion_set":"Set Two","campaign":"Long","stage":"implant","mapped_techniques":["T1059"],"statement":"Works so.","source":"Report A"}
{"id":"old","period":"2018-01","statement":"Older.","source":"Report C"}
{"id":"never","statement":"No period.","source":"Report C"}
)";

}  // namespace

std::string HostileLine(std::string_view text) {
  const std::string name = Quoted(Utf8Prefix(text, kMaxObservationNameBytes));
  const std::string all = Quoted(text);
  return fmt::format(
      R"({{"id":"h1","period":"2020-05","intrusion_set":{0},"campaign":{0},"malware":[{0}],)"
      R"("sector":{0},"region":{0},"stage":"implant","statement":{1},"note":{1},"source":{1},)"
      R"("indicators":[{{"type":"string","value":{1}}}]}})"
      "\n",
      name, all);
}

ObservationSet SetOf(std::string_view lines) {
  ObservationSet set;
  AddObservations(lines, "test.jsonl", set);
  if (set.rejected_count != 0) std::abort();
  return set;
}

TrendDocument ExampleTrend() {
  ObservationSet set;
  const Status read = ReadObservations("examples", set);
  if (!read.ok() || set.rejected_count != 0) std::abort();
  TrendRule rule = RuleOf(Stage::kDelivery, "Sample rule");
  rule.title_ja = "見本のルール";
  rule.mitigation_en = "Do this.";
  rule.mitigation_ja = "対策を行う。";
  TrendDocument document = BuildTrend(set, {2020, 2019}, {rule});
  document.inputs = {"examples"};
  return Finish(std::move(document));
}

TrendDocument HostileTrend() {
  ObservationSet set = SetOf(HostileLine());
  AddObservations("{\"" + std::string(kHostileText.substr(0, 20)) + "\":1}",
                  std::string(kHostileText), set);
  TrendDocument document =
      BuildTrend(set, {2020, std::nullopt}, {RuleOf(Stage::kImplant, kHostileText)});
  document.inputs = {std::string(kHostileText)};
  return Finish(std::move(document));
}

TrendDocument FullTrend() {
  ObservationSet set = SetOf(kFullLines);
  AddObservations("nonsense\n{\"id\":\"s1\",\"source\":\"twin\"}\n", "bad.jsonl", set);
  return Finish(BuildTrend(
      set, {2021, 2020}, {RuleOf(Stage::kObjectives, "Last"), RuleOf(Stage::kDelivery, "First")}));
}

}  // namespace noroshi
