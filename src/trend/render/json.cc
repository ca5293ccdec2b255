#include "trend/render/hidden_text.h"
#include "trend/render/json_members.h"
#include "trend/render/render.h"

namespace noroshi {
namespace {

using PrettyWriter = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

class TrendWriter {
 public:
  explicit TrendWriter(PrettyWriter& writer) : json_(writer) {}

  void Write(const TrendDocument& document);

 private:
  void Actor(const TrendActor& actor);
  void Observed(const Observation& one);
  void Row(const TrendRow& row, int first_month);
  void Group(const TrendGroup& group);
  void Year(const TrendYear& year);
  void Changes(const std::vector<TrendChange>& changes);
  void Rules(const std::vector<TrendRule>& rules);
  void Rejected(const TrendDocument& document);

  TrendMembers<PrettyWriter> json_;
};

std::optional<std::string> Stated(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> Stated(Activity activity) {
  if (activity == Activity::kNotStated) return std::nullopt;
  return std::string(ActivityName(activity));
}

std::string MonthKey(int month) { return PeriodKey({month, month, Reach::kMonth}); }

void TrendWriter::Actor(const TrendActor& actor) {
  json_.Member("intrusion_set", Stated(actor.set));
  json_.Member("campaign", Stated(actor.campaign));
  json_.Member("told_apart_by", Stated(actor.tool));
}

void TrendWriter::Observed(const Observation& one) {
  json_.Object([&] {
    json_.Member("id", one.id);
    json_.Member("kind", ObservationKindName(one.kind));
    json_.Member("period", PeriodKey(one.period));
    json_.Member("reach", ReachName(one.period.reach));
    json_.Member("intrusion_sets", one.intrusion_sets);
    json_.Member("campaign", one.campaign);
    json_.Member("malware", one.malware);
    json_.Member("sectors", one.sectors);
    json_.Member("region", one.region);
    json_.Member("stage", Stated(std::string(StageName(one.stage))));
    json_.Member("techniques", one.techniques);
    json_.Member("mapped_techniques", one.mapped_techniques);
    json_.Member("activity", Stated(one.activity));
    json_.Member("certainty", one.certainty == Certainty::kBelieved ? "believed" : "stated");
    if (one.confidence) {
      json_.Member("confidence", std::uint64_t{*one.confidence});
    } else {
      json_.Null("confidence");
    }
    json_.Array("indicators", one.indicators, [&](const Indicator& indicator) {
      json_.Object([&] {
        json_.Member("type", indicator.type);
        json_.Member("value", indicator.value);
        json_.Flag("expires", IndicatorExpires(indicator.type).value_or(true));
      });
    });
    json_.Member("statement", one.statement);
    json_.Member("note", one.note);
    json_.Member("source", one.source);
  });
}

void TrendWriter::Row(const TrendRow& row, int first_month) {
  json_.Object([&] {
    Actor(row.actor);
    json_.Array("months", row.months, [&](Reach reach) { json_.Text(ReachName(reach)); });
    json_.Array("spans", row.spans, [&](const TrendSpan& span) {
      json_.Object([&] {
        json_.Member("from", MonthKey(first_month + span.first));
        json_.Member("to", MonthKey(first_month + span.last));
        json_.Member("reach", ReachName(span.reach));
        json_.Member("observation", span.observation);
      });
    });
  });
}

void TrendWriter::Group(const TrendGroup& group) {
  json_.Object([&] {
    Actor(group.actor);
    json_.Member("activity", Stated(group.activity));
    json_.Member("malware", group.malware);
    json_.Member("sectors", group.sectors);
    json_.Member("techniques", group.techniques);
    json_.Member("mapped_techniques", group.mapped_techniques);
    json_.Member("observations", group.observations);
  });
}

void TrendWriter::Year(const TrendYear& year) {
  const int first = FiscalYear(year.fiscal_year).first;
  json_.Object([&] {
    json_.Member("fiscal_year", static_cast<std::uint64_t>(year.fiscal_year));
    json_.Member("from", MonthKey(first));
    json_.Member("to", MonthKey(first + kMonthsOfYear - 1));
    json_.Array("observations", year.observations, [&](const Observation& one) { Observed(one); });
    json_.Array("timeline", year.timeline, [&](const TrendRow& row) { Row(row, first); });
    json_.Array("months_without_sighting", year.silent_months,
                [&](int month) { json_.Text(MonthKey(first + month)); });
    json_.Array("sectors", year.sectors, [&](const TrendSector& sector) {
      json_.Object([&] {
        json_.Member("sector", sector.sector);
        json_.Member("sightings", std::uint64_t{sector.observations.size()});
        json_.Member("observations", sector.observations);
      });
    });
    json_.Array("groups", year.groups, [&](const TrendGroup& group) { Group(group); });
  });
}

void TrendWriter::Changes(const std::vector<TrendChange>& changes) {
  json_.Array("changes", changes, [&](const TrendChange& change) {
    json_.Object([&] {
      Actor(change.actor);
      json_.Flag("named_before", change.named_before);
      json_.Member("before", Stated(change.before));
      json_.Flag("named_now", change.named_now);
      json_.Member("now", Stated(change.now));
    });
  });
}

void TrendWriter::Rules(const std::vector<TrendRule>& rules) {
  json_.Array("rules", rules, [&](const TrendRule& rule) {
    json_.Object([&] {
      json_.Member("id", rule.id);
      json_.Member("stage", StageName(rule.stage));
      json_.Member("title", Words{rule.title, rule.title_ja});
      json_.Member("path", rule.path);
      json_.Member("level", LevelName(rule.level));
      json_.Member("techniques", rule.techniques);
      json_.Flag("shares_a_technique", rule.relevant);
      json_.Member("mitigation", Words{rule.mitigation_en, rule.mitigation_ja});
    });
  });
}

void TrendWriter::Rejected(const TrendDocument& document) {
  json_.Member("lines_rejected", document.rejected_count);
  json_.Array("rejected", document.rejected, [&](const RejectedLine& line) {
    json_.Object([&] {
      json_.Member("path", line.path);
      json_.Member("line", line.line);
      json_.Member("cause", line.cause);
    });
  });
}

void TrendWriter::Write(const TrendDocument& document) {
  json_.Object([&] {
    json_.Member("schema_version", std::uint64_t{kTrendSchemaVersion});
    json_.Member("language", document.language == ReportLanguage::kJapanese ? "ja" : "en");
    json_.Member("engine_version", document.engine_version);
    json_.Member("generated_at", ToIso8601(document.generated_at));
    json_.Member("inputs", document.inputs);
    json_.Text("year");
    Year(document.year);
    if (document.compared) {
      json_.Text("compared");
      Year(*document.compared);
    } else {
      json_.Null("compared");
    }
    Changes(document.changes);
    json_.Array("sources", document.sources, [&](const Words& source) {
      json_.Object([&] {
        json_.Member("en", source.english);
        json_.Member("ja", source.japanese);
      });
    });
    Rules(document.rules);
    json_.Member("entries_of_other_years", document.outside);
    json_.Member("entries_without_period", document.undated);
    Rejected(document);
  });
}

}  // namespace

std::string TrendJson(const TrendDocument& document) {
  rapidjson::StringBuffer buffer;
  PrettyWriter writer(buffer);
  writer.SetIndent(' ', 2);
  TrendWriter(writer).Write(document);
  return EscapeHidden({buffer.GetString(), buffer.GetSize()}) + "\n";
}

}  // namespace noroshi
