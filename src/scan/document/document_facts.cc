#include "scan/document/document_facts.h"

#include <algorithm>

#include "scan/file_facts.h"

namespace noroshi::scan {
namespace {

// Programs that DDE has no honest reason to start.
constexpr std::string_view kShells[] = {"cmd",      "powershell", "mshta",   "rundll32",
                                        "regsvr32", "wscript",    "cscript", "msiexec",
                                        "certutil", "bitsadmin",  "msexcel"};

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined;
}

void AddList(std::string_view name, const std::vector<std::string>& texts, ScanFinding& finding) {
  if (!texts.empty()) finding.reasons.push_back({name, Joined(texts)});
}

ScanFinding& Add(ScanRuleId rule, Level level, const std::string& path, const DocumentFacts& facts,
                 std::vector<ScanFinding>& findings) {
  ScanFinding& finding = findings.emplace_back();
  finding.rule = rule;
  finding.level = level;
  finding.path = path;
  finding.reasons.push_back({"document", facts.kind});
  return finding;
}

void CheckMacros(const std::string& path, const DocumentFacts& facts,
                 std::vector<ScanFinding>& findings) {
  if (facts.auto_names.empty()) return;
  constexpr std::size_t kManyDoings = 3;
  const bool old_sheet = !facts.macro_sheets.empty();
  const Level level = facts.doings.size() >= kManyDoings   ? Level::kHigh
                      : !facts.doings.empty() || old_sheet ? Level::kMedium
                                                           : Level::kLow;
  ScanFinding& finding = Add(ScanRuleId::kMacroRunsItself, level, path, facts, findings);
  AddList("runs_by_itself", facts.auto_names, finding);
  AddList("names", facts.doings, finding);
  AddList("modules", facts.modules, finding);
  AddList("macro_sheets", facts.macro_sheets, finding);
}

void CheckDde(const std::string& path, const DocumentFacts& facts,
              std::vector<ScanFinding>& findings) {
  if (facts.dde.empty()) return;
  const std::string lower = LowerAscii(Joined(facts.dde));
  const bool shell =
      std::any_of(std::begin(kShells), std::end(kShells),
                  [&](std::string_view name) { return lower.find(name) != std::string::npos; });
  AddList("commands", facts.dde,
          Add(ScanRuleId::kDynamicDataExchange, shell ? Level::kHigh : Level::kLow, path, facts,
              findings));
}

}  // namespace

void DocumentFacts::Note(std::vector<std::string>& list, std::string_view text) {
  std::string cut(text.substr(0, kMostNoteBytes));
  if (list.size() < kMostNotes && std::find(list.begin(), list.end(), cut) == list.end()) {
    list.push_back(std::move(cut));
  }
}

bool IsElsewhere(std::string_view target) noexcept {
  const std::string lower = LowerAscii(target.substr(0, 16));
  for (const std::string_view begin :
       {"http:", "https:", "ftp:", "mhtml:", "\\\\", "file:\\\\", "file://///", "file:////"}) {
    if (lower.starts_with(begin)) return true;
  }
  // "file://server/share", but not "file:///C:/x".
  return lower.starts_with("file://") && lower.size() > 7 && lower[7] != '/';
}

void CheckDocument(const std::string& path, const DocumentFacts& facts,
                   std::vector<ScanFinding>& findings) {
  CheckMacros(path, facts, findings);
  if (!facts.templates.empty()) {
    const bool address =
        std::any_of(facts.templates.begin(), facts.templates.end(), [](const std::string& target) {
          return LowerAscii(target).find("http") != std::string::npos;
        });
    AddList("templates", facts.templates,
            Add(ScanRuleId::kRemoteTemplate, address ? Level::kHigh : Level::kMedium, path, facts,
                findings));
  }
  CheckDde(path, facts, findings);
  if (!facts.objects.empty()) {
    AddList("objects", facts.objects,
            Add(ScanRuleId::kExternalObject, Level::kMedium, path, facts, findings));
  }
}

}  // namespace noroshi::scan
