#include "cli/text/self_check_text.h"

#include <fmt/format.h>

#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "cli/text/self_check_words.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

Style StyleOf(CheckState state) {
  switch (state) {
    case CheckState::kFound: return Style::kRed;
    case CheckState::kNotFound: return Style::kGreen;
    case CheckState::kBlind: return Style::kYellow;
    default: return Style::kDim;
  }
}

std::string Summary(const SelfCheck& check, Language language) {
  return fmt::format(fmt::runtime(Say(kCheckSummary, language)), check.rows.size(), check.counts[0],
                     check.counts[1], check.counts[2], check.counts[3], check.counts[4],
                     check.hosts);
}

std::string HostsText(const CheckRow& row, const SelfCheck& check) {
  return fmt::format("{}/{}", row.hosts[static_cast<std::size_t>(Sight::kSeen)], check.hosts);
}

std::string AdviceText(const CheckRow& row, Language language) {
  std::string text;
  for (const Advice& advice : row.advice) {
    if (!text.empty()) text += language == Language::kJapanese ? "、" : "; ";
    text += language == Language::kJapanese ? advice.japanese : advice.english;
  }
  return text;
}

// What to switch on for what could not be seen, technique by technique.
std::string ToDoText(const SelfCheck& check, Language language, const Terminal& terminal) {
  std::string out;
  for (const CheckRow& row : check.rows) {
    if (row.advice.empty()) continue;
    if (out.empty()) {
      out = "\n" + Styled(terminal, Style::kBold, Say(kCheckToDo, language)) + "\n";
    }
    out += "  " + SafeText(row.id) + "  " + SafeText(AdviceText(row, language)) + "\n";
  }
  return out;
}

void AppendRow(const CheckRow& row, std::string& out) {
  AppendJsonMember("{\"id\":", row.id, out);
  AppendJsonMember(",\"name\":", row.name, out);
  AppendJsonMember(",\"tactics\":", row.tactics, out);
  AppendJsonMember(",\"state\":", CheckStateName(row.state), out);
  AppendJsonMember(",\"mark\":", MarkName(row.mark), out);
  out += fmt::format(",\"findings\":{},\"rules\":{}", row.findings, row.rules);
  out += fmt::format(",\"hosts\":{{\"blind\":{},\"quiet\":{},\"seen\":{}}}", row.hosts[0],
                     row.hosts[1], row.hosts[2]);
  if (row.findings != 0) AppendJsonMember(",\"level\":", LevelName(row.level), out);
  AppendList(",\"fired\":", row.fired, out);
  AppendList(",\"reports\":", row.reports, out);
  AppendObjects(",\"advice\":", row.advice, out, [&](const Advice& advice) {
    AppendJsonMember("\"en\":", advice.english, out);
    AppendJsonMember(",\"ja\":", advice.japanese, out);
  });
  out += '}';
}

}  // namespace

std::string SelfCheckText(const SelfCheck& check, Language language, const Terminal& terminal) {
  using Align = Table::Align;
  const std::string title =
      fmt::format(fmt::runtime(Say(kCheckTitle, language)), SafeText(check.name));
  std::string out = Styled(terminal, Style::kBold, title) + "\n";
  out += Summary(check, language) + "\n\n";
  Table table({{Say(kCheckState, language), Align::kLeft, false},
               {Say(kCheckTechnique, language), Align::kLeft, true},
               {Say(kCheckFindings, language), Align::kRight, false},
               {Say(kCheckRulesHead, language), Align::kRight, false},
               {Say(kCheckHosts, language), Align::kRight, false}});
  for (const CheckRow& row : check.rows) {
    table.AddRow(
        {{Say(kCheckStateWords[static_cast<std::size_t>(row.state)], language), StyleOf(row.state)},
         {SafeText(row.id + " " + row.name), Style::kPlain},
         {row.findings == 0 ? "" : GroupedNumber(row.findings), Style::kPlain},
         {GroupedNumber(row.rules), Style::kPlain},
         {HostsText(row, check), Style::kPlain}});
  }
  out += table.Render(terminal);
  out += ToDoText(check, language, terminal);
  return out + "\n" + Styled(terminal, Style::kDim, Say(kCheckCaution, language)) + "\n";
}

std::string SelfCheckJson(const SelfCheck& check) {
  std::string out;
  AppendJsonMember("{\"name\":", check.name, out);
  AppendList(",\"ids\":", check.ids, out);
  out += fmt::format(",\"hosts\":{},\"counts\":{{", check.hosts);
  for (std::size_t i = 0; i < kCheckStates; ++i) {
    out += fmt::format("{}\"{}\":{}", i == 0 ? "" : ",", CheckStateName(static_cast<CheckState>(i)),
                       check.counts[i]);
  }
  AppendEach("},\"techniques\":", check.rows, out,
             [&](const CheckRow& row) { AppendRow(row, out); });
  return out + "}\n";
}

}  // namespace noroshi
