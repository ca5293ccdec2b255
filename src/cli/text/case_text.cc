#include "cli/text/case_text.h"

#include <fmt/format.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <array>

#include "casestore/remarks_today.h"
#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "cli/terminal/time_text.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

struct Phrase {
  std::string_view english, japanese;
};

std::string Say(const Phrase& phrase, Language language) {
  return std::string(language == Language::kJapanese ? phrase.japanese : phrase.english);
}

constexpr Phrase kHunts{"hunts", "ハント"};
constexpr Phrase kIncidents{"incidents", "インシデント"};
constexpr Phrase kSuppressions{"suppressions", "除外"};
constexpr Phrase kNone{"none", "なし"};
constexpr Phrase kWhen{"written", "作成日時"};
constexpr Phrase kInputs{"inputs", "入力"};
constexpr Phrase kFiles{"files", "ファイル"};
constexpr Phrase kId{"id", "ID"};
constexpr Phrase kLevelWord{"level", "レベル"};
constexpr Phrase kState{"status", "状態"};
constexpr Phrase kNotes{"notes", "メモ"};
constexpr Phrase kTitle{"title", "概要"};
constexpr Phrase kResembles{"resembles", "類似"};
constexpr Phrase kNobody{"-", "-"};
constexpr Phrase kRuleWord{"rule", "ルール"};
constexpr Phrase kHostWord{"host", "ホスト"};
constexpr Phrase kAllHosts{"all", "すべて"};
constexpr Phrase kUntil{"until", "期限"};
constexpr Phrase kEnded{"ended", "期限切れ"};
constexpr Phrase kReason{"reason", "理由"};
constexpr Phrase kFindings{"{} findings", "検知結果{}件"};
constexpr Phrase kSetAt{"status {}", "状態: {}"};
constexpr Phrase kNoteAt{"note", "メモ"};
// By CaseState.
constexpr std::array<Phrase, 5> kStates = {{{"open", "未着手"},
                                            {"in progress", "対応中"},
                                            {"confirmed", "侵害を確認"},
                                            {"dismissed", "問題なし"},
                                            {"closed", "完了"}}};
// By Level.
constexpr std::array<Phrase, kLevelCount> kLevels = {{{"informational", "情報"},
                                                      {"low", "低"},
                                                      {"medium", "中"},
                                                      {"high", "高"},
                                                      {"critical", "緊急"}}};

std::string Minute(Timestamp time) { return time.ticks == 0 ? "-" : MinuteText(time) + "Z"; }

const CaseStatus* StatusOf(const CaseOverview& overview, std::string_view target) {
  const auto found = std::ranges::find(overview.statuses, target, &CaseStatus::target);
  return found == overview.statuses.end() ? nullptr : &*found;
}

std::string StateText(const CaseStatus* status, Language language) {
  const CaseState state = status == nullptr ? CaseState::kOpen : status->state;
  return Say(kStates[static_cast<std::size_t>(state)], language);
}

std::string SetText(const CaseIncident& incident, Language language) {
  if (incident.abstained || incident.set_id.empty()) return Say(kNobody, language);
  return SafeText(
      fmt::format("{} {} ({})", incident.set_id, incident.set_name, incident.confidence));
}

// A JSON list of texts as people write one.
std::string ListText(const std::string& list) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(list.data(), list.size());
  if (json.HasParseError() || !json.IsArray()) return "";
  std::string text;
  for (const auto& item : json.GetArray()) {
    if (!item.IsString()) continue;
    if (!text.empty()) text += ", ";
    text += SafeText(std::string_view(item.GetString(), item.GetStringLength()));
  }
  return text;
}

// The narrative of an incident, out of the JSON that the store keeps.
std::string Narrative(const CaseIncident& incident, Language language) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(incident.body.data(), incident.body.size());
  if (json.HasParseError() || !json.IsObject()) return "";
  std::string text;
  for (const char* member : {"narrative", "verdict"}) {
    const auto found = json.FindMember(member);
    if (found == json.MemberEnd() || !found->value.IsObject()) continue;
    const auto words = found->value.FindMember(language == Language::kJapanese ? "ja" : "en");
    if (words == found->value.MemberEnd() || !words->value.IsString()) continue;
    text += SafeText(std::string_view(words->value.GetString(), words->value.GetStringLength()));
    text += '\n';
  }
  return text;
}

class ListPage {
 public:
  ListPage(const CaseOverview& overview, Language language, const Terminal& terminal)
      : overview_(overview), language_(language), terminal_(terminal) {}

  std::string Write() {
    Hunts();
    Incidents();
    Suppressions();
    return std::move(out_);
  }

 private:
  using Align = Table::Align;
  [[nodiscard]] std::string Words(const Phrase& phrase) const { return Say(phrase, language_); }

  void Title(const Phrase& phrase, std::size_t count) {
    out_ += Styled(terminal_, Style::kBold, fmt::format("{} ({})", Words(phrase), count)) + "\n";
    if (count == 0) out_ += "  " + Words(kNone) + "\n";
  }

  void Hunts() {
    Title(kHunts, overview_.hunts.size());
    Table table({{"#", Align::kRight, false},
                 {Words(kWhen), Align::kLeft, false},
                 {Words(kFiles), Align::kRight, false},
                 {Words(kInputs), Align::kLeft, true}});
    for (const CaseHunt& hunt : overview_.hunts) {
      table.AddRow({{std::to_string(hunt.number), Style::kPlain},
                    {Minute(hunt.at), Style::kPlain},
                    {GroupedNumber(hunt.files), Style::kPlain},
                    {ListText(hunt.inputs), Style::kPlain}});
    }
    if (!overview_.hunts.empty()) out_ += table.Render(terminal_);
    out_ += "  " + fmt::format(fmt::runtime(Words(kFindings)), GroupedNumber(overview_.findings));
    out_ += "\n\n";
  }

  void Incidents() {
    Title(kIncidents, overview_.incidents.size());
    if (overview_.incidents.empty()) return;
    Table table({{Words(kId), Align::kLeft, false},
                 {Words(kLevelWord), Align::kLeft, false},
                 {Words(kState), Align::kLeft, false},
                 {Words(kNotes), Align::kRight, false},
                 {Words(kResembles), Align::kLeft, false},
                 {Words(kTitle), Align::kLeft, true}});
    for (const CaseIncident& incident : overview_.incidents) {
      const auto notes = std::ranges::count(overview_.notes, incident.id, &CaseNote::target);
      const bool japanese = language_ == Language::kJapanese;
      table.AddRow({{SafeText(incident.id), Style::kPlain},
                    {Words(kLevels[static_cast<std::size_t>(incident.level)]), Style::kPlain},
                    {StateText(StatusOf(overview_, incident.id), language_), Style::kPlain},
                    {notes == 0 ? "" : std::to_string(notes), Style::kPlain},
                    {SetText(incident, language_), Style::kPlain},
                    {SafeText(japanese ? incident.title_ja : incident.title_en), Style::kPlain}});
    }
    out_ += table.Render(terminal_);
  }

  void Suppressions() {
    if (overview_.suppressions.empty()) return;
    out_ += '\n';
    Title(kSuppressions, overview_.suppressions.size());
    Table table({{"#", Align::kRight, false},
                 {Words(kRuleWord), Align::kLeft, false},
                 {Words(kHostWord), Align::kLeft, false},
                 {Words(kUntil), Align::kLeft, false},
                 {Words(kReason), Align::kLeft, true}});
    for (const CaseSuppression& one : overview_.suppressions) {
      const bool ended = one.expires <= overview_.now;
      table.AddRow({{std::to_string(one.number), Style::kPlain},
                    {SafeText(one.rule), Style::kPlain},
                    {one.host.empty() ? Words(kAllHosts) : SafeText(one.host), Style::kPlain},
                    {ended ? Words(kEnded) : Minute(one.expires), Style::kPlain},
                    {SafeText(one.reason), Style::kPlain}});
    }
    out_ += table.Render(terminal_);
  }

  const CaseOverview& overview_;
  Language language_;
  const Terminal& terminal_;
  std::string out_;
};

}  // namespace

Result<CaseOverview> ReadOverview(CaseStore& store, Timestamp now) {
  CaseOverview overview;
  overview.now = now;
  NOROSHI_TRY(overview.hunts, store.Hunts());
  NOROSHI_TRY(overview.incidents, store.Incidents());
  NOROSHI_TRY(CaseRemarks remarks, RemarksToday(store));
  overview.notes = std::move(remarks.notes);
  overview.statuses = std::move(remarks.statuses);
  NOROSHI_TRY(overview.suppressions, store.Suppressions());
  NOROSHI_TRY(overview.findings, store.FindingCount());
  return overview;
}

std::string CaseListText(const CaseOverview& overview, Language language,
                         const Terminal& terminal) {
  return ListPage(overview, language, terminal).Write();
}

std::string CaseListJson(const CaseOverview& overview) {
  std::string out = "{";
  AppendObjects("\"hunts\":", overview.hunts, out, [&](const CaseHunt& hunt) {
    out += fmt::format("\"number\":{},\"files\":{}", hunt.number, hunt.files);
    AppendTimeMember(",\"at\":", hunt.at, out);
    AppendJsonMember(",\"inputs\":", ListText(hunt.inputs), out);
  });
  AppendObjects(",\"incidents\":", overview.incidents, out, [&](const CaseIncident& incident) {
    AppendJsonMember("\"id\":", incident.id, out);
    AppendJsonMember(",\"level\":", LevelName(incident.level), out);
    const CaseStatus* status = StatusOf(overview, incident.id);
    AppendJsonMember(
        ",\"status\":", CaseStateName(status == nullptr ? CaseState::kOpen : status->state), out);
    AppendJsonMember(",\"title\":{\"en\":", incident.title_en, out);
    AppendJsonMember(",\"ja\":", incident.title_ja, out);
    out += fmt::format("}},\"abstained\":{}", incident.abstained);
    AppendJsonMember(",\"nearest_set\":", incident.set_id, out);
    out += fmt::format(",\"confidence\":{}", incident.confidence);
  });
  AppendObjects(",\"notes\":", overview.notes, out, [&](const CaseNote& note) {
    AppendJsonMember("\"target\":", note.target, out);
    AppendTimeMember(",\"at\":", note.at, out);
    AppendJsonMember(",\"author\":", note.author, out);
    AppendJsonMember(",\"text\":", note.text, out);
  });
  AppendObjects(",\"statuses\":", overview.statuses, out, [&](const CaseStatus& status) {
    AppendJsonMember("\"target\":", status.target, out);
    AppendJsonMember(",\"status\":", CaseStateName(status.state), out);
    AppendTimeMember(",\"at\":", status.at, out);
    AppendJsonMember(",\"author\":", status.author, out);
    AppendJsonMember(",\"reason\":", status.reason, out);
  });
  AppendObjects(",\"suppressions\":", overview.suppressions, out, [&](const CaseSuppression& one) {
    out += fmt::format("\"number\":{}", one.number);
    AppendJsonMember(",\"rule\":", one.rule, out);
    AppendJsonMember(",\"host\":", one.host, out);
    AppendTimeMember(",\"expires\":", one.expires, out);
    AppendJsonMember(",\"reason\":", one.reason, out);
  });
  return out + fmt::format(",\"findings\":{}}}\n", overview.findings);
}

std::string CaseRemarksText(const CaseOverview& overview, std::string_view target,
                            Language language) {
  std::string out;
  if (const CaseStatus* status = StatusOf(overview, target)) {
    out += Minute(status->at) + "  " +
           fmt::format(fmt::runtime(Say(kSetAt, language)), StateText(status, language)) + "  " +
           SafeText(status->author) + "  " + SafeText(status->reason) + "\n";
  }
  for (const CaseNote& note : overview.notes) {
    if (note.target != target) continue;
    out += Minute(note.at) + "  " + Say(kNoteAt, language) + "  " + SafeText(note.author) + "  " +
           SafeText(note.text) + "\n";
  }
  return out;
}

std::string CaseIncidentText(const CaseOverview& overview, const CaseIncident& incident,
                             Language language, const Terminal& terminal) {
  const bool japanese = language == Language::kJapanese;
  std::string out = Styled(terminal, Style::kBold,
                           SafeText(incident.id) + "  " +
                               SafeText(japanese ? incident.title_ja : incident.title_en)) +
                    "\n";
  out += Say(kLevels[static_cast<std::size_t>(incident.level)], language) + "  " +
         fmt::format("{:.0f}/100", incident.score) + "  " + Minute(incident.first_seen) + " - " +
         Minute(incident.last_seen) + "  " + StateText(StatusOf(overview, incident.id), language) +
         "\n\n";
  out += Narrative(incident, language);
  const std::string remarks = CaseRemarksText(overview, incident.id, language);
  return remarks.empty() ? out : out + "\n" + remarks;
}

}  // namespace noroshi
