#include "cli/text/visibility_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "analytics/visibility/advice.h"
#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"

namespace noroshi {
namespace {

constexpr std::size_t kDateLength = 10;  // of "2020-10-05"

std::string Day(Timestamp time) {
  return time.ticks == 0 ? std::string() : ToIso8601(time).substr(0, kDateLength);
}

std::uint64_t Of(const SightCounts& counts, Sight sight) {
  return counts[static_cast<std::size_t>(sight)];
}

// One host as a row: all its logs together.
struct HostRow {
  std::string host;
  std::uint64_t records = 0, gaps = 0;
  std::size_t logs = 0;
  Timestamp first_seen, last_seen;
};

std::vector<HostRow> HostRows(const VisibilityResult& result) {
  std::unordered_map<std::string_view, std::uint64_t> gaps;  // by host
  for (const Gap& gap : result.gaps) ++gaps[gap.host];
  std::vector<HostRow> rows;
  for (const auto& [name, host] : result.coverage.hosts()) {
    HostRow row{name, 0, 0, host.logs.size(), {}, {}};
    for (const auto& [channel, log] : host.logs) {
      row.records += log.records();
      const Timestamp first = log.first_seen();
      if (row.first_seen.ticks == 0 || (first.ticks != 0 && first < row.first_seen)) {
        row.first_seen = first;
      }
      row.last_seen = std::max(row.last_seen, log.last_seen());
    }
    if (const auto of_host = gaps.find(name); of_host != gaps.end()) row.gaps = of_host->second;
    rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, std::greater{}, &HostRow::records);
  return rows;
}

// Puts the parts of the text together in one language.
class TextWriter {
 public:
  TextWriter(const VisibilityResult& result, Language language, const Terminal& terminal)
      : result_(result), japanese_(language == Language::kJapanese), terminal_(terminal) {}

  std::string Write() {
    Verdict();
    Hosts();
    Silent();
    Techniques();
    Missing();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string Pick(std::string_view english, std::string_view japanese) const {
    return std::string(japanese_ ? japanese : english);
  }
  void Heading(std::string_view english, std::string_view japanese) {
    out_ += "\n" + Styled(terminal_, Style::kBold, Pick(english, japanese)) + "\n";
  }
  void NoteCut(std::size_t all, std::size_t shown) {
    if (all <= shown) return;
    out_ += fmt::format(
        fmt::runtime(Pick("  and {} more: --json lists all\n", "  ほか{}件(--jsonですべて出力)\n")),
        GroupedNumber(all - shown));
  }

  void Verdict() {
    SightCounts rules{};
    for (const RuleVisibility& rule : result_.visibility.rules) {
      ++rules[static_cast<std::size_t>(rule.best())];
    }
    out_ += fmt::format(
        fmt::runtime(
            Pick("{} hosts. Of {} rules {} have the records they need, {} have the log but "
                 "no record of the kind, {} are blind.\n",
                 "ホスト{}台。ルール{}件のうち、必要な記録があるもの{}件、ログはあるが該当"
                 "種別の記録がないもの{}件、確認不可(ログなし){}件です。\n")),
        GroupedNumber(result_.coverage.hosts().size()), GroupedNumber(result_.needs.size()),
        GroupedNumber(Of(rules, Sight::kSeen)), GroupedNumber(Of(rules, Sight::kQuiet)),
        GroupedNumber(Of(rules, Sight::kBlind)));
  }

  void Hosts() {
    Heading("Hosts", "ホスト");
    Table table({{Pick("HOST", "ホスト"), Table::Align::kLeft, true},
                 {Pick("LOGS", "ログ"), Table::Align::kRight},
                 {Pick("RECORDS", "レコード"), Table::Align::kRight},
                 {Pick("FROM", "開始")},
                 {Pick("TO", "終了")},
                 {Pick("GAPS", "欠落"), Table::Align::kRight}});
    const std::vector<HostRow> rows = HostRows(result_);
    for (const HostRow& row : std::span(rows).first(std::min(rows.size(), kShownHosts))) {
      table.AddRow({{SafeText(row.host.empty() ? "-" : row.host)},
                    {GroupedNumber(row.logs)},
                    {GroupedNumber(row.records)},
                    {Day(row.first_seen)},
                    {Day(row.last_seen)},
                    {GroupedNumber(row.gaps), row.gaps == 0 ? Style::kPlain : Style::kYellow}});
    }
    out_ += table.Render(terminal_);
    NoteCut(rows.size(), kShownHosts);
  }

  // What no log says anything of is where nobody looks.
  void Silent() {
    if (result_.silent.empty()) return;
    Heading("Hosts of the environment without any record", "レコードがない環境定義上のホスト");
    Table table({{Pick("HOST", "ホスト"), Table::Align::kLeft, true}, {Pick("ROLE", "役割")}});
    const auto& silent = result_.silent;
    for (const auto& [host, role] : std::span(silent).first(std::min(silent.size(), kShownHosts))) {
      table.AddRow({{SafeText(host)}, {role}});
    }
    out_ += table.Render(terminal_);
    NoteCut(silent.size(), kShownHosts);
  }

  void Techniques() {
    Heading("Techniques that no rule can see", "確認不可の技術");
    Table table({{Pick("TECHNIQUE", "技術")},
                 {Pick("RULES", "ルール"), Table::Align::kRight},
                 {Pick("HOSTS BLIND", "確認不可のホスト"), Table::Align::kRight}});
    std::size_t blind = 0;
    for (const TechniqueVisibility& row : result_.visibility.techniques) {
      const std::uint64_t open = Of(row.rules, Sight::kSeen) + Of(row.rules, Sight::kQuiet);
      if (open != 0 || row.technique.empty()) continue;
      if (++blind > kShownTechniques) continue;
      table.AddRow({{SafeText(row.technique)},
                    {GroupedNumber(Of(row.rules, Sight::kBlind))},
                    {GroupedNumber(Of(row.hosts, Sight::kBlind))}});
    }
    out_ += blind == 0 ? Pick("  none\n", "  なし\n") : table.Render(terminal_);
    NoteCut(blind, kShownTechniques);
  }

  void Missing() {
    Heading("What to switch on or collect first", "優先して有効化・収集するもの");
    Table table({{Pick("RULES", "ルール"), Table::Align::kRight},
                 {Pick("HIGH", "高以上"), Table::Align::kRight},
                 {Pick("WHAT", "内容"), Table::Align::kLeft, true}});
    const auto& missing = result_.visibility.missing;
    for (const MissingEvidence& row :
         std::span(missing).first(std::min(missing.size(), kShownMissing))) {
      table.AddRow(
          {{GroupedNumber(row.rules)}, {GroupedNumber(row.high_rules)}, {SafeText(WhatToDo(row))}});
    }
    out_ += missing.empty() ? Pick("  nothing\n", "  なし\n") : table.Render(terminal_);
    NoteCut(missing.size(), kShownMissing);
  }

  [[nodiscard]] std::string WhatToDo(const MissingEvidence& row) const {
    if (row.channel.empty()) {
      return fmt::format(fmt::runtime(Pick("collect evidence of {}", "{}の証跡を収集する")),
                         row.log_source);
    }
    const Advice advice = AdviceFor(row.channel, row.event_id);
    return japanese_ ? advice.japanese : advice.english;
  }

  const VisibilityResult& result_;
  const bool japanese_;
  const Terminal& terminal_;
  std::string out_;
};

}  // namespace

std::string VisibilityText(const VisibilityResult& result, Language language,
                           const Terminal& terminal) {
  return TextWriter(result, language, terminal).Write();
}

}  // namespace noroshi
