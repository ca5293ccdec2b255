#include "hunt_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "rules/sigma/correlation.h"
#include "rules/text/ascii.h"

namespace noroshi::hunt_text {
namespace {

// Lines of a rule block that belong to the document rather than to its detection.
constexpr std::array<std::string_view, 3> kDocumentKeys = {"logsource:", "ruletype:", "status:"};

bool TakePrefix(std::string_view& line, std::string_view word) {
  if (!line.starts_with(word)) return false;
  if (line.size() > word.size() && !IsBlank(line[word.size()])) return false;
  line.remove_prefix(word.size());
  line = Trim(line);
  return true;
}

class FileParser {
 public:
  HuntFile Run(const std::string& text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line); ++number_) TakeLine(line);
    FinishRule();
    if (file_.name.empty() || file_.description.empty() || file_.group.empty()) {
      Fail("the head needs name, description and group");
    }
    return std::move(file_);
  }

 private:
  void TakeLine(std::string_view line) {
    if (open_ && line.starts_with(' ')) return TakeBlockLine(line);
    line = Trim(line);
    if (line.empty()) return;
    FinishRule();
    if (line.starts_with('#')) return TakeHead(line);
    if (TakePrefix(line, "rules")) return StartFile();
    if (TakePrefix(line, "rule")) return StartRule(line);
    if (TakePrefix(line, "event")) return TakeEvent(line);
    if (TakePrefix(line, "at")) return TakeRecord(line);
    if (TakePrefix(line, "finds")) return TakeFinding(line);
    if (TakePrefix(line, "refused")) return TakeRefused(line);
    if (TakePrefix(line, "says")) return TakeSaid(line);
    if (TakePrefix(line, "list")) return TakeList(line);
    if (TakePrefix(line, "option")) return TakeOption(line);
    Fail("unknown line");
  }

  void TakeHead(std::string_view line) {
    line = Trim(line.substr(1));
    if (TakePrefix(line, "name:")) file_.name = line;
    if (TakePrefix(line, "description:")) file_.description = line;
    if (TakePrefix(line, "group:")) file_.group = line;
  }

  RuleCase& AddCase() {
    RuleCase& rule = file_.rules.emplace_back();
    rule.line = number_;
    rule.options = options_;
    open_ = true;
    document_.clear();
    detection_.clear();
    return rule;
  }

  // Whole documents, taken as they are.
  void StartFile() { AddCase().is_file = true; }

  void StartRule(std::string_view line) {
    AddCase();
    if (line.empty()) return;
    const std::size_t condition = line.rfind(" condition:");
    TakeRuleLine(Trim(line.substr(0, condition)));
    if (condition != std::string_view::npos) TakeRuleLine(Trim(line.substr(condition)));
  }

  // Lines of a block keep what they are indented beyond the first.
  void TakeBlockLine(std::string_view line) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos) return;
    if (detection_.empty() && document_.empty()) indent_ = indent;
    line.remove_prefix(std::min(indent, indent_));
    if (!file_.rules.back().is_file) return TakeRuleLine(line);
    document_ += fmt::format("{}\n", line);
  }

  void TakeRuleLine(std::string_view line) {
    const bool is_document = std::ranges::any_of(
        kDocumentKeys, [&](std::string_view key) { return line.starts_with(key); });
    (is_document ? document_ : detection_) += fmt::format("{}{}\n", is_document ? "" : "  ", line);
  }

  void FinishRule() {
    if (!open_) return;
    open_ = false;
    if (file_.rules.back().is_file) {
      file_.rules.back().yaml = document_;
      return;
    }
    if (document_.find("logsource:") == std::string::npos) {
      document_ += "logsource: {product: windows}\n";
    }
    file_.rules.back().yaml =
        fmt::format("title: text test\n{}detection:\n{}", document_, detection_);
  }

  void TakeEvent(std::string_view line) {
    const std::size_t expect = line.rfind(" expect ");
    if (file_.rules.empty() || expect == std::string_view::npos) {
      return Fail("an event needs a rule above it and 'expect' behind it");
    }
    file_.rules.back().events.push_back({number_, std::string(Trim(line.substr(0, expect))),
                                         std::string(Trim(line.substr(expect + 8)))});
  }

  // "5m30s [file 2] {JSON}". A stream ends where its findings are stated.
  void TakeRecord(std::string_view line) {
    if (file_.rules.empty()) return Fail("a record needs a rule above it");
    auto& streams = file_.rules.back().streams;
    if (streams.empty() || streams.back().closed) streams.emplace_back().line = number_;
    StreamCase::Record record;
    const std::size_t json = line.find('{');
    if (json == std::string_view::npos) return Fail("a record needs JSON");
    record.json = line.substr(json);
    line = Trim(line.substr(0, json));
    const std::size_t file = line.find(" file ");
    if (file != std::string_view::npos) {
      record.file = static_cast<std::uint32_t>(std::stoul(std::string(line.substr(file + 6))));
      line = Trim(line.substr(0, file));
    }
    for (std::size_t unit; (unit = line.find_first_of("smhd")) != std::string_view::npos;) {
      const auto ticks = sigma::ParseTimespan(line.substr(0, unit + 1));
      if (!ticks) break;
      record.ticks += *ticks;
      line.remove_prefix(unit + 1);
    }
    if (!line.empty()) return Fail("a time is written like 5m30s");
    streams.back().records.push_back(std::move(record));
  }

  // "TITLE: 1 2 4", or "none".
  void TakeFinding(std::string_view line) {
    if (file_.rules.empty() || file_.rules.back().streams.empty()) {
      return Fail("'finds' needs records above it");
    }
    StreamCase& stream = file_.rules.back().streams.back();
    stream.closed = true;
    if (line != "none") stream.findings.emplace_back(line);
    std::ranges::sort(stream.findings);
  }

  void TakeRefused(std::string_view code) {
    if (file_.rules.empty()) return Fail("nothing to refuse");
    file_.rules.back().refused = code;
  }

  void TakeSaid(std::string_view code) {
    if (file_.rules.empty()) return Fail("nothing to say anything about");
    file_.rules.back().said.emplace_back(code);
  }

  void TakeList(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return Fail("a list needs a name and a colon");
    auto& entries = options_.placeholders[std::string(Trim(line.substr(0, colon)))];
    entries.clear();
    for (const auto entry : Split(line.substr(colon + 1), ',')) entries.emplace_back(Trim(entry));
  }

  void TakeOption(std::string_view name) {
    if (name == "neq_strict") {
      options_.neq_strict = true;
    } else if (name == "native_other") {
      options_.native_other = true;
    } else {
      Fail("unknown option");
    }
  }

  void Fail(std::string_view what) { file_.errors.push_back(fmt::format("{}: {}", number_, what)); }

  HuntFile file_;
  LoadOptions options_;
  int number_ = 1;
  bool open_ = false;       // the last rule still takes lines
  std::size_t indent_ = 0;  // of the block's first line
  std::string document_;
  std::string detection_;
};

}  // namespace

HuntFile ParseHuntFile(const std::string& text) { return FileParser().Run(text); }

}  // namespace noroshi::hunt_text
