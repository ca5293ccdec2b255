// SARIF 2.1.0: a result for each finding, with its file and byte offset; the rules stand behind the
// results, so that a hunt of any size streams through.
#include <fmt/format.h>

#include <map>
#include <optional>
#include <vector>

#include "exchange/format.h"
#include "exchange/json_out.h"

namespace noroshi {
namespace {

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

std::string_view SarifLevel(std::string_view level) {
  if (level == "critical" || level == "high") return "error";
  return level == "medium" ? "warning" : "note";
}

// A path as a relative URI: what is no plain letter becomes %XX.
std::string UriOf(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
    if (plain)
      uri += c;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

struct RuleRow {
  std::string id, title, level;
  std::vector<std::string> techniques;
};

class SarifLog final : public ExchangeFormat {
 public:
  explicit SarifLog(const ExchangeContext& context) : context_(context) {}

  void Add(const ExchangeFinding& finding, std::string& out) override {
    out += begun_ ? "," : Begin();
    begun_ = true;
    json_.Object().Member("ruleId", finding.rule_id);
    if (const auto index = RuleIndex(finding)) json_.Member("ruleIndex", std::uint64_t{*index});
    json_.Member("level", SarifLevel(finding.level)).Key("message").Object();
    json_.Member("text", finding.rule_title + (finding.host.empty() ? "" : " on " + finding.host));
    json_.EndObject().Key("locations").Array().Object().Key("physicalLocation").Object();
    json_.Key("artifactLocation").Object().Member("uri", UriOf(finding.path)).EndObject();
    json_.Key("region").Object().Member("byteOffset", finding.offset);
    json_.Member("byteLength", std::uint64_t{0}).EndObject().EndObject();
    json_.Key("logicalLocations").Array().Object().Member("name", finding.host);
    json_.Member("kind", "host").EndObject().EndArray().EndObject().EndArray();
    json_.Key("partialFingerprints").Object().Member("noroshi/v1", finding.id).EndObject();
    json_.Key("properties").Object();
    if (finding.has_time) json_.Member("time", ToIso8601(finding.time));
    json_.Member("level", finding.level).Member("channel", finding.channel);
    json_.Member("eventId", finding.event_id).Member("recordId", finding.record_id);
    json_.Key("fields").Object();
    for (const auto& [name, value] : finding.fields) json_.Member(name, value);
    json_.EndObject().EndObject().EndObject().MoveTo(out);
  }

  void Finish(std::string& out) override {
    if (!begun_) out += Begin();
    out += "],\"tool\":";
    json_.Object().Key("driver").Object().Member("name", "noroshi");
    json_.Member("version", context_.engine_version).Key("rules").Array();
    for (const RuleRow& rule : rules_) Rule(rule);
    json_.EndArray().EndObject().EndObject().MoveTo(out);
    out += "}]}\n";
  }

 private:
  static std::string Begin() {
    return fmt::format("{{\"$schema\":\"{}\",\"version\":\"2.1.0\",\"runs\":[{{\"results\":[",
                       kSchema);
  }

  // Where the rule will stand; nothing when there are more than are kept.
  std::optional<std::size_t> RuleIndex(const ExchangeFinding& finding) {
    const auto found = rule_numbers_.find(finding.rule_id);
    if (found != rule_numbers_.end()) return found->second;
    if (rules_.size() >= context_.most_kept) return std::nullopt;
    rules_.push_back({finding.rule_id, finding.rule_title, finding.level, finding.techniques});
    return rule_numbers_.emplace(finding.rule_id, rules_.size() - 1).first->second;
  }

  void Rule(const RuleRow& rule) {
    json_.Object().Member("id", rule.id).Key("shortDescription").Object();
    json_.Member("text", rule.title.empty() ? rule.id : rule.title).EndObject();
    json_.Key("defaultConfiguration").Object().Member("level", SarifLevel(rule.level)).EndObject();
    json_.Key("properties").Object().Key("tags").Array();
    for (const std::string& technique : rule.techniques) json_.Text("attack." + technique);
    json_.EndArray().EndObject().EndObject();
  }

  const ExchangeContext& context_;
  std::vector<RuleRow> rules_;
  std::map<std::string, std::size_t> rule_numbers_;
  JsonOut json_;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<ExchangeFormat> NewSarifLog(const ExchangeContext& context) {
  return std::make_unique<SarifLog>(context);
}

}  // namespace noroshi
