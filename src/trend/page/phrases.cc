#include "trend/page/phrases.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace noroshi {
namespace {

// Literals, English first.
struct Phrase {
  std::string_view english, japanese;

  [[nodiscard]] std::string In(ReportLanguage language) const {
    return std::string(language == ReportLanguage::kJapanese ? japanese : english);
  }
};

constexpr std::pair<std::string_view, Phrase> kSectors[] = {
    {"manufacturing", {"manufacturing", "製造業"}},
    {"it_services", {"IT services", "ITサービス"}},
    {"media", {"media", "メディア"}},
    {"think_tank", {"think tanks", "シンクタンク"}},
    {"government", {"government", "政府"}},
    {"medical", {"medical", "医療"}},
    {"apparel", {"apparel", "衣料品"}},
    {"academia", {"academia", "学術"}},
    {"finance", {"finance", "金融"}},
    {"energy", {"energy", "エネルギー"}},
    {"transport", {"transport", "運輸"}},
    {"defence", {"defence and security", "防衛・安全保障"}},
    {"n/a", {"N/A (as printed)", "N/A(資料の表記)"}},
};

constexpr std::array<Phrase, kActivityCount> kActivities = {{
    {"not stated", "記載なし"},
    {"probably the most active", "最も活発とみられる"},
    {"active", "活発"},
    {"relatively active", "比較的活発"},
    {"declined", "減少"},
    {"newly observed", "新たに観測"},
    {"observed, as earlier", "従来と同様に観測"},
}};

constexpr std::array<Phrase, 5> kReaches = {{
    {"period not stated", "時期の記載なし"},
    {"period named, but unclear whether it covers this", "時期の記載はあるが、該当するか不明"},
    {"within this period, month not specified", "期間内(月は特定されていない)"},
    {"throughout this period", "期間を通じて"},
    {"month stated", "月の記載あり"},
}};

constexpr std::array<Phrase, 4> kStageTexts = {{
    {"stage not stated", "段階の記載なし"},
    {"Delivery and attack", "マルウェアの配送・攻撃"},
    {"Installed RAT and remote control (C2)", "インストールされるRAT、遠隔操作(C2)"},
    {"Lateral movement and objectives", "侵入拡大・目的実行"},
}};

constexpr std::array<Phrase, kObservationKindCount> kKinds = {{
    {"sightings", "観測"},
    {"activities of intrusion sets", "攻撃グループの活動"},
    {"ways of working", "手口"},
    {"topics without details", "詳細の記載がない項目"},
    {"remarks on the year", "年度全般"},
    {"repeated from others", "他の公開情報の引用"},
}};

constexpr std::array<Phrase, kLevelCount> kLevels = {{
    {"informational", "情報"},
    {"low", "低"},
    {"medium", "中"},
    {"high", "高"},
    {"critical", "緊急"},
}};

}  // namespace

std::string NotStatedText(ReportLanguage language) {
  return Phrase{"not stated", "記載なし"}.In(language);
}

std::string ActorText(const TrendActor& actor, ReportLanguage language) {
  const bool japanese = language == ReportLanguage::kJapanese;
  if (actor.set.empty() && actor.campaign.empty()) {
    return Phrase{"intrusion set not stated", "攻撃グループの記載なし"}.In(language);
  }
  const std::string campaign = actor.campaign + (japanese ? "攻撃キャンペーン" : " campaign");
  if (actor.set.empty()) return campaign;
  if (actor.campaign.empty() && actor.tool.empty()) return actor.set;
  const std::string& inside = actor.campaign.empty() ? actor.tool : campaign;
  return actor.set + (japanese ? "(" : " (") + inside + ")";
}

std::string SectorText(std::string_view sector, ReportLanguage language) {
  const auto* known =
      std::ranges::find(kSectors, sector, &std::pair<std::string_view, Phrase>::first);
  return known == std::end(kSectors) ? std::string(sector) : known->second.In(language);
}

std::string SectorsText(const StatedList& sectors, ReportLanguage language) {
  if (!sectors) return NotStatedText(language);
  std::vector<std::string> names;
  for (const std::string& sector : *sectors) names.push_back(SectorText(sector, language));
  return JoinList(names, language);
}

std::string NamesText(const StatedList& names, ReportLanguage language) {
  return names ? JoinList(*names, language) : NotStatedText(language);
}

std::string ActivityText(Activity activity, ReportLanguage language) {
  return kActivities[static_cast<std::size_t>(activity)].In(language);
}

std::string ReachText(Reach reach, ReportLanguage language) {
  return kReaches[static_cast<std::size_t>(reach)].In(language);
}

std::string PeriodWithReach(const Period& period, ReportLanguage language) {
  const std::string text = PeriodText(period, language);
  constexpr std::array<Phrase, 5> kShort = {{
      {"", ""},
      {" (unclear)", "(該当するか不明)"},
      {" (month not specified)", "(月は特定されていない)"},
      {" (throughout)", "(期間を通じて)"},
      {"", ""},
  }};
  return text + kShort[static_cast<std::size_t>(period.reach)].In(language);
}

std::string StageText(Stage stage, ReportLanguage language) {
  return kStageTexts[static_cast<std::size_t>(stage)].In(language);
}

std::string KindText(ObservationKind kind, ReportLanguage language) {
  return kKinds[static_cast<std::size_t>(kind)].In(language);
}

std::string LevelText(Level level, ReportLanguage language) {
  return kLevels[static_cast<std::size_t>(level)].In(language);
}

std::string LastingText(std::string_view type, ReportLanguage language) {
  const bool expires = IndicatorExpires(type).value_or(true);
  return expires ? Phrase{"static, goes stale", "静的(失効しやすい)"}.In(language)
                 : Phrase{"lasts longer", "比較的長く有効"}.In(language);
}

}  // namespace noroshi
