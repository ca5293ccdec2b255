// MISP event: the hosts concerned, the rules that fired on them, and the techniques as galaxy tags.
// Nothing is marked for detection (to_ids): what a log shows is an observation, no indicator.
#include <algorithm>
#include <array>
#include <set>

#include "exchange/format.h"
#include "exchange/json_out.h"
#include "exchange/sightings.h"
#include "exchange/uuid.h"

namespace noroshi {
namespace {

// By level, gravest last; MISP counts threat down from 1 (high) to 4 (undefined).
constexpr std::array<std::string_view, 5> kLevels = {"informational", "low", "medium", "high",
                                                     "critical"};
constexpr std::array<const char*, 5> kThreats = {"4", "3", "2", "1", "1"};

class MispEvent final : public ExchangeFormat {
 public:
  explicit MispEvent(const ExchangeContext& context)
      : context_(context),
        event_(Uuid("event " + Milliseconds(context.now))),
        hosts_(context.most_kept),
        rules_(context.most_kept) {}

  void Add(const ExchangeFinding& finding, std::string&) override {
    hosts_.Add(finding.host, finding);
    rules_.Add(finding.rule_title + " (" + finding.level + ", " + finding.rule_id + ")", finding);
    all_.Add(finding);
    for (const std::string& technique : finding.techniques) AddTechnique(technique);
    const auto level = std::find(kLevels.begin(), kLevels.end(), finding.level);
    if (level != kLevels.end()) {
      gravest_ = std::max(gravest_, static_cast<std::size_t>(level - kLevels.begin()));
    }
  }

  void Finish(std::string& out) override {
    const std::string date = ToIso8601(all_.has_time ? all_.first : context_.now).substr(0, 10);
    json_.Object().Key("Event").Object();
    json_.Member("uuid", event_).Member("date", date);
    json_.Member("info", Info());
    json_.Member("timestamp", std::to_string(UnixSeconds(context_.now)));
    json_.Member("threat_level_id", kThreats[gravest_]).Member("analysis", "0");
    json_.Member("distribution", "0").Key("published").Bool(false);
    json_.Key("Tag").Array();
    for (const std::string& technique : techniques_) Tag(technique);
    json_.EndArray().Key("Attribute").Array();
    for (const auto& [key, seen] : hosts_.rows()) {
      if (key.first.empty()) continue;
      Attribute("target-machine", "Targeting data", key.first, "", seen);
    }
    for (const auto& [key, seen] : rules_.rows()) {
      Attribute("text", "Antivirus detection", key.first, key.second, seen);
    }
    json_.EndArray().EndObject().EndObject().MoveTo(out);
    out += '\n';
  }

 private:
  void AddTechnique(const std::string& technique) {
    if (techniques_.size() < context_.most_kept || techniques_.contains(technique)) {
      techniques_.insert(technique);
    } else {
      ++untagged_;
    }
  }

  // What the event is about, and what it leaves out.
  [[nodiscard]] std::string Info() const {
    std::string info = "noroshi hunt: " + std::to_string(all_.count) + " findings";
    const std::uint64_t unattributed = hosts_.left_out() + rules_.left_out();
    if (unattributed + untagged_ == 0) return info;
    return info + " (left out: " + std::to_string(unattributed) + " of attributes, " +
           std::to_string(untagged_) + " of tags)";
  }

  void Tag(const std::string& technique) {
    std::string name = context_.technique_name ? context_.technique_name(technique) : "";
    name += (name.empty() ? "" : " - ") + technique;
    std::erase(name, '"');
    json_.Object().Member("name", "misp-galaxy:mitre-attack-pattern=\"" + name + "\"").EndObject();
  }

  void Attribute(std::string_view type, std::string_view category, const std::string& value,
                 const std::string& host, const Sighting& seen) {
    // Of the event: MISP takes an attribute's uuid once only, in whichever event comes first.
    json_.Object().Member(
        "uuid", Uuid("attribute " + event_ + " " + std::string(type) + value + "\n" + host));
    json_.Member("type", type).Member("category", category).Member("value", value);
    json_.Key("to_ids").Bool(false).Member("distribution", "5");
    json_.Member("comment",
                 std::to_string(seen.count) + " findings" + (host.empty() ? "" : " on " + host));
    json_.Member("timestamp", std::to_string(UnixSeconds(context_.now)));
    if (seen.has_time) {
      json_.Member("first_seen", ToIso8601(seen.first)).Member("last_seen", ToIso8601(seen.last));
    }
    json_.EndObject();
  }

  const ExchangeContext& context_;
  std::string event_;
  Sightings hosts_, rules_;
  Sighting all_;
  std::set<std::string> techniques_;
  std::uint64_t untagged_ = 0;
  std::size_t gravest_ = 0;
  JsonOut json_;
};

}  // namespace

std::unique_ptr<ExchangeFormat> NewMispEvent(const ExchangeContext& context) {
  return std::make_unique<MispEvent>(context);
}

}  // namespace noroshi
