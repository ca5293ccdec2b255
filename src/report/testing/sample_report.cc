#include "report/testing/sample_report.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "knowledge/shipped.h"
#include "report/indicators.h"
#include "report/knowledge_sections.h"
#include "report/report_builder.h"

namespace noroshi {
namespace {

constexpr std::uint32_t kRules = 300;
constexpr std::uint32_t kHosts = 60;
constexpr std::uint64_t kFindings = 60'000;
constexpr std::uint64_t kDays = 120;

// A small deterministic sequence; quality does not matter here.
class Sequence {
 public:
  explicit Sequence(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Below(std::uint64_t limit) { return (state_ = HashMix(state_, 1)) % limit; }

 private:
  std::uint64_t state_;
};

struct Theme {
  std::string_view title, title_ja, tactic, technique, field, value;
  Level level;
};

constexpr std::array<Theme, 15> kThemes = {{
    {"Remote Service Installation", "リモートからのサービス登録", "persistence", "T1543.003",
     "ImagePath", R"(%COMSPEC% /C start /b C:\Windows\Temp\svc.exe)", Level::kHigh},
    {"Security Event Log Cleared", "セキュリティログの消去", "defense-impairment", "T1685.005",
     "SubjectUserName", "svc-backup", Level::kHigh},
    {"Credential Memory Read", "認証情報を保持するプロセスのメモリ読み取り", "credential-access",
     "T1003.001", "TargetImage", R"(C:\Windows\System32\lsass.exe)", Level::kCritical},
    {"PowerShell Download in Command Line", "", "execution", "T1059.001", "CommandLine",
     R"~(powershell -nop -w hidden -c "IEX (New-Object Net.WebClient)")~", Level::kHigh},
    {"Scheduled Task Created Remotely", "リモートからのタスク作成", "lateral-movement", "T1053.005",
     "TaskName", R"(\Microsoft\更新確認)", Level::kMedium},
    {"Workstation Name Outside the Estate", "自組織にないワークステーション名", "initial-access",
     "T1078", "WorkstationName", "DESKTOP-7Q2R1XK", Level::kCritical},
    {"Signed Program Loads Library from User Folder", "", "stealth", "T1574.001", "ImageLoaded",
     R"(C:\Users\Public\version.dll)", Level::kMedium},
    {"Discovery Commands in Quick Succession", "", "discovery", "T1087.002", "CommandLine",
     "net group \"Domain Admins\" /domain", Level::kLow},
    {"Archive Made with Password", "パスワード付き書庫の作成", "collection", "T1560.001",
     "CommandLine", R"(rar.exe a -hp -m5 C:\共有\経理部\out.rar)", Level::kMedium},
    {"Antivirus Exclusion Added", "", "defense_evasion", "T1562.001", "New Value",
     R"(HKLM\SOFTWARE\Microsoft\Windows Defender\Exclusions\Paths\C:\)", Level::kHigh},
    {"Unusual Outgoing Connection from Server", "", "command-and-control", "T1071.001",
     "DestinationIp", "203.0.113.7", Level::kMedium},
    {"Logon with Explicit Credentials", "", "privilege-escalation", "T1134", "TargetUserName",
     "administrator", Level::kLow},
    {"Process Creation", "", "", "", "Image", R"(C:\Windows\System32\cmd.exe)",
     Level::kInformational},
    {"Service State Changed", "", "", "", "param1", "Windows Update", Level::kInformational},
    {"Data Copied to Cloud Storage", "", "exfiltration", "T1567.002", "CommandLine",
     "rclone copy D:\\設計図 remote:backup", Level::kHigh},
}};

const Theme& ThemeOf(std::uint32_t rule) { return kThemes[rule % kThemes.size()]; }

ReportRule DescribeRule(std::uint32_t number) {
  const Theme& theme = ThemeOf(number);
  const std::size_t variant = number / kThemes.size();
  ReportRule rule;
  rule.id = fmt::format("{:08x}-0000-4000-8000-{:012x}", number, Hash64(theme.title) >> 16);
  rule.title =
      variant == 0 ? std::string(theme.title) : fmt::format("{} ({})", theme.title, variant);
  if (!theme.title_ja.empty() && variant == 0) rule.title_ja = theme.title_ja;
  constexpr std::array<std::string_view, 3> kSources = {"sigma", "hayabusa", "noroshi"};
  rule.source = kSources[number % kSources.size()];
  rule.path = fmt::format("rules/windows/{}/rule_{}.yml", rule.source, number);
  rule.author = "Example Author, 例 太郎";
  rule.description = "Detects the behaviour that the title names. This text is made up.";
  rule.level = theme.level;
  rule.false_positives = {"Administrators", "Software deployment"};
  rule.references = {"https://example.org/analysis", "https://example.com/report.pdf"};
  if (!theme.tactic.empty()) rule.tactics = {std::string(theme.tactic)};
  if (number % 7 == 0) rule.tactics.emplace_back("execution");
  if (!theme.technique.empty()) rule.techniques = {std::string(theme.technique)};
  if (rule.source == "noroshi") {
    rule.mitigation_en = "Allow remote administration from dedicated hosts only.";
    rule.mitigation_ja = "リモート管理は専用の管理端末からの接続に限定する。";
  }
  return rule;
}

std::string HostName(std::uint64_t number) {
  if (number == 3) return "経理部-PC07";
  if (number < 12) return fmt::format("SRV{:02}.example.jp", number);
  return fmt::format("PC-{:04}.branch{}.example.jp", number * 37, number % 4);
}

// Few hosts and few rules have most findings, as in life; grave ones are rare.
std::uint64_t Skewed(Sequence& sequence, std::uint64_t limit) {
  return sequence.Below(sequence.Below(sequence.Below(limit) + 1) + 1);
}

std::uint32_t PickRule(Sequence& sequence) {
  const auto rule = static_cast<std::uint32_t>(sequence.Below(kRules));
  const Level level = ThemeOf(rule).level;
  const bool grave = level >= Level::kHigh && sequence.Below(40) != 0;
  const bool chatter = level == Level::kMedium && sequence.Below(5) != 0;
  if (!grave && !chatter) return rule;
  constexpr std::uint32_t kChatterTheme = 12;  // "Process Creation"
  return rule - rule % std::uint32_t{kThemes.size()} + kChatterTheme;
}

ReportFinding SampleOf(std::uint32_t rule, const std::string& host, Timestamp time,
                       std::uint64_t number) {
  const Theme& theme = ThemeOf(rule);
  ReportFinding sample;
  sample.id = "f-" + ToHex(HashMix(number, rule));
  sample.time = time;
  sample.channel = theme.level == Level::kInformational ? "System" : "Security";
  sample.provider = "Microsoft-Windows-Security-Auditing";
  sample.path = "site-a/" + host + "/Security.evtx";
  sample.event_id = 4600 + rule % 100;
  sample.record_id = 100'000 + number;
  sample.offset = 4096 + number % 1000 * 512;
  if (number % 50 == 0) sample.marks = {"recovered"};
  sample.fields = {{std::string(theme.field), std::string(theme.value)},
                   {"SubjectUserSid", "S-1-5-21-1004336348-1177238915-682003330-512"},
                   {"SubjectUserName", "利用者01"},
                   {"ProcessId", fmt::format("0x{:x}", number % 65536)},
                   {"ParentProcessName", R"(C:\Windows\System32\services.exe)"}};
  if (number % 9 == 0) {
    sample.fields.emplace_back("DestinationIp", fmt::format("198.51.100.{}", number % 4));
    sample.fields.emplace_back("QueryName", fmt::format("cdn{}.update.example", number % 3));
    sample.fields.emplace_back("TargetFilename",
                               fmt::format(R"(C:\ProgramData\v{}.dll)", number % 5));
  }
  sample.reasons = {{"selection", std::string(theme.field), std::string(theme.value),
                     fmt::format("|contains '{}'", theme.value.substr(0, 12))}};
  return sample;
}

void AddFindings(ReportBuilder& builder) {
  const std::uint64_t start = ParseIso8601("2020-10-05T02:11:09Z")->ticks;
  const std::uint64_t step = kDays * kTicksPerDay / kFindings;
  Sequence sequence(20'201'005);
  for (std::uint64_t number = 0; number < kFindings; ++number) {
    const std::uint32_t rule = PickRule(sequence);
    const std::string host = HostName(Skewed(sequence, kHosts));
    const Timestamp time{start + number * step + sequence.Below(step)};
    if (builder.AddFinding(
            {.rule = rule, .level = ThemeOf(rule).level, .host = host, .time = time})) {
      builder.AddSample(SampleOf(rule, host, time, number));
    }
  }
}

void AddRecordsAndLosses(ReportBuilder& builder) {
  for (std::uint64_t host = 0; host < kHosts; ++host) {
    builder.AddRecords(HostName(host), "Security", 210'000 + host * 977);
    builder.AddRecords(HostName(host), "System", 14'000 + host * 31);
    builder.AddRecords(HostName(host), "Application", 9'000);
    if (host < 12) builder.AddRecords(HostName(host), "Windows PowerShell", 1'200);
  }
  builder.AddLoss(
      {"site-a/SRV01.example.jp/Security.evtx", "chunk_checksum", 2, 131'072, 211, 69'632, ""});
  builder.AddLoss({"site-a/SRV01.example.jp/Security.evtx", "recovered", 87, 0, 0, 135'168, ""});
  builder.AddLoss({"site-b/古いログ/System.evtx", "file_truncated", 1, 3'211, 1, 1'044'480, ""});
  builder.AddLoss({"site-b/PC-0444/Security.evtx", "unreadable", 1, 0, 0, 0, "Permission denied"});
}

void AddRulesNotUsed(ReportBuilder& builder) {
  constexpr std::array<std::pair<std::string_view, std::uint32_t>, 5> kReasons = {
      {{"no_source", 812}, {"status", 96}, {"correlation", 48}, {"yaml", 2}}};
  for (const auto& [reason, count] : kReasons) {
    for (std::uint32_t i = 0; i < count; ++i) {
      builder.AddRuleNotUsed({.reason = std::string(reason),
                              .id = fmt::format("{:08x}", i),
                              .title = fmt::format("Rule {} of another kind", i),
                              .path = fmt::format("rules/other/{}_{}.yml", reason, i),
                              .detail = reason == "no_source" ? "linux/process_creation" : "",
                              .line = 1 + i % 40});
    }
  }
}

// Two servers, an account and a workstation name that join them; `text` stands in every name.
Incident SampleIncident(const std::string& text) {
  const Timestamp first = *ParseIso8601("2020-10-05T02:11:09Z");
  const Timestamp last = *ParseIso8601("2020-12-24T23:02:00Z");
  Incident incident;
  incident.id = "i-00112233445566778899aabbccddeeff";
  incident.level = Level::kCritical;
  incident.score = 91.4;
  incident.title = {text + "ほか1台:認証情報アクセス",
                    text + " and 1 host more: credential access"};
  incident.narrative = {text + "で検知しました。", "Findings on " + text + " belong together."};
  incident.first_seen = first;
  incident.last_seen = last;
  incident.hosts = {text, "SRV-0002"};
  incident.accounts = {"corp\\" + text};
  incident.entities = {{EntityKind::kAccount, "corp\\" + text, incident.hosts},
                       {EntityKind::kWorkstation, "DESKTOP-7Q2R1XK" + text, incident.hosts},
                       {EntityKind::kHost, text, {"SRV-0002"}}};
  incident.stages[0] = {2, first, first, {"T1078"}};
  incident.stages[2] = {5, first, last, {"T1003.001"}};
  incident.tactics = {"credential-access", "initial-access"};
  incident.techniques = {{"T1003.001", 5, first, incident.hosts}, {"T1078", 2, first, {text}}};
  incident.families = {"LODEINFO"};
  incident.rules = {{text, text, "", Level::kCritical, 5},
                    {"id-2", "Odd logon", "不審なログオン", Level::kMedium, 2}};
  incident.finding_count = 7;
  incident.findings = {"f-1", "f-2"};
  incident.timeline = {{first, first, text, "f-1", 1, 2}, {first, last, "SRV-0002", "f-2", 0, 5}};
  incident.steps = 3;
  incident.patient_zero = text;
  incident.patient_zero_finding = "f-1";
  return incident;
}

IncidentSet SampleIncidents(const std::string& text) {
  IncidentSet set;
  set.incidents = {SampleIncident(text), SampleIncident("SRV-0001")};
  set.incidents.back().stages[1] = {1, set.incidents.back().first_seen, {}, {}};
  set.findings_outside = 12;
  set.findings_left_out = 3;
  return set;
}

EvidenceItem SampleEvidence(EvidenceKind kind, const std::string& id, const std::string& name,
                            double weight, std::uint32_t users) {
  return {kind, id, name, weight, users, {"Example report 2020", "Example report 2021"}};
}

Resemblance SampleResemblance(const std::string& id, const std::string& name, double confidence) {
  Resemblance set;
  set.id = id;
  set.name = name;
  set.confidence = confidence;
  set.evidence.for_set = {SampleEvidence(EvidenceKind::kSoftware, "S0627", "SodaMaster", 3.4, 1),
                          SampleEvidence(EvidenceKind::kTechnique, "T1574.001", "DLL", 1.2, 41),
                          SampleEvidence(EvidenceKind::kHint, "A41APT", "", 0.4, 0)};
  set.evidence.against = {SampleEvidence(EvidenceKind::kTechnique, "T1567.002",
                                         "Exfiltration to Cloud Storage", -1.9, 30)};
  set.evidence.missing = {
      SampleEvidence(EvidenceKind::kTechnique, "T1553.002", "Code Signing", 2.1, 24)};
  set.evidence.weight = 3.1;
  return set;
}

// Two answers: one that names a set, one that does not. `text` stands in every name.
std::vector<Attribution> SampleAttributions(const std::string& text) {
  Attribution named;
  named.incident = "i-00112233445566778899aabbccddeeff";
  named.abstained = false;
  named.reason = Abstention::kNone;
  named.coherent = 0.9;
  named.ranked = {SampleResemblance("G0045", "menuPass" + text, 0.824),
                  SampleResemblance("G0094", text, 0.11), SampleResemblance("G1054", text, 0.04)};
  named.next = {{"T1574.001", "DLL", false, true, true, 1.2},
                {"S0627", text, true, false, false, 3.4}};
  named.not_known = {text};
  Attribution open = named;
  open.abstained = true;
  open.reason = Abstention::kManyFit;
  open.ranked.resize(2);
  return {named, open};
}

ReportVisibility SampleVisibility(const std::string& text) {
  ReportVisibility visibility;
  visibility.judged = true;
  visibility.rules = {2'104, 1'377, 4'082};
  visibility.techniques = {3, 55, 212};
  visibility.blind_techniques = {"T1071.001", "T1566.001", text};
  visibility.missing = {
      {"Microsoft-Windows-Sysmon/Operational",
       1,
       "windows/process_creation",
       812,
       301,
       {"Sysmonを導入し、イベントID 1を取得する。", "Install Sysmon and collect event 1."}},
      {"", 0, text, 96, 12, {}},
      {text, 4'663, "windows/security", 40, 3, {text, text}}};
  visibility.missing_not_listed = 7;
  return visibility;
}

void AddIncidentsAndSight(ReportBuilder& builder, const std::string& text) {
  builder.SetIncidents(SampleIncidents(text), SampleAttributions(text));
  builder.SetVisibility(SampleVisibility(text));
}

// What people wrote into a case; `text` stands in every one.
ReportCase SampleCase(const std::string& text) {
  const Timestamp at = *ParseIso8601("2021-03-01T00:00:00Z");
  const Timestamp end = *ParseIso8601("2021-09-01T00:00:00Z");
  ReportCase file;
  file.hunts = 3;
  file.notes = {{"i-00112233445566778899aabbccddeeff", text, "Asked the supplier. " + text, at},
                {text, text, text, {}}};
  file.states = {{"i-00112233445566778899aabbccddeeff", "in_progress", text, text, at}};
  file.suppressions = {{"rule-1", "Backup job", "SRV01", text, text, at, end, true, 12},
                       {text, text, "", text, text, at, at, false, 0}};
  return file;
}

// The document as the hunt would have it: with what is worked out from it.
ReportDocument Completed(ReportDocument document) {
  FindIndicators(document);
  AddKnowledge(document, ShippedKnowledge());
  return document;
}

ReportRun SampleRun() {
  ReportRun run;
  run.engine_version = "0.1.0";
  run.rule_set_hash = "9a3c1f0e5d7b2648";
  run.generated_at = *ParseIso8601("2021-03-01T00:30:00Z");
  run.inputs = {"evidence/site-a", "evidence/site-b"};
  run.files = 431;
  run.files_not_read = 1;
  run.bytes = 9'663'676'416;
  run.bytes_damaged = 134'283;
  run.bytes_padding = 412'000'000;
  run.bytes_used = run.bytes - run.bytes_damaged - run.bytes_padding;
  run.first_event = *ParseIso8601("2020-06-01T00:00:00Z");
  run.last_event = *ParseIso8601("2021-02-02T09:14:55.5Z");
  run.rules_by_source = {{"hayabusa", 4359}, {"noroshi", 15}, {"sigma", 3719}};
  return run;
}

// A library as a side-loading set leaves it. `text` stands where the file's maker may write.
ReportSuspectFile SampleSuspectFile(const std::string& text) {
  ReportSuspectFile file;
  file.path = "SRV-0007/ProgramData/" + text + "/jli.dll";
  file.host = "SRV-0007";
  file.level = Level::kHigh;
  file.size = 421'888;
  file.modified = Timestamp{*ParseIso8601("2020-10-05T02:11:09Z")};
  file.md5 = std::string(32, 'a');
  file.sha1 = std::string(40, 'b');
  file.sha256 = std::string(64, 'c');
  file.entropy = 7.214;
  for (int part = 0; part < 64; ++part) {
    file.entropy_along.push_back(part < 20 ? 6.1 : part < 30 ? 0.0 : 7.98);
  }
  file.partners = {"java-" + text + ".exe"};
  SuspectFileFinding& finding = file.findings.emplace_back();
  finding.rule = "side_loading";
  finding.title = {"署名済みプログラムと同じ場所にある不審なDLL",
                   "Library that should not be there"};
  finding.level = Level::kHigh;
  finding.techniques = "T1574.001";
  finding.offset = ~0ULL;
  finding.bytes = 4'096;
  finding.reasons = {{"program", text}, {"exports_missing", "3"}, {text, text}};
  finding.other_causes = {"署名のないライブラリを同梱する製品", "portable programs"};
  finding.next = {"フォルダー全体を保全する。", "Keep the whole folder."};
  SuspectFileProgram& program = file.program.emplace();
  program.machine = "x64";
  program.is_library = true;
  program.linked = file.modified;
  program.pdb = "C:\\" + text + ".pdb";
  program.export_name = text;
  program.exports = 21;
  program.first_exports = {"JLI_Launch", text};
  program.libraries = 4;
  program.imports = {{"KERNEL32.dll", 41, {"VirtualAlloc", "ReadFile", text}}};
  program.sections = {{".text", 1'024, 90'112, 4'096, 89'600, 6.2, true, false},
                      {text, 91'136, 330'752, 98'304, 331'000, 7.99, true, true}};
  program.version = {{"CompanyName", text}, {text, "1.0"}};
  program.oddities = {"writable_code"};
  program.overlay_offset = ~0ULL;
  program.overlay_size = 12;
  SuspectFileSignature& signature = program.signature;
  signature.verdict = "altered";
  signature.damage = text;
  signature.slack_offset = 420'000;
  signature.slack_bytes = signature.slack_nonzero = 1'888;
  signature.behind_table = 3;
  signature.signers = {{text, "Example CA", "0a1b", "SHA256", file.modified, "fails", "holds",
                        "unknown_root", text}};
  return file;
}

}  // namespace

ReportDocument BigSampleReport() {
  ReportBuilder builder({.samples_per_group = 3});
  AddFindings(builder);
  AddRecordsAndLosses(builder);
  AddRulesNotUsed(builder);
  AddIncidentsAndSight(builder, "SRV-0007");
  ReportRun run = SampleRun();
  run.language = "ja";
  ReportDocument document = Completed(std::move(builder).Finish(std::move(run), DescribeRule));
  document.case_file = SampleCase("佐藤");
  document.suspect_files = {SampleSuspectFile("更新")};
  ReportSuspectFile& lure = document.suspect_files.emplace_back();
  lure.path = "mail.zip!/請求書.doc";
  lure.level = Level::kMedium;
  lure.size = 51'200;
  lure.findings = {document.suspect_files.front().findings.front()};
  document.suspect_files_not_listed = 7;
  return document;
}

ReportDocument EmptySampleReport() {
  ReportBuilder builder;
  builder.SetVisibility(SampleVisibility("T1204.002"));
  builder.AddRecords("PC-0001", "Application", 1'204);
  builder.AddRecords("PC-0001", "System", 977);
  builder.AddRuleNotUsed({.reason = "no_source",
                          .id = "",
                          .title = "Rule for another system",
                          .path = "rules/linux.yml",
                          .detail = "linux",
                          .line = 1});
  ReportRun run = SampleRun();
  run.files = 2;
  run.files_not_read = 0;
  run.bytes = run.bytes_used = 2'162'688;
  run.bytes_damaged = run.bytes_padding = 0;
  return Completed(std::move(builder).Finish(std::move(run), DescribeRule));
}

ReportDocument HostileSampleReport() {
  const std::string markup = "<img src=x onerror=alert(1)>";
  const std::string script = "</script><script>alert(2)</script><!--";
  const std::string hidden = "invoice\u202Egpj.exe\u200B\u2028end\r\n\tx";
  const std::string not_utf8 = "caf\xE9 \xED\xA0\x80 \xC0\xAF";
  ReportBuilder builder;
  for (const std::string& host : {markup, script, hidden, not_utf8, std::string("{a|b}")}) {
    for (std::uint64_t i = 0; i < 3; ++i) {
      const Timestamp time{*ParseIso8601("2020-10-05T02:11:09Z")};
      if (!builder.AddFinding({.rule = 0, .level = Level::kHigh, .host = host, .time = time})) {
        continue;
      }
      ReportFinding sample;
      sample.id = markup;
      sample.time = i == 0 ? Timestamp{} : i == 1 ? Timestamp{~0ULL} : time;
      sample.channel = sample.provider = sample.path = script;
      sample.record_id = sample.offset = ~0ULL;
      sample.event_id = 0xFFFF'FFFF;
      sample.marks = {markup, "suspect"};
      sample.fields = {{markup, script},      {"__proto__", hidden},      {hidden, not_utf8},
                       {"QueryName", markup}, {"TargetFilename", script}, {"ServiceName", hidden}};
      sample.reasons = {{markup, script, hidden, not_utf8}};
      builder.AddSample(std::move(sample));
    }
    builder.AddRecords(host, markup, 3);
  }
  builder.AddLoss({script, "constructor", ~0ULL, ~0ULL, 1, ~0ULL, markup});
  AddIncidentsAndSight(builder, markup + script + hidden + not_utf8);
  builder.AddRuleNotUsed({"toString", markup, script, hidden, not_utf8, 3});
  ReportRun run = SampleRun();
  run.interrupted = true;
  run.language = "<b>";
  run.engine_version = run.rule_set_hash = markup;
  run.inputs = {markup, hidden};
  run.rules_by_source = {{markup, 1}};
  const auto describe = [&](std::uint32_t) {
    ReportRule rule;
    rule.id = rule.title = rule.title_ja = markup;
    rule.source = rule.path = rule.author = script;
    rule.description = rule.mitigation_en = rule.mitigation_ja = hidden;
    rule.techniques = {markup, "T1685.005"};
    rule.tactics = {"__proto__", markup};
    rule.references = {"javascript:alert(3)"};
    rule.false_positives = {hidden};
    return rule;
  };
  ReportDocument document = Completed(std::move(builder).Finish(std::move(run), describe));
  document.case_file = SampleCase(markup + script + hidden + not_utf8);
  document.suspect_files = {SampleSuspectFile(markup + script + hidden + not_utf8)};
  return document;
}

}  // namespace noroshi
