#include "attribution/incident_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

namespace noroshi {
namespace {

using Json = simdjson::dom::element;

// A document deeper than this is no incident.
constexpr std::size_t kMostDepth = 64;

Error Bad(std::string detail, ErrorCode code = ErrorCode::kInvalid) {
  return {code, 0, "incidents", std::move(detail)};
}

class Reader {
 public:
  Result<ReadIncidents> Read(std::string_view text) {
    if (text.size() > kMostIncidentBytes) return Bad("too large", ErrorCode::kLimit);
    simdjson::dom::parser parser;
    if (parser.allocate(text.size() + 1, kMostDepth) != simdjson::SUCCESS) {
      return Bad("no memory to parse it", ErrorCode::kLimit);
    }
    const simdjson::padded_string padded(text);
    Json root;
    const auto error = parser.parse(padded).get(root);
    if (error != simdjson::SUCCESS) return Bad(simdjson::error_message(error));
    simdjson::dom::array list;
    if (root.get(list) == simdjson::SUCCESS || root["incidents"].get(list) == simdjson::SUCCESS) {
      return ReadList(list);
    }
    if (!root.is_object()) return Bad("is neither an incident nor a list of incidents");
    Incident(root);
    return std::move(out_);
  }

 private:
  Result<ReadIncidents> ReadList(const simdjson::dom::array& list) {
    for (const Json incident : list) {
      if (out_.incidents.size() == kMostIncidentsRead) {
        return Bad("more incidents than can be right", ErrorCode::kLimit);
      }
      if (incident.is_object())
        Incident(incident);
      else
        ++out_.not_understood;
    }
    return std::move(out_);
  }

  void Incident(const Json& from) {
    ObservedIncident incident;
    incident.id = Label(from, "id");
    incident.title = Label(from, "title");
    Names(from, "techniques", {"id", "technique"}, incident.techniques);
    Names(from, "software", {"id", "name"}, incident.software);
    Names(from, "families", {"id", "name"}, incident.hints);
    Names(from, "sectors", {"id", "name"}, incident.circumstances.sectors);
    Names(from, "regions", {"id", "name"}, incident.circumstances.regions);
    incident.circumstances.first_year = YearOf(Label(from, "first_seen"));
    incident.circumstances.last_year = YearOf(Label(from, "last_seen"));
    Marks(from, incident.marks);
    MarkOwnForms(incident);
    Tallies(from, incident.aims);
    simdjson::dom::array rules;
    incident.of_rules = from["rules"].get(rules) == simdjson::SUCCESS;
    Sight(from, incident);
    Json visibility;
    if (from["visibility"].get(visibility) == simdjson::SUCCESS && visibility.is_object()) {
      Sight(visibility, incident);
    }
    out_.incidents.push_back(std::move(incident));
  }

  void Sight(const Json& from, ObservedIncident& incident) {
    Names(from, "visible", {"id", "technique"}, incident.visible);
    Names(from, "blind", {"id", "technique"}, incident.blind);
  }

  // Text, or the English one of two languages.
  static std::string Label(const Json& from, const char* key) {
    std::string_view text;
    Json value;
    if (from[key].get(value) != simdjson::SUCCESS) return {};
    if (value.get(text) != simdjson::SUCCESS && value["en"].get(text) != simdjson::SUCCESS)
      return {};
    return std::string(text.substr(0, kMostItemBytes));
  }

  // Of "2020-10-05T...", "2020-10" or "2020"; 0 for what begins with no year of our era of
  // computers.
  static int YearOf(std::string_view text) {
    constexpr int kFirst = 1980, kLast = 2199;
    int year = 0;
    const std::string_view digits = text.substr(0, 4);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    const bool whole = error == std::errc() && end == digits.data() + 4;
    return whole && year >= kFirst && year <= kLast ? year : 0;
  }

  // An item of a list: text, or the first of an object's members that is text.
  static std::optional<std::string> Name(const Json& item,
                                         std::initializer_list<const char*> keys) {
    std::string_view text;
    bool found = item.get(text) == simdjson::SUCCESS;
    for (const char* key : keys) {
      if (found) break;
      found = item.is_object() && item[key].get(text) == simdjson::SUCCESS;
    }
    if (!found || text.empty() || text.size() > kMostItemBytes) return std::nullopt;
    return std::string(text);
  }

  void Names(const Json& from, const char* key, std::initializer_list<const char*> keys,
             std::vector<std::string>& into) {
    Json value;
    if (from[key].get(value) != simdjson::SUCCESS) return;
    simdjson::dom::array list;
    if (value.get(list) != simdjson::SUCCESS) {
      ++out_.not_understood;
      return;
    }
    for (const Json item : list) {
      std::optional<std::string> name = Name(item, keys);
      if (name && into.size() < kMostIncidentItems)
        into.push_back(*std::move(name));
      else
        ++out_.not_understood;
    }
  }

  void Marks(const Json& from, std::vector<ObservedMark>& into) {
    Json value;
    if (from["marks"].get(value) != simdjson::SUCCESS) return;
    simdjson::dom::array list;
    if (value.get(list) != simdjson::SUCCESS) {
      ++out_.not_understood;
      return;
    }
    for (const Json item : list) {
      std::optional<std::string> name = Name(item, {"set", "software", "name"});
      if (!name || into.size() >= kMostIncidentItems) {
        ++out_.not_understood;
        continue;
      }
      into.push_back({*std::move(name), item.is_object() ? Label(item, "text") : std::string()});
    }
  }

  static std::optional<AimTally> Tally(const Json& item) {
    AimTally tally;
    std::string_view set;
    double rules = 0, fired = 0;
    if (!item.is_object() || item["set"].get(set) != simdjson::SUCCESS) return std::nullopt;
    if (item["rules"].get(rules) != simdjson::SUCCESS) return std::nullopt;
    if (item["fired"].get(fired) != simdjson::SUCCESS) return std::nullopt;
    if (item["expected"].get(tally.expected) != simdjson::SUCCESS) return std::nullopt;
    if (item["weight"].get(tally.weight) != simdjson::SUCCESS) return std::nullopt;
    constexpr double kMostRules = 1'000'000;
    const auto plausible = [](double count) { return count >= 0 && count <= kMostRules; };
    if (set.empty() || set.size() > kMostItemBytes || !plausible(rules) || !plausible(fired) ||
        !plausible(tally.expected)) {
      return std::nullopt;
    }
    tally.set = set;
    tally.rules = static_cast<std::uint64_t>(rules);
    tally.fired = static_cast<std::uint64_t>(fired);
    tally.weight = std::clamp(tally.weight, -kMostAimWeight, kMostAimWeight);
    return tally;
  }

  void Tallies(const Json& from, std::vector<AimTally>& into) {
    Json value;
    if (from["aims"].get(value) != simdjson::SUCCESS) return;
    simdjson::dom::array list;
    if (value.get(list) != simdjson::SUCCESS) {
      ++out_.not_understood;
      return;
    }
    for (const Json item : list) {
      std::optional<AimTally> tally = Tally(item);
      if (tally && into.size() < kMostAimTallies)
        into.push_back(*std::move(tally));
      else
        ++out_.not_understood;
    }
  }

  ReadIncidents out_;
};

}  // namespace

Result<ReadIncidents> ReadIncidentsJson(std::string_view text) { return Reader().Read(text); }

}  // namespace noroshi
