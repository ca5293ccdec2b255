#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <string>
#include <string_view>

#include "report/render.h"
#include "report/testing/sample_report.h"

namespace noroshi {
namespace {

ReportDocument SmallReport() {
  ReportDocument document;
  document.run.engine_version = "0.1.0";
  document.run.generated_at = *ParseIso8601("2020-10-06T00:00:00Z");
  document.run.rules_by_source = {{"sigma", 2}};
  document.findings = 1;
  document.findings_by_level[static_cast<std::size_t>(Level::kHigh)] = 1;
  ReportFinding finding;
  finding.id = "f-1";
  finding.time = *ParseIso8601("2020-10-05T02:11:09.1234567Z");
  finding.record_id = 18'446'744'073'709'551'615ULL;
  finding.fields = {{"User", "a\"b"}};
  finding.reasons = {{"sel", "User", "a\"b", "|contains '\"'"}};
  ReportGroup group;
  group.host = "SRV01";
  group.count = 1;
  group.samples = {finding};
  ReportRule rule;
  rule.title = "T";
  rule.level = Level::kHigh;
  rule.count = 1;
  rule.groups = {group};
  document.rules = {rule};
  document.losses = {{"a.evtx", "file_truncated", 1, 2, 3, 4, ""}};
  return document;
}

// The whole text: whoever changes a name or an order sees it here, and thinks of the schema
// version.
constexpr std::string_view kGolden =
    R"({"schema_version":2,"run":{"language":"en","engine_version":"0.1.0","rule_set_hash":"",)"
    R"("generated_at":"2020-10-06T00:00:00.0000000Z","inputs":[],"interrupted":false,"files":0,)"
    R"("files_not_read":0,"bytes":0,"bytes_used":0,"bytes_damaged":0,"bytes_padding":0,)"
    R"("first_event":null,"last_event":null,"rules_by_source":{"sigma":2}},"records":0,)"
    R"("findings":1,"rules_matched":0,"findings_by_level":[0,0,0,1,0],"first_finding":null,)"
    R"("last_finding":null,"records_by_channel":{},"incidents":[],"incidents_not_listed":0,)"
    R"("findings_outside_incidents":0,"findings_left_out_of_incidents":0,"timeline":{"start":null,)"
    R"("bucket_seconds":86400,"buckets":[],"outside":[0,0,0,0,0],"undated":[0,0,0,0,0]},)"
    R"("hosts":[],"tactics":[],"techniques":[],"technique_names":{},"suspect_files":[],)"
    R"("suspect_files_not_listed":0,"rules":[{"id":"","title":"T","level":"high","source":"",)"
    R"("path":"","techniques":[],"tactics":[],"count":1,"count_not_grouped":0,"groups":[)"
    R"({"host":"SRV01","count":1,"first_seen":null,"last_seen":null,"samples":[{"id":"f-1",)"
    R"("time":"2020-10-05T02:11:09.1234567Z","channel":"","provider":"","event_id":0,"path":"",)"
    R"("record_id":"18446744073709551615","offset":"0","fields":[["User","a\"b"]],"reasons":[)"
    R"({"selection":"sel","field":"User","value":"a\"b","pattern":"|contains '\"'"}]}]}]}],)"
    R"("mitigations":[],"attack_mitigations":[],"indicators":[],"indicators_not_listed":0,)"
    R"("losses":[{"path":"a.evtx","kind":"file_truncated","count":1,"lost_bytes":2,)"
    R"("lost_records":3,"first_offset":"4"}],"rules_not_used_by_reason":{},"rules_not_used":[],)"
    R"("samples":0,"hosts_cut":false,"channels_cut":false,"losses_not_listed":0,)"
    R"("rules_not_used_not_listed":0})";

TEST(ToJson, WritesEveryMemberInOrder) { EXPECT_EQ(ToJson(SmallReport()), kGolden); }

TEST(ToJson, IsTheSameInPieces) {
  const ReportDocument document = BigSampleReport();
  std::string pieces;
  int calls = 0;
  WriteJson(document, [&](std::string_view piece) {
    pieces += piece;
    ++calls;
  });
  EXPECT_GT(calls, 10);
  EXPECT_EQ(pieces, ToJson(document));
}

TEST(ToJson, HostileTextIsValidJsonAndHarmlessInHtml) {
  const std::string json = ToJson(HostileSampleReport());
  EXPECT_EQ(json.find_first_of("<>&"), std::string::npos);
  EXPECT_EQ(json.find("\xE2\x80\xA8"), std::string::npos);

  rapidjson::Document parsed;
  parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  ASSERT_FALSE(parsed.HasParseError());
  const auto& sample = parsed["rules"][0]["groups"][0]["samples"][0];
  EXPECT_STREQ(sample["id"].GetString(), "<img src=x onerror=alert(1)>");
  EXPECT_STREQ(sample["path"].GetString(), "</script><script>alert(2)</script><!--");
}

}  // namespace
}  // namespace noroshi
