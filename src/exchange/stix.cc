// STIX 2.1 bundle: hosts as identities, techniques as attack patterns, each seen on a host as a
// sighting with first and last time and count, each rule as a note on its sightings, and a report
// over all. It never asserts who did it: no threat actor, no attribution.
#include <algorithm>
#include <map>
#include <set>

#include "exchange/format.h"
#include "exchange/json_out.h"
#include "exchange/sightings.h"
#include "exchange/uuid.h"

namespace noroshi {
namespace {

// The largest count that STIX allows.
constexpr std::uint64_t kMostCount = 999'999'999;

struct RuleNote {
  std::string title, level;
  std::uint64_t count = 0;
  std::set<std::string> sightings;  // ids
};

class StixBundle final : public ExchangeFormat {
 public:
  explicit StixBundle(const ExchangeContext& context)
      : context_(context), self_("identity--" + Uuid("noroshi")), seen_(context.most_kept) {}

  void Add(const ExchangeFinding& finding, std::string&) override {
    for (const std::string& technique : finding.techniques) seen_.Add(technique, finding);
    RuleNote* note = NoteOf(finding);
    if (note == nullptr) {
      ++unnoted_;
      return;
    }
    ++note->count;
    for (const std::string& technique : finding.techniques) {
      const std::string id = SightingId(technique, finding.host);
      if (note->sightings.contains(id)) continue;
      if (links_ >= context_.most_kept) {
        ++unlinked_;
        continue;
      }
      note->sightings.insert(id);
      ++links_;
    }
  }

  void Finish(std::string& out) override {
    out += "{\"type\":\"bundle\",\"id\":\"bundle--" + Uuid("bundle " + Milliseconds(context_.now)) +
           "\",\"objects\":[";
    Identity(self_, "noroshi", out);
    for (const auto& [key, sighting] : seen_.rows()) {
      Pattern(key.first, out);
      Host(key.second, out);
      Seen(key.first, key.second, sighting, out);
    }
    for (const auto& [id, note] : rules_) Note(id, note, out);
    Report(out);
    out += "]}\n";
  }

 private:
  // Null when the rule is new and all places are taken.
  RuleNote* NoteOf(const ExchangeFinding& finding) {
    const auto found = rules_.find(finding.rule_id);
    if (found != rules_.end()) return &found->second;
    if (rules_.size() >= context_.most_kept) return nullptr;
    return &(rules_[finding.rule_id] = {finding.rule_title, finding.level, 0, {}});
  }

  static std::string PatternId(const std::string& technique) {
    return "attack-pattern--" + Uuid("technique " + technique);
  }
  static std::string HostId(const std::string& host) { return "identity--" + Uuid("host " + host); }
  static std::string SightingId(const std::string& technique, const std::string& host) {
    return "sighting--" + Uuid("sighting " + technique + " " + host);
  }

  // What every object begins with; leaves it open.
  JsonOut& Begin(std::string_view type, const std::string& id) {
    ids_.insert(id);
    json_.Object().Member("type", type).Member("spec_version", "2.1").Member("id", id);
    if (id != self_) json_.Member("created_by_ref", self_);
    const std::string now = Milliseconds(context_.now);
    return json_.Member("created", now).Member("modified", now);
  }

  void End(std::string& out) {
    if (written_++ > 0) out += ',';
    json_.EndObject().MoveTo(out);
  }

  void Identity(const std::string& id, const std::string& name, std::string& out) {
    Begin("identity", id).Member("name", name).Member("identity_class", "system");
    End(out);
  }

  void Pattern(const std::string& technique, std::string& out) {
    const std::string id = PatternId(technique);
    if (ids_.contains(id)) return;
    std::string name = context_.technique_name ? context_.technique_name(technique) : "";
    if (name.empty()) name = technique;
    Begin("attack-pattern", id).Member("name", name).Key("external_references").Array().Object();
    json_.Member("source_name", "mitre-attack").Member("external_id", technique);
    json_.EndObject().EndArray();
    End(out);
  }

  void Host(const std::string& host, std::string& out) {
    if (ids_.contains(HostId(host))) return;
    Identity(HostId(host), host.empty() ? "unknown host" : host, out);
  }

  void Seen(const std::string& technique, const std::string& host, const Sighting& sighting,
            std::string& out) {
    Begin("sighting", SightingId(technique, host));
    if (sighting.has_time) {
      json_.Member("first_seen", Milliseconds(sighting.first));
      // STIX wants the last to be later than the first, or left out.
      if (Milliseconds(sighting.first) < Milliseconds(sighting.last)) {
        json_.Member("last_seen", Milliseconds(sighting.last));
      }
    }
    json_.Member("count", std::min(sighting.count, kMostCount));
    json_.Member("sighting_of_ref", PatternId(technique));
    json_.Key("where_sighted_refs").Array().Text(HostId(host)).EndArray();
    End(out);
  }

  void Note(const std::string& rule, const RuleNote& note, std::string& out) {
    Begin("note", "note--" + Uuid("rule " + rule)).Member("abstract", note.title);
    json_.Member("content", "Rule " + rule + " (" + note.level +
                                "): " + std::to_string(note.count) + " findings");
    json_.Key("object_refs").Array();
    bool any = false;
    for (const std::string& id : note.sightings) {
      if (!ids_.contains(id)) continue;  // beyond what was kept
      json_.Text(id);
      any = true;
    }
    if (!any) json_.Text(self_);
    json_.EndArray();
    End(out);
  }

  void Report(std::string& out) {
    const std::set<std::string> all = ids_;
    Begin("report", "report--" + Uuid("report " + Milliseconds(context_.now)));
    json_.Member("name", "noroshi hunt").Member("published", Milliseconds(context_.now));
    json_.Key("report_types").Array().Text("observed-data").EndArray();
    json_.Member("description", "Findings of a hunt, by technique, host and rule. noroshi " +
                                    context_.engine_version +
                                    "; sightings left out: " + std::to_string(seen_.left_out()) +
                                    "; findings without a note: " + std::to_string(unnoted_) +
                                    "; links of notes left out: " + std::to_string(unlinked_));
    json_.Key("object_refs").Array();
    for (const std::string& id : all) json_.Text(id);
    json_.EndArray();
    End(out);
  }

  const ExchangeContext& context_;
  std::string self_;
  Sightings seen_;
  std::map<std::string, RuleNote> rules_;
  std::set<std::string> ids_;
  JsonOut json_;
  std::size_t written_ = 0;
  // Links are pairs of rule and sighting, of all notes together.
  std::size_t links_ = 0;
  std::uint64_t unlinked_ = 0, unnoted_ = 0;
};

}  // namespace

std::unique_ptr<ExchangeFormat> NewStixBundle(const ExchangeContext& context) {
  return std::make_unique<StixBundle>(context);
}

}  // namespace noroshi
