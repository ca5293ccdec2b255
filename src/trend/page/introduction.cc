#include <fmt/format.h>

#include <array>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

// "6 sightings, 5 activities of intrusion sets".
std::string CountsText(const SectionContext& context) {
  std::array<std::size_t, kObservationKindCount> counts{};
  for (const Observation& one : context.year().observations) {
    ++counts[static_cast<std::size_t>(one.kind)];
  }
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const std::string kind = KindText(static_cast<ObservationKind>(i), context.language());
    parts.push_back(
        fmt::format(fmt::runtime(context.Say("{1}: {0}", "{1}{0}件")), counts[i], kind));
  }
  return JoinList(parts, context.language());
}

std::string Opening(const SectionContext& context) {
  const Period whole = FiscalYear(context.year().fiscal_year);
  return fmt::format(
      fmt::runtime(context.Say(
          "This report puts together what the observation files say about targeted attacks of {0} "
          "({1} to {2}): {3} entries ({4}).",
          "{0}({1}〜{2})の標的型攻撃について、観測ファイルに記載された{3}件({4})"
          "をまとめたものです。")),
      context.YearText(context.year().fiscal_year), MonthText(whole.first, context.language()),
      MonthText(whole.last, context.language()), context.year().observations.size(),
      CountsText(context));
}

void AddRemarks(const SectionContext& context, Section& section) {
  std::vector<std::string> remarks;
  for (const Observation& one : context.year().observations) {
    if (one.kind == ObservationKind::kContext) remarks.push_back(context.Statement(one));
  }
  if (remarks.empty()) return;
  section.blocks.push_back(Heading(context.Say("The year in general", "年度全般")));
  section.blocks.push_back(List(std::move(remarks)));
}

// What the report leaves out, so that nobody takes it for everything.
void AddGaps(const SectionContext& context, Section& section) {
  const TrendDocument& document = context.document();
  const auto say = [&](std::uint64_t count, std::string_view english, std::string_view japanese) {
    if (count == 0) return;
    section.blocks.push_back(
        Note(fmt::format(fmt::runtime(context.Say(english, japanese)), count)));
  };
  say(document.undated, "Entries without any period, in no year of this report: {}.",
      "時期の記載がないため、どの年度にも含めていない記載が{}件あります。");
  say(document.outside, "Entries of other years, not shown: {}.",
      "対象外の年度の記載{}件は含めていません。");
  say(document.rejected_count, "Lines that could not be used: {}. See the last section.",
      "使用できなかった行が{}行あります。末尾の「出典と使用しなかった行」に示します。");
}

}  // namespace

Section IntroductionSection(const SectionContext& context) {
  Section section{"introduction", context.Say("Introduction", "はじめに"), {}};
  section.blocks.push_back(Paragraph(Opening(context)));
  section.blocks.push_back(Paragraph(context.Say(
      "Every statement carries the number of its source. What a source does not say is shown as "
      "\"not stated\"; it does not mean that there was no attack.",
      "各記載の末尾の[番号]は出典を示します。出典に書かれていない事項は「記載なし」としました。"
      "「記載なし」は、攻撃がなかったことを意味しません。")));
  section.blocks.push_back(Paragraph(context.Say(
      "Intrusion sets are named as the source names them. That two entries name the same set does "
      "not prove that the same people act.",
      "攻撃グループ名は出典の表記によります。同じ名前が記載されていても、同一の主体であることを"
      "示すものではありません。")));
  AddRemarks(context, section);
  AddGaps(context, section);
  return section;
}

}  // namespace noroshi
