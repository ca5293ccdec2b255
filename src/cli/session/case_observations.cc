#include "cli/session/case_observations.h"

#include <fmt/format.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "casestore/remarks_today.h"
#include "stream/text/finding_line.h"
#include "trend/observation_parser.h"

namespace noroshi {
namespace {

// Names of hosts make a title long; the report shows a sentence.
constexpr std::size_t kTitleBytes = 1'000;
constexpr std::size_t kNameBytes = 150;

// "2020-10", "2020-10/2020-12", or "" outside the years that a report can be on.
std::string PeriodOf(const CaseIncident& incident) {
  const auto month = [](Timestamp time) {
    const CivilTime civil = ToCivil(time);
    if (time.ticks == 0 || civil.year < kMinYear || civil.year > kMaxYear) return std::string();
    return fmt::format("{:04}-{:02}", civil.year, civil.month);
  };
  const std::string first = month(incident.first_seen), last = month(incident.last_seen);
  if (first.empty() || last.empty() || last < first) return first;
  return first == last ? first : first + "/" + last;
}

bool IsTechniqueId(std::string_view id) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (id.size() != 5 && id.size() != 9) return false;
  if (id[0] != 'T' || !std::ranges::all_of(id.substr(1, 4), digit)) return false;
  return id.size() == 5 || (id[5] == '.' && std::ranges::all_of(id.substr(6), digit));
}

std::vector<std::string> TechniquesOf(const CaseIncident& incident) {
  rapidjson::Document body;
  body.Parse<rapidjson::kParseIterativeFlag>(incident.body.data(), incident.body.size());
  std::vector<std::string> ids;
  if (body.HasParseError() || !body.IsObject()) return ids;
  const auto list = body.FindMember("techniques");
  if (list == body.MemberEnd() || !list->value.IsArray()) return ids;
  for (const auto& item : list->value.GetArray()) {
    if (!item.IsObject() || ids.size() == kMaxObservationList) continue;
    const auto id = item.FindMember("id");
    if (id == item.MemberEnd() || !id->value.IsString()) continue;
    std::string text(id->value.GetString(), id->value.GetStringLength());
    if (IsTechniqueId(text)) ids.push_back(std::move(text));
  }
  return ids;
}

// Cut at a character's border.
std::string Short(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return std::string(text.substr(0, most)) + "...";
}

// Letters and digits of an id, as observation ids want them.
std::string PlainId(std::string_view id) {
  std::string out = "case-";
  for (const char c : id.substr(0, kNameBytes)) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    out += plain || c == '-' ? c : '_';
  }
  return out;
}

void AppendBoth(std::string_view name, const std::string& english, const std::string& japanese,
                std::string& out) {
  out += name;
  AppendJsonMember("{\"en\":", english, out);
  AppendJsonMember(",\"ja\":", japanese, out);
  out += '}';
}

}  // namespace

std::string ObservationLine(const CaseIncident& incident, const std::string& source) {
  std::string out;
  AppendJsonMember("{\"id\":", PlainId(incident.id), out);
  const std::string period = PeriodOf(incident);
  if (!period.empty()) AppendJsonMember(",\"period\":", period, out);
  if (!incident.abstained && !incident.set_name.empty()) {
    AppendJsonMember(",\"intrusion_set\":", Short(incident.set_name, kNameBytes), out);
    out += fmt::format(",\"certainty\":\"believed\",\"confidence\":{}", incident.confidence);
    AppendBoth(",\"note\":", "Resemblance, no proof of who did it.",
               "類似であり、実行者の証明ではありません。", out);
  }
  if (const std::vector<std::string> techniques = TechniquesOf(incident); !techniques.empty()) {
    AppendList(",\"techniques\":", techniques, out);
  }
  AppendBoth(",\"statement\":", Short(incident.title_en, kTitleBytes),
             Short(incident.title_ja, kTitleBytes), out);
  const std::string name = Short(source, kTitleBytes);
  AppendBoth(",\"source\":", "Own hunt, case store " + name,
             "自組織のハント(ケースストア " + name + ")", out);
  return out + "}";
}

Status AddCaseObservations(const std::string& path, ObservationSet& set) {
  NOROSHI_TRY(CaseStore store, CaseStore::Open(path, DatabaseMode::kRead));
  NOROSHI_TRY(const std::vector<CaseIncident> incidents, store.Incidents());
  NOROSHI_TRY(const CaseRemarks remarks, RemarksToday(store));
  std::set<std::string> dismissed;
  for (const CaseStatus& status : remarks.statuses) {
    if (status.state == CaseState::kDismissed) dismissed.insert(status.target);
  }
  std::string lines;
  for (const CaseIncident& incident : incidents) {
    if (!dismissed.contains(incident.id)) lines += ObservationLine(incident, path) + "\n";
  }
  AddObservations(lines, path, set);
  ++set.files;
  return Ok();
}

}  // namespace noroshi
