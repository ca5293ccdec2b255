#include "trend/page/page.h"

#include <fmt/format.h>

#include <array>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

constexpr std::array<std::string_view, 3> kToneNames = {"plain", "not_stated", "own"};

// In the order of the announced report.
constexpr Section (*kSections[])(const SectionContext&) = {
    IntroductionSection, TimelineSection,  OverviewSection,   NoveltiesSection, GroupsSection,
    TechniquesSection,   DetectionSection, IndicatorsSection, ChangesSection,   SourcesSection,
};

}  // namespace

std::string_view ToneName(Tone tone) noexcept { return kToneNames[static_cast<std::size_t>(tone)]; }

Page ComposePage(const TrendDocument& document, ReportLanguage language) {
  const SectionContext context(document, language);
  const Period whole = FiscalYear(document.year.fiscal_year);
  const std::string year = context.YearText(document.year.fiscal_year);
  Page page;
  page.language = language;
  page.title = context.Say("Targeted attack trends, ", "標的型攻撃の動向 ") + year;
  page.subtitle = context.Say("", "対象期間: ") + MonthText(whole.first, language) +
                  context.Say(" to ", "〜") + MonthText(whole.last, language);
  page.contents = context.Say("Contents", "目次");
  page.language_label = context.Say("Language", "表示言語");
  page.footer = "noroshi " + document.engine_version;
  for (const auto compose : kSections) page.sections.push_back(compose(context));
  return page;
}

}  // namespace noroshi
