#include "trend/observation_parser.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <string>
#include <utility>

namespace noroshi {
namespace {

using Json = rapidjson::Value;

constexpr std::string_view kNotStatedText = "not stated";

Error Bad(std::string detail, ErrorCode code = ErrorCode::kInvalid) {
  return {code, 0, "observation", std::move(detail)};
}

std::string_view View(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

Result<std::string> Text(const Json& value, std::size_t limit) {
  if (!value.IsString()) return Bad("is not text");
  const std::string_view text = View(value);
  if (text.empty()) return Bad("is empty; leave it out or write \"not stated\"");
  if (text.size() > limit) return Bad("is too long", ErrorCode::kLimit);
  return std::string(text);
}

Result<std::optional<std::string>> Name(const Json& value) {
  NOROSHI_TRY(std::string text, Text(value, kMaxObservationNameBytes));
  if (text == kNotStatedText) return std::optional<std::string>();
  return std::optional(std::move(text));
}

// One name or a list of them; "not stated" is no list.
Result<StatedList> List(const Json& value) {
  if (!value.IsArray()) {
    NOROSHI_TRY(std::optional<std::string> one, Name(value));
    if (!one) return StatedList();
    return StatedList({std::move(*one)});
  }
  if (value.Empty()) return Bad("is an empty list; write \"not stated\"");
  if (value.Size() > kMaxObservationList) return Bad("has too many items", ErrorCode::kLimit);
  std::vector<std::string> items;
  for (const Json& item : value.GetArray()) {
    NOROSHI_TRY(std::string text, Text(item, kMaxObservationNameBytes));
    if (text == kNotStatedText) return Bad("mixes \"not stated\" with names");
    items.push_back(std::move(text));
  }
  return StatedList(std::move(items));
}

// A text, or {"en": ..., "ja": ...}.
Result<Words> BothLanguages(const Json& value) {
  if (!value.IsObject()) {
    NOROSHI_TRY(std::string text, Text(value, kMaxObservationTextBytes));
    return Words{text, text};
  }
  Words words;
  for (const auto& member : value.GetObject()) {
    NOROSHI_TRY(std::string text, Text(member.value, kMaxObservationTextBytes));
    const std::string_view language = View(member.name);
    if (language != "en" && language != "ja") return Bad("knows the languages en and ja only");
    (language == "ja" ? words.japanese : words.english) = std::move(text);
  }
  if (words.empty()) return Bad("has neither en nor ja");
  if (words.english.empty()) words.english = words.japanese;
  if (words.japanese.empty()) words.japanese = words.english;
  return words;
}

bool IsTechnique(std::string_view id) {
  const auto digits = [](std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (id.size() != 5 && id.size() != 9) return false;
  if (id[0] != 'T' || !digits(id.substr(1, 4))) return false;
  return id.size() == 5 || (id[5] == '.' && digits(id.substr(6)));
}

Result<StatedList> Techniques(const Json& value) {
  NOROSHI_TRY(StatedList list, List(value));
  if (list && !std::ranges::all_of(*list, IsTechnique)) {
    return Bad("holds what is no ATT&CK id such as T1059.001");
  }
  return list;
}

// A word out of a closed set, found by `parse`.
template <class Parse>
auto Word(const Json& value, Parse parse) -> Result<typename decltype(parse({}))::value_type> {
  NOROSHI_TRY(const std::string text, Text(value, kMaxObservationNameBytes));
  const auto word = parse(std::string_view(text));
  if (!word) return Bad("has a value that is not known");
  return *word;
}

Status ReadId(const Json& value, Observation& into) {
  NOROSHI_TRY(into.id, Text(value, kMaxObservationNameBytes));
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  if (!std::ranges::all_of(into.id, plain)) return Bad("may hold letters, digits, - _ . only");
  return Ok();
}

Status ReadKind(const Json& value, Observation& into) {
  NOROSHI_TRY(into.kind, Word(value, ParseObservationKind));
  return Ok();
}

Status ReadPeriod(const Json& value, Observation& into) {
  NOROSHI_TRY(Period period, Word(value, ParsePeriod));
  const Reach reach = into.period.reach;  // of a member "reach" that came first
  into.period = period;
  if (reach != Reach::kNotStated && period.reach != Reach::kNotStated) into.period.reach = reach;
  return Ok();
}

Status ReadReach(const Json& value, Observation& into) {
  NOROSHI_TRY(const Reach reach, Word(value, ParseReach));
  if (reach == Reach::kNotStated || reach == Reach::kMonth) {
    return Bad("is one of within, throughout, ambiguous");
  }
  into.period.reach = reach;
  return Ok();
}

Status ReadSets(const Json& value, Observation& into) {
  NOROSHI_TRY(into.intrusion_sets, List(value));
  return Ok();
}
Status ReadCampaign(const Json& value, Observation& into) {
  NOROSHI_TRY(into.campaign, Name(value));
  return Ok();
}
Status ReadMalware(const Json& value, Observation& into) {
  NOROSHI_TRY(into.malware, List(value));
  return Ok();
}
Status ReadSector(const Json& value, Observation& into) {
  NOROSHI_TRY(into.sectors, List(value));
  return Ok();
}
Status ReadRegion(const Json& value, Observation& into) {
  NOROSHI_TRY(into.region, Name(value));
  return Ok();
}
Status ReadTechniques(const Json& value, Observation& into) {
  NOROSHI_TRY(into.techniques, Techniques(value));
  return Ok();
}
Status ReadMapped(const Json& value, Observation& into) {
  NOROSHI_TRY(StatedList list, Techniques(value));
  into.mapped_techniques = std::move(list).value_or(std::vector<std::string>());
  return Ok();
}
Status ReadStage(const Json& value, Observation& into) {
  NOROSHI_TRY(into.stage, Word(value, ParseStage));
  return Ok();
}
Status ReadActivity(const Json& value, Observation& into) {
  NOROSHI_TRY(into.activity, Word(value, ParseActivity));
  return Ok();
}

Status ReadCertainty(const Json& value, Observation& into) {
  NOROSHI_TRY(const std::string text, Text(value, kMaxObservationNameBytes));
  if (text != "stated" && text != "believed") return Bad("is stated or believed");
  into.certainty = text == "believed" ? Certainty::kBelieved : Certainty::kStated;
  return Ok();
}

Status ReadConfidence(const Json& value, Observation& into) {
  constexpr unsigned kMost = 100;
  if (value.IsString() && View(value) == kNotStatedText) return Ok();
  if (!value.IsUint() || value.GetUint() > kMost) {
    return Bad("is a number from 0 to 100, or \"not stated\"");
  }
  into.confidence = value.GetUint();
  return Ok();
}

Status ReadStatement(const Json& value, Observation& into) {
  NOROSHI_TRY(into.statement, BothLanguages(value));
  return Ok();
}
Status ReadNote(const Json& value, Observation& into) {
  NOROSHI_TRY(into.note, BothLanguages(value));
  return Ok();
}
Status ReadSource(const Json& value, Observation& into) {
  NOROSHI_TRY(into.source, BothLanguages(value));
  return Ok();
}

Result<Indicator> OneIndicator(const Json& value) {
  if (!value.IsObject() || value.MemberCount() != 2 || !value.HasMember("type") ||
      !value.HasMember("value")) {
    return Bad("wants objects of type and value");
  }
  Indicator indicator;
  NOROSHI_TRY(indicator.type, Text(value["type"], kMaxObservationNameBytes));
  NOROSHI_TRY(indicator.value, Text(value["value"], kMaxObservationTextBytes));
  if (!IndicatorExpires(indicator.type)) return Bad("has a type that is not known");
  return indicator;
}

Status ReadIndicators(const Json& value, Observation& into) {
  if (value.IsString() && View(value) == kNotStatedText) return Ok();
  if (!value.IsArray()) return Bad("is not a list");
  if (value.Size() > kMaxObservationList) return Bad("has too many items", ErrorCode::kLimit);
  for (const Json& item : value.GetArray()) {
    NOROSHI_TRY(Indicator indicator, OneIndicator(item));
    into.indicators.push_back(std::move(indicator));
  }
  return Ok();
}

struct MemberRow {
  std::string_view name;
  Status (*read)(const Json&, Observation&);
};
constexpr MemberRow kMembers[] = {
    {"id", ReadId},
    {"kind", ReadKind},
    {"period", ReadPeriod},
    {"reach", ReadReach},
    {"intrusion_set", ReadSets},
    {"campaign", ReadCampaign},
    {"malware", ReadMalware},
    {"sector", ReadSector},
    {"region", ReadRegion},
    {"stage", ReadStage},
    {"techniques", ReadTechniques},
    {"mapped_techniques", ReadMapped},
    {"activity", ReadActivity},
    {"certainty", ReadCertainty},
    {"confidence", ReadConfidence},
    {"indicators", ReadIndicators},
    {"statement", ReadStatement},
    {"note", ReadNote},
    {"source", ReadSource},
};

Status ReadMember(const Json& name, const Json& value, Observation& into) {
  const auto* row = std::ranges::find(kMembers, View(name), &MemberRow::name);
  if (row == std::end(kMembers)) {
    return Bad("unknown member '" + std::string(View(name).substr(0, kMaxObservationNameBytes)) +
               "'");
  }
  Status done = row->read(value, into);
  if (done.ok()) return done;
  return Bad(std::string(row->name) + " " + done.error().detail, done.error().code);
}

// A member given twice would silently lose one of its values.
Status RefuseTwins(const Json& object) {
  std::vector<std::string_view> names;
  for (const auto& member : object.GetObject()) names.push_back(View(member.name));
  std::ranges::sort(names);
  const auto twin = std::ranges::adjacent_find(names);
  if (twin == names.end()) return Ok();
  return Bad("member '" + std::string(*twin) + "' given twice");
}

Status CheckWhole(const Observation& observation) {
  if (observation.id.empty()) return Bad("id is missing");
  if (observation.source.empty()) return Bad("source is missing");
  if (observation.period.reach == Reach::kMonth) return Ok();
  if (observation.period.reach != Reach::kNotStated && observation.period.first == 0) {
    return Bad("reach without a period");
  }
  return Ok();
}

}  // namespace

Result<Observation> ParseObservation(std::string_view line) {
  if (line.size() > kMaxObservationBytes) return Bad("line is too long", ErrorCode::kLimit);
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  rapidjson::Document object;
  object.Parse<kFlags>(line.data(), line.size());
  if (object.HasParseError()) {
    return Bad(std::string("not JSON: ") + rapidjson::GetParseError_En(object.GetParseError()) +
               " (column " + std::to_string(object.GetErrorOffset() + 1) + ")");
  }
  if (!object.IsObject()) return Bad("not a JSON object");
  const Json& members = object;
  NOROSHI_TRY([[maybe_unused]] const Done single, RefuseTwins(members));
  Observation observation;
  for (const auto& member : members.GetObject()) {
    NOROSHI_TRY([[maybe_unused]] const Done read,
                ReadMember(member.name, member.value, observation));
  }
  NOROSHI_TRY([[maybe_unused]] const Done whole, CheckWhole(observation));
  return observation;
}

}  // namespace noroshi
