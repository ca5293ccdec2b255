// Whole files as the scan meets them: archives, documents, dumps, large files, marks of the web.
#include "scan/file_examiner.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/minidump/testing/minidump_builder.h"
#include "evidence/ole/testing/ole_builder.h"
#include "evidence/pe/testing/pe_builder.h"
#include "evidence/testing/archive_bytes.h"
#include "scan/data_sample.h"
#include "scan/folder_scan.h"

namespace noroshi::scan {
namespace {

using noroshi::testing::ArchiveFormat;
using noroshi::testing::MakeArchive;

std::string TextOf(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

class FileExaminerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("noroshi_examiner_") +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    files_.push_back({(folder_ / name).string(), "host/" + name});
  }

  // "rule path; ..." and losses behind a '!'.
  std::string Found(const ScanOptions& options = {}) {
    const FolderResult result = ScanFolder(files_, options);
    std::string text;
    for (const ScanFinding& finding : result.findings) {
      text += std::string(RuleOf(finding.rule).id) + " " + finding.path + "; ";
      EXPECT_GT(finding.modified, 0);
    }
    for (const ScanLoss& loss : result.losses) {
      text += "! " + loss.path + " " + std::string(ErrorCodeName(loss.error.code)) + "; ";
    }
    members_ = result.members;
    return text;
  }

  std::filesystem::path folder_;
  std::vector<ScanFile> files_;
  std::uint64_t members_ = 0;
};

TEST_F(FileExaminerTest, JudgesMembersLikeFiles) {
  const std::string program = TextOf(pe::PeBuilder().Build());
  const std::string inner = MakeArchive(ArchiveFormat::kZip, {{"b/photo.jpg", program}});
  Write("mail.zip",
        MakeArchive(ArchiveFormat::kZip,
                    {{"invoice.pdf.exe", program},
                     {"a.tar", MakeArchive(ArchiveFormat::kTar, {{"in.zip", inner}})}}));
  EXPECT_EQ(Found(),
            "deceptive_name host/mail.zip!/invoice.pdf.exe; "
            "hidden_program host/mail.zip!/a.tar!/in.zip!/b/photo.jpg; ");
  EXPECT_EQ(members_, 3U);
  ScanOptions options;
  options.open_archives = false;
  EXPECT_EQ(Found(options), "");
}

TEST_F(FileExaminerTest, TellsWhatItCannotOpen) {
  Write("locked.zip", MakeArchive(ArchiveFormat::kZip, {{"x.exe", "secret"}}, "pass"));
  EXPECT_EQ(Found(), "! host/locked.zip!/x.exe unsupported; ");
  ScanOptions options;
  options.read.archive_passwords = {"pass"};
  EXPECT_EQ(Found(options), "");
}

// In a hunt the bytes of logs are not the scan's, wherever they lie; those of programs are.
TEST_F(FileExaminerTest, LeavesLogsToTheHuntWhenAsked) {
  const std::string request = "GET /x?data=" + std::string(200, 'A') + " HTTP/1.1\r\n";
  const auto yara = YaraRules::Load({{}, true});
  ASSERT_TRUE(yara.ok());
  Write("proxy.log", request);
  Write("logs.zip", MakeArchive(ArchiveFormat::kZip,
                                {{"proxy.log", std::string(kSampleBytes * 2, 'x') + request},
                                 {"photo.jpg", TextOf(pe::PeBuilder().Build())}}));
  std::vector<std::string> seen;
  ScanOptions options;
  options.only_known_forms = true;
  options.yara = yara->get();
  options.visit_content = [&](const ScanContent& content) {
    seen.push_back(content.path + (content.is_cut ? " cut" : ""));
  };
  EXPECT_EQ(Found(options), "hidden_program host/logs.zip!/photo.jpg; ");
  EXPECT_EQ(seen,
            (std::vector<std::string>{"host/proxy.log", "host/logs.zip",
                                      "host/logs.zip!/proxy.log cut", "host/logs.zip!/photo.jpg"}));
}

TEST_F(FileExaminerTest, TellsOfArchivesThatAreNotOpened) {
  const std::string rar4 = "Rar!\x1A\x07" + std::string(20, '\0'), rar5 = "Rar!\x1A\x07\x01\x00x";
  Write("a.rar", rar4);
  Write("b.bin", rar5);
  Write("c.zip", MakeArchive(ArchiveFormat::kZip, {{"in.rar", rar5}}));
  Write("d.txt", "Rar! is no archive");
  EXPECT_EQ(Found(),
            "! host/a.rar unsupported; ! host/b.bin unsupported; "
            "! host/c.zip!/in.rar unsupported; ");
}

TEST_F(FileExaminerTest, OpensSelfExtractingPrograms) {
  pe::PeBuilder builder;
  const std::string zip =
      MakeArchive(ArchiveFormat::kZip, {{"memo.docx", "decoy"}, {"k7.exe", "x"}, {"k7.dll", "y"}});
  builder.behind.assign(zip.begin(), zip.end());
  const std::string sfx = TextOf(builder.Build());
  builder.behind.clear();
  const std::string seven =
      MakeArchive(ArchiveFormat::kSevenZip, {{"photo.jpg", TextOf(builder.Build())}});
  const std::string settings = ";!@Install@!UTF-8!\nRunProgram=\"x\"\n;!@InstallEnd@!" + seven;
  builder.behind.assign(settings.begin(), settings.end());
  Write("a.exe", sfx);
  Write("b.exe", TextOf(builder.Build()));
  Write("c.zip", MakeArchive(ArchiveFormat::kZip, {{"d.exe", sfx}}));
  EXPECT_EQ(Found(),
            "lure_container host/a.exe; hidden_program host/b.exe!/photo.jpg; "
            "lure_container host/c.zip!/d.exe; ");
  EXPECT_EQ(members_, 3U + 1U + 1U + 3U);
}

// Of a member that breaks off, a signature would not hold and sections would be missing.
TEST_F(FileExaminerTest, DoesNotJudgeWhatIsCut) {
  std::string large = TextOf(pe::PeBuilder().Build());
  large.resize(kMaxContentBytes + 1, 'x');
  Write("big.tar", MakeArchive(ArchiveFormat::kTar, {{"photo.jpg", large}}));
  EXPECT_EQ(Found(), "! host/big.tar!/photo.jpg limit; ");
}

TEST_F(FileExaminerTest, JudgesDocumentsWherever) {
  ole::OleBuilder old;
  old.streams = {{"WordDocument", "text"}};
  old.AddVba("Macros/", {{"ThisDocument", "Sub AutoOpen()\r\nShell(\"x\")"}});
  ole::OleBuilder project;
  project.AddVba("", {{"ThisDocument", "Sub Document_Open()\r\nCreateObject 1"}});
  const std::string docm =
      MakeArchive(ArchiveFormat::kZip, {{"[Content_Types].xml", "<Types/>"},
                                        {"word/document.xml", "<w:document/>"},
                                        {"word/vbaProject.bin", project.Build()}});
  Write("a.doc", old.Build());
  Write("b.docm", docm);
  Write("c.zip", MakeArchive(ArchiveFormat::kZip, {{"d.docm", docm}, {"e.doc", old.Build()}}));
  Write("f.rtf", "{\\rtf1{\\*\\template http://a.example/x}}");
  EXPECT_EQ(Found(),
            "macro_runs_itself host/a.doc; macro_runs_itself host/b.docm; "
            "macro_runs_itself host/c.zip!/d.docm; macro_runs_itself host/c.zip!/e.doc; "
            "remote_template host/f.rtf; ");
}

TEST_F(FileExaminerTest, FindsLuresInArchives) {
  Write("m.zip", MakeArchive(ArchiveFormat::kZip, {{"readme.lnk", "x"}, {"v.dat", "y"}}));
  EXPECT_EQ(Found(), "lure_container host/m.zip; ");
}

TEST_F(FileExaminerTest, ReadsDumpsAndRawMemory) {
  minidump::MinidumpBuilder plan;
  const std::string prologue("\xFC\x48\x83\xE4\xF0\xE8\xC8\0\0\0AQAPR", 15);
  std::vector<std::uint8_t> code(0x400, 0x90);
  std::copy(prologue.begin(), prologue.end(), code.begin() + 0x40);
  plan.memory = {{0x500000, code, 0x40, 0x20000}};
  Write("p.dmp", TextOf(plan.Build()));
  Write("region.mem", TextOf(code));
  Write("region.bin", TextOf(code));
  EXPECT_EQ(Found(), "shellcode_in_memory host/p.dmp; shellcode_in_memory host/region.mem; ");
  ScanOptions options;
  options.raw_memory = true;
  EXPECT_EQ(Found(options),
            "shellcode_in_memory host/p.dmp; shellcode_in_memory "
            "host/region.mem; shellcode_in_memory host/region.bin; ");
}

// What a dump shows happened when it was taken, not when somebody copied it.
TEST_F(FileExaminerTest, DumpsKnowTheirTime) {
  minidump::MinidumpBuilder plan;
  plan.handles = {{"File", "\\Device\\NamedPipe\\MSSE-77-server"}};
  Write("p.dmp", TextOf(plan.Build()));
  Write("q.zip", MakeArchive(ArchiveFormat::kZip, {{"p.dmp", TextOf(plan.Build())}}));
  const FolderResult result = ScanFolder(files_, {});
  ASSERT_EQ(result.findings.size(), 2U);
  EXPECT_EQ(result.findings[0].modified, 1'600'000'000);
  EXPECT_EQ(result.findings[1].modified, 1'600'000'000);
}

TEST_F(FileExaminerTest, FindsRequestsInAnyFile) {
  Write("proxy.log", std::string(100, 'x') + "GET /?abc=0123abcd8d0e540f1 HTTP/1.1\n");
  EXPECT_EQ(Found(), "implant_request host/proxy.log; ");
  ScanOptions options;
  options.yara_limits.window = 16;  // read window by window
  EXPECT_EQ(Found(options), "implant_request host/proxy.log; ");
  options.look_inside = false;
  EXPECT_EQ(Found(options), "");
}

TEST_F(FileExaminerTest, RunsYaraOnFilesMembersAndRegions) {
  std::ofstream(folder_ / "r.yar") << "rule text { strings: $a = \"needle\" condition: $a }\n"
                                      "rule start { strings: $a = \"needle\" condition: $a at 0 }";
  const auto rules = YaraRules::Load({{(folder_ / "r.yar").string()}, false});
  ASSERT_TRUE(rules.ok());
  minidump::MinidumpBuilder plan;
  plan.memory = {{0x500000, {'n', 'e', 'e', 'd', 'l', 'e'}, 0x40, 0x20000}};
  Write("a.txt", "a needle");
  Write("b.zip", MakeArchive(ArchiveFormat::kZip, {{"c.txt", "needle"}}));
  Write("d.dmp", TextOf(plan.Build()));
  ScanOptions options;
  options.yara = rules->get();
  // The zip's own bytes are looked at as well; its member is stored or packed as it may be.
  const FolderResult result = ScanFolder(files_, options);
  std::string text;
  for (const ScanFinding& finding : result.findings) {
    if (finding.path != "host/b.zip") {
      text += finding.reasons[0].value + " " + finding.path + "; ";
    }
  }
  EXPECT_EQ(text,
            "text host/a.txt; text host/b.zip!/c.txt; start host/b.zip!/c.txt; "
            "text host/d.dmp; start host/d.dmp; ");
}

TEST_F(FileExaminerTest, NamesWhereAFileCameFrom) {
  Write("x.pdf.exe", TextOf(pe::PeBuilder().Build()));
  Write("x.pdf.exe_Zone.Identifier",
        "[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://a.example/\r\n");
  const FolderResult result = ScanFolder(files_, {});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].reasons.back().name, "from_url");
  EXPECT_EQ(result.findings[0].reasons.back().value, "https://a.example/");
}

TEST_F(FileExaminerTest, OutcomesAddedInOrderGiveWhatOneThreadGives) {
  Write("a.jpg", TextOf(pe::PeBuilder().Build()));
  Write("b.txt", "nothing");
  Write("c.jpg", TextOf(pe::PeBuilder().Build()));
  const ScanOptions options;
  FileExaminer one(options), two(options);
  FileOutcome last = two.Examine(files_[2]);
  FolderJudge judge;
  judge.Add(one.Examine(files_[0]));
  judge.Add(two.Examine(files_[1]));
  judge.Add(std::move(last));
  const FolderResult result = judge.Finish();
  EXPECT_EQ(result.files, 3U);
  ASSERT_EQ(result.findings.size(), 2U);
  EXPECT_EQ(result.findings[1].path, "host/c.jpg");
}

}  // namespace
}  // namespace noroshi::scan
