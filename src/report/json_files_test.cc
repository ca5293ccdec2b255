// Suspicious files as JSON: each member at its place, and nothing of a file's text as markup.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <string>

#include "report/render.h"
#include "report/testing/sample_report.h"

namespace noroshi {
namespace {

ReportSuspectFile Library() {
  ReportSuspectFile file;
  file.path = "a/x.dll";
  file.host = "SRV01";
  file.level = Level::kHigh;
  file.size = 9;
  file.sha256 = "ab";
  file.entropy = 7.12345;
  file.entropy_along = {0, 8};
  file.partners = {"p.exe"};
  SuspectFileFinding& finding = file.findings.emplace_back();
  finding.rule = "side_loading";
  finding.title = {"題", "T"};
  finding.level = Level::kHigh;
  finding.techniques = "T1574.001";
  finding.offset = ~0ULL;
  finding.bytes = 3;
  finding.reasons = {{"points", "6"}};
  SuspectFileProgram& program = file.program.emplace();
  program.machine = "x64";
  program.is_library = true;
  program.sections = {{".text", 1, 2, 3, 4, 6.5, true, false}};
  program.imports = {{"K.dll", 2, {"VirtualAlloc"}}};
  program.signature.verdict = "none";
  return file;
}

// Whoever changes a name or an order sees it here, and thinks of the schema version.
constexpr std::string_view kFile =
    R"~({"path":"a/x.dll","host":"SRV01","level":"high","size":9,"modified":null,"md5":"",)~"
    R"~("sha1":"","sha256":"ab","entropy":7.123,"entropy_along":[0.0,8.0],"findings":[)~"
    R"~({"rule":"side_loading","title":{"ja":"題","en":"T"},"level":"high",)~"
    R"~("techniques":"T1574.001","offset":"18446744073709551615","bytes":3,)~"
    R"~("reasons":[["points","6"]],"other_causes":{"ja":"","en":""},"next":{"ja":"","en":""}}],)~"
    R"~("partners":["p.exe"],"program":{"machine":"x64","is_library":true,"linked":null,)~"
    R"~("pdb":"","export_name":"","exports":0,"first_exports":[],"libraries":0,"imports":[)~"
    R"~({"library":"K.dll","functions":2,"of_note":["VirtualAlloc"]}],"sections":[)~"
    R"~({"name":".text","offset":"1","size":2,"address":"3","memory_size":4,"entropy":6.5,)~"
    R"~("runs":true,"writes":false}],"version":[],"oddities":[],"overlay_offset":"0",)~"
    R"~("overlay_size":0,"signature":{"verdict":"none","damage":"","signers":[],)~"
    R"~("slack_offset":"0","slack_bytes":0,"slack_nonzero":0,"behind_table":0}}})~";

TEST(SuspectFileJson, HasEveryMemberInOrder) {
  ReportDocument document;
  document.suspect_files = {Library()};
  document.suspect_files_not_listed = 4;
  const std::string json = ToJson(document);
  EXPECT_NE(json.find(std::string("\"suspect_files\":[") + std::string(kFile) +
                      "],\"suspect_files_not_listed\":4"),
            std::string::npos)
      << json;
}

TEST(SuspectFileJson, OfNoProgramHasNone) {
  ReportDocument document;
  document.suspect_files = {Library()};
  document.suspect_files[0].program.reset();
  EXPECT_EQ(ToJson(document).find("\"program\""), std::string::npos);
}

// What the file's maker wrote cannot leave the script element, and is whole when read back.
TEST(SuspectFileJson, HostileTextStaysText) {
  const ReportDocument document = HostileSampleReport();
  ASSERT_EQ(document.suspect_files.size(), 1U);
  const std::string json = ToJson(document);
  EXPECT_EQ(json.find('<'), std::string::npos);
  rapidjson::Document parsed;
  parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  ASSERT_FALSE(parsed.HasParseError());
  const auto& file = parsed["suspect_files"][0];
  const std::string library = file["program"]["export_name"].GetString();
  EXPECT_NE(library.find("<img src=x onerror=alert(1)>"), std::string::npos);
  EXPECT_NE(std::string(file["path"].GetString()).find("</script>"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
