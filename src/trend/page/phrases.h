// The fixed names of a trend report in both languages. Japanese follows the usage of Japanese
// threat reports and is written, not translated.
//
// Pure functions; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "finding/level.h"
#include "trend/trend_document.h"
#include "trend/words.h"

namespace noroshi {

[[nodiscard]] std::string NotStatedText(ReportLanguage language);  // 「記載なし」

// "APT10 (A41APT campaign)", 「APT10(LODEINFO)」; what is not stated is left out or said so.
[[nodiscard]] std::string ActorText(const TrendActor& actor, ReportLanguage language);
// A sector by its key in observation files; other text stays as the file has it.
[[nodiscard]] std::string SectorText(std::string_view sector, ReportLanguage language);
[[nodiscard]] std::string SectorsText(const StatedList& sectors, ReportLanguage language);
// As SectorsText, for names that stand as they are: joined with the language's comma, or
// NotStatedText where nothing is stated.
[[nodiscard]] std::string NamesText(const StatedList& names, ReportLanguage language);
[[nodiscard]] std::string ActivityText(Activity activity, ReportLanguage language);
// What a bar of the timeline means.
[[nodiscard]] std::string ReachText(Reach reach, ReportLanguage language);
// The period, and how exactly it names the months.
[[nodiscard]] std::string PeriodWithReach(const Period& period, ReportLanguage language);
[[nodiscard]] std::string StageText(Stage stage, ReportLanguage language);
[[nodiscard]] std::string KindText(ObservationKind kind, ReportLanguage language);
[[nodiscard]] std::string LevelText(Level level, ReportLanguage language);
// Whether an indicator of this type goes stale.
[[nodiscard]] std::string LastingText(std::string_view type, ReportLanguage language);

}  // namespace noroshi
