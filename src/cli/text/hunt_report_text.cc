#include "cli/text/hunt_report_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "cli/terminal/text_width.h"

namespace noroshi {
namespace {

constexpr Level kGravestFirst[] = {Level::kCritical, Level::kHigh, Level::kMedium, Level::kLow,
                                   Level::kInformational};

std::uint64_t Sum(const LevelCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

// Gravest first, then by count: compares the counts from critical down.
bool IsGraver(const LevelCounts& a, const LevelCounts& b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend(), std::greater<>());
}

// "2020-10-09", UTC.
std::string DayOf(Timestamp time) {
  constexpr std::size_t kDay = 10;
  return ToIso8601(time).substr(0, kDay);
}

class Summary {
 public:
  Summary(const HuntSummary& hunt, const RuleSet& rules, Language language,
          const Terminal& terminal)
      : hunt_(hunt), rules_(rules), language_(language), terminal_(terminal) {}

  [[nodiscard]] std::string Render(const std::string& out_dir) {
    AddVerdict();
    if (hunt_.findings != 0) {
      AddIncidents();
      AddLevels();
      AddRules();
      AddHosts();
    }
    AddEvidence();
    AddRuleSet();
    AddOutputs(out_dir);
    return std::move(out_);
  }

 private:
  template <class... Args>
  [[nodiscard]] std::string Say(Msg message, const Args&... args) const {
    return Fill(Text(message, language_), {fmt::format("{}", args)...});
  }
  [[nodiscard]] std::string LevelText(Level level) const {
    const auto offset =
        static_cast<std::uint8_t>(Level::kCritical) - static_cast<std::uint8_t>(level);
    return Say(static_cast<Msg>(static_cast<std::uint8_t>(Msg::kLevelCritical) + offset));
  }
  [[nodiscard]] std::string HostText(const std::string& host) const {
    return host.empty() ? Say(Msg::kUnnamedHost) : SafeText(host);
  }

  void Heading(Msg message) { out_ += "\n" + Styled(terminal_, Style::kBold, Say(message)) + "\n"; }
  void Line(const std::string& text) { out_ += "  " + text + "\n"; }

  void AddVerdict() {
    std::string verdict;
    Style style = Style::kGreen;
    if (hunt_.records == 0) {
      verdict = Say(Msg::kVerdictNoRecords);
      style = Style::kYellow;
    } else if (hunt_.findings == 0) {
      verdict = Say(Msg::kVerdictNone, GroupedNumber(hunt_.records));
    } else {
      const Level gravest =
          *std::ranges::find_if(kGravestFirst, [&](Level level) { return CountOf(level) != 0; });
      verdict = Say(Msg::kVerdictFindings, GroupedNumber(hunt_.findings),
                    GroupedNumber(hunt_.findings_by_host.size()), LevelText(gravest),
                    GroupedNumber(CountOf(gravest)));
      style = LevelStyle(gravest);
    }
    out_ += Styled(terminal_, style, verdict) + "\n";
    if (hunt_.interrupted) {
      out_ += Styled(terminal_, Style::kYellow, Say(Msg::kInterrupted)) + "\n";
    }
  }

  [[nodiscard]] std::uint64_t CountOf(Level level) const {
    return hunt_.findings_by_level[static_cast<std::size_t>(level)];
  }

  void AddIncidents() {
    const IncidentBriefs& incidents = hunt_.incidents;
    if (incidents.count == 0) return;
    Heading(Msg::kIncidents);
    for (const IncidentBrief& incident : incidents.gravest) AddIncident(incident);
    if (const std::size_t more = incidents.count - incidents.gravest.size(); more != 0) {
      Line(Say(Msg::kMoreIncidents, GroupedNumber(more)));
    }
  }

  void AddIncident(const IncidentBrief& incident) {
    const bool japanese = language_ == Language::kJapanese;
    const std::string level = LevelText(incident.level);
    const std::size_t indent = TextWidth(level) + 2;
    const auto detail = [&](const std::string& text) {
      Line(std::string(indent, ' ') + FitText(text, terminal_.columns - indent - 2));
    };
    const std::string& title = japanese ? incident.title.ja : incident.title.en;
    Line(Styled(terminal_, LevelStyle(incident.level), level) + "  " +
         FitText(SafeText(title), terminal_.columns - indent - 2));
    detail(Say(Msg::kIncidentFacts, DayOf(incident.first_seen), DayOf(incident.last_seen),
               GroupedNumber(incident.hosts), GroupedNumber(incident.findings)));
    if (!incident.patient_zero.empty()) {
      detail(Say(Msg::kIncidentFirst, SafeText(incident.patient_zero)));
    }
    const std::string& resembles = japanese ? incident.resembles.ja : incident.resembles.en;
    if (!resembles.empty()) detail(SafeText(resembles));
  }

  void AddLevels() {
    Table table({{Say(Msg::kLevel)},
                 {Say(Msg::kFindings), Table::Align::kRight},
                 {Say(Msg::kRules), Table::Align::kRight},
                 {Say(Msg::kHosts), Table::Align::kRight}});
    for (const Level level : kGravestFirst) {
      if (CountOf(level) == 0) continue;
      std::uint64_t matched = 0, hosts = 0;
      for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
        matched += rules_.rules.head(i).level == level && hunt_.findings_by_rule[i] != 0;
      }
      for (const auto& [host, counts] : hunt_.findings_by_host) {
        hosts += counts[static_cast<std::size_t>(level)] != 0;
      }
      table.AddRow({{LevelText(level), LevelStyle(level)},
                    {GroupedNumber(CountOf(level))},
                    {GroupedNumber(matched)},
                    {GroupedNumber(hosts)}});
    }
    out_ += "\n" + table.Render(terminal_);
  }

  void AddRules() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
      if (hunt_.findings_by_rule[i] != 0) order.push_back(i);
    }
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      const auto key = [&](std::size_t i) {
        return std::pair(rules_.rules.head(i).level, hunt_.findings_by_rule[i]);
      };
      return key(a) > key(b);
    });
    order.resize(std::min(order.size(), kTopRows));
    Heading(Msg::kTopRules);
    Table table({{Say(Msg::kLevel)},
                 {Say(Msg::kFindings), Table::Align::kRight},
                 {Say(Msg::kRule), Table::Align::kLeft, true}});
    for (const std::size_t i : order) {
      const Rule& rule = rules_.rules[i];
      const bool japanese = language_ == Language::kJapanese && !rule.title_ja.empty();
      table.AddRow({{LevelText(rule.level), LevelStyle(rule.level)},
                    {GroupedNumber(hunt_.findings_by_rule[i])},
                    {SafeText(japanese ? rule.title_ja : rule.title)}});
    }
    out_ += table.Render(terminal_);
  }

  void AddHosts() {
    std::vector<std::pair<std::string, LevelCounts>> hosts(hunt_.findings_by_host.begin(),
                                                           hunt_.findings_by_host.end());
    std::ranges::stable_sort(
        hosts, [](const auto& a, const auto& b) { return IsGraver(a.second, b.second); });
    hosts.resize(std::min(hosts.size(), kTopRows));
    Heading(Msg::kTopHosts);
    std::vector<Table::Column> columns = {{Say(Msg::kHost), Table::Align::kLeft, true},
                                          {Say(Msg::kFindings), Table::Align::kRight}};
    for (const Level level : {Level::kCritical, Level::kHigh, Level::kMedium}) {
      columns.push_back({LevelText(level), Table::Align::kRight});
    }
    Table table(std::move(columns));
    for (const auto& [host, counts] : hosts) {
      std::vector<Table::Cell> row = {{HostText(host)}, {GroupedNumber(Sum(counts))}};
      for (const Level level : {Level::kCritical, Level::kHigh, Level::kMedium}) {
        const std::uint64_t count = counts[static_cast<std::size_t>(level)];
        row.push_back({GroupedNumber(count), count == 0 ? Style::kDim : LevelStyle(level)});
      }
      table.AddRow(std::move(row));
    }
    out_ += table.Render(terminal_);
  }

  void AddEvidence() {
    Heading(Msg::kEvidence);
    const FileSummary total = hunt_.sources.Total();
    const std::uint64_t bytes = total.used + total.padding + total.damaged;
    const std::uint64_t read =
        hunt_.sources.CountFiles(FileState::kRead) + hunt_.sources.CountFiles(FileState::kReading);
    Line(Say(Msg::kFilesRead, GroupedNumber(read), GroupedNumber(hunt_.records), ByteSize(bytes),
             Duration(hunt_.times.scan_ns + hunt_.times.merge_ns)));
    if (const std::uint64_t other = hunt_.sources.CountFiles(FileState::kOtherFormat); other != 0) {
      Line(Say(Msg::kFilesOther, GroupedNumber(other)));
    }
    if (const ScanTotals& scan = hunt_.scan; scan.ran) {
      Line(Say(Msg::kFilesScanned, GroupedNumber(scan.files), GroupedNumber(scan.members),
               GroupedNumber(scan.programs), GroupedNumber(scan.findings)));
    }
    AddLosses();
    AddRegexLimits();
    AddSuppressed();
    AddFilesNotRead();
  }

  void AddSuppressed() {
    const SuppressionTotals& hidden = hunt_.suppressed;
    if (hidden.count != 0) Line(Say(Msg::kSuppressed, GroupedNumber(hidden.count)));
    const auto expired = std::ranges::count_if(
        hidden.rows, [](const SuppressionTotals::Row& one) { return one.row.expired; });
    if (expired == 0) return;
    const std::string text =
        Say(Msg::kAllowExpired, GroupedNumber(static_cast<std::uint64_t>(expired)));
    Line(Styled(terminal_, Style::kYellow, FitText(text, terminal_.columns - 2)));
  }

  void AddLosses() {
    std::uint64_t records = 0, bytes = 0;
    std::set<SourceRank> files;
    for (const auto& [key, sum] : hunt_.ledger.rows()) {
      const bool refused = hunt_.sources.At(key.source).state == FileState::kNotRead;
      if (!sum.is_loss() || refused) continue;
      records += sum.lost_records;
      bytes += sum.lost_bytes;
      files.insert(key.source);
    }
    if (!files.empty()) {
      const std::string text =
          Say(Msg::kLosses, GroupedNumber(records), ByteSize(bytes), GroupedNumber(files.size()));
      Line(Styled(terminal_, Style::kYellow, text));
    } else if (!hunt_.evidence_incomplete()) {
      Line(Say(Msg::kNoLosses));
    }
  }

  void AddRegexLimits() {
    const std::uint64_t values = hunt_.matcher.regex_limits_hit;
    if (values == 0) return;
    const std::string text = Say(Msg::kRegexLimits, GroupedNumber(values));
    Line(Styled(terminal_, Style::kYellow, FitText(text, terminal_.columns - 2)));
  }

  void AddFilesNotRead() {
    const std::uint64_t count = hunt_.sources.CountFiles(FileState::kNotRead);
    if (count == 0) return;
    Line(Styled(terminal_, Style::kYellow, Say(Msg::kFilesNotRead, GroupedNumber(count)) + ":"));
    std::size_t shown = 0;
    for (const auto& [key, sum] : hunt_.ledger.rows()) {
      if (hunt_.sources.At(key.source).state != FileState::kNotRead) continue;
      if (++shown > kTopFiles) break;
      const std::string text =
          SafeText(hunt_.sources.ShownAt(hunt_.inputs, key.source) + ": " + sum.detail);
      Line("  " + FitText(text, terminal_.columns - 4));
    }
    if (count > kTopFiles) Line("  ...");
  }

  void AddRuleSet() {
    Heading(Msg::kRuleSet);
    std::map<std::string, std::uint64_t> reasons;
    for (const NotUsedRule& rule : rules_.not_used) {
      ++reasons[std::string(NotUsedReasonName(rule.reason))];
    }
    for (const NotUsedRule& rule : hunt_.refused_rules) {
      ++reasons[std::string(NotUsedReasonName(rule.reason))];
    }
    Line(Say(Msg::kRulesUsed, GroupedNumber(rules_.rules.size() - hunt_.refused_rules.size())));
    const std::size_t not_used = rules_.not_used.size() + hunt_.refused_rules.size();
    if (not_used == 0) return;
    std::string line = Say(Msg::kRulesNotUsed, GroupedNumber(not_used)) + ":";
    for (const auto& [reason, count] : reasons) {
      const std::string part = " " + reason + " " + GroupedNumber(count);
      if (TextWidth(line) + part.size() + 3 > terminal_.columns) {
        Line(line);
        line = " ";
      }
      line += part;
    }
    Line(line);
  }

  void AddOutputs(const std::string& out_dir) {
    Heading(Msg::kWritten);
    for (const std::string& name : hunt_.outputs) Line(SafeText(out_dir + "/" + name));
    if (!hunt_.case_file.empty()) Line(SafeText(hunt_.case_file));
  }

  const HuntSummary& hunt_;
  const RuleSet& rules_;
  Language language_;
  const Terminal& terminal_;
  std::string out_;
};

}  // namespace

std::string HuntReportText(const HuntSummary& summary, const RuleSet& rules,
                           const std::string& out_dir, Language language,
                           const Terminal& terminal) {
  return Summary(summary, rules, language, terminal).Render(out_dir);
}

}  // namespace noroshi
