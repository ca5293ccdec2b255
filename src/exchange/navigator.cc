// ATT&CK Navigator layer, format 4.5: each technique with how many findings it has, and by which
// rules.
#include <algorithm>
#include <map>
#include <set>

#include "exchange/format.h"
#include "exchange/json_out.h"

namespace noroshi {
namespace {

constexpr std::size_t kRulesSaid = 10;

struct Row {
  std::uint64_t count = 0;
  std::set<std::string> rules, hosts;
};

class NavigatorLayer final : public ExchangeFormat {
 public:
  explicit NavigatorLayer(const ExchangeContext& context) : context_(context) {}

  void Add(const ExchangeFinding& finding, std::string&) override {
    for (const std::string& technique : finding.techniques) {
      if (rows_.size() == kMostKept && !rows_.contains(technique)) continue;
      Row& row = rows_[technique];
      ++row.count;
      most_ = std::max(most_, row.count);
      if (row.rules.size() < kRulesSaid) row.rules.insert(finding.rule_title);
      if (row.hosts.size() < kMostKept) row.hosts.insert(finding.host);
    }
  }

  void Finish(std::string& out) override {
    JsonOut json;
    json.Object().Member("name", "noroshi hunt").Key("versions").Object();
    json.Member("attack", context_.attack_version).Member("navigator", "5.1.0");
    json.Member("layer", "4.5").EndObject().Member("domain", "enterprise-attack");
    json.Member("description", "Findings of a hunt by technique: score is their number. noroshi " +
                                   context_.engine_version);
    json.Key("techniques").Array();
    for (const auto& [technique, row] : rows_) Technique(technique, row, json);
    json.EndArray().Key("gradient").Object().Key("colors").Array();
    for (const char* colour : {"#fff3d6ff", "#f4a259ff", "#bc4b51ff"}) json.Text(colour);
    json.EndArray().Member("minValue", std::uint64_t{0}).Member("maxValue", most_).EndObject();
    json.Key("hideDisabled").Bool(false).Key("selectSubtechniquesWithParent").Bool(false);
    json.EndObject().MoveTo(out);
    out += '\n';
  }

 private:
  static void Technique(const std::string& technique, const Row& row, JsonOut& json) {
    std::string comment;
    for (const std::string& rule : row.rules) comment += (comment.empty() ? "" : "; ") + rule;
    json.Object().Member("techniqueID", technique).Member("score", row.count);
    json.Member("comment", comment).Key("enabled").Bool(true);
    json.Key("showSubtechniques").Bool(technique.find('.') == std::string::npos);
    json.Key("metadata").Array().Object().Member("name", "hosts");
    json.Member("value", std::to_string(row.hosts.size())).EndObject().EndArray().EndObject();
  }

  const ExchangeContext& context_;
  std::map<std::string, Row> rows_;
  std::uint64_t most_ = 1;
};

}  // namespace

std::unique_ptr<ExchangeFormat> NewNavigatorLayer(const ExchangeContext& context) {
  return std::make_unique<NavigatorLayer>(context);
}

}  // namespace noroshi
