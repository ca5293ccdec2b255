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
  // There were others than those kept.
  bool more_rules = false, more_hosts = false;
};

class NavigatorLayer final : public ExchangeFormat {
 public:
  explicit NavigatorLayer(const ExchangeContext& context) : context_(context) {}

  void Add(const ExchangeFinding& finding, std::string&) override {
    for (const std::string& technique : finding.techniques) {
      const auto found = rows_.find(technique);
      if (found == rows_.end() && rows_.size() >= context_.most_kept) {
        ++left_out_;
      } else {
        AddTo(found == rows_.end() ? rows_[technique] : found->second, finding);
      }
    }
  }

  void Finish(std::string& out) override {
    JsonOut json;
    json.Object().Member("name", "noroshi hunt").Key("versions").Object();
    json.Member("attack", context_.attack_version).Member("navigator", "5.1.0");
    json.Member("layer", "4.5").EndObject().Member("domain", "enterprise-attack");
    json.Member("description", "Findings of a hunt by technique: score is their number. noroshi " +
                                   context_.engine_version + LeftOut());
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
  void AddTo(Row& row, const ExchangeFinding& finding) {
    ++row.count;
    most_ = std::max(most_, row.count);
    if (!row.rules.contains(finding.rule_title)) {
      if (row.rules.size() < kRulesSaid)
        row.rules.insert(finding.rule_title);
      else
        row.more_rules = true;
    }
    if (row.hosts.contains(finding.host)) return;
    if (hosts_ < context_.most_kept) {
      row.hosts.insert(finding.host);
      ++hosts_;
    } else {
      row.more_hosts = true;
    }
  }

  [[nodiscard]] std::string LeftOut() const {
    return left_out_ == 0 ? "" : "; left out for too many techniques: " + std::to_string(left_out_);
  }

  static void Technique(const std::string& technique, const Row& row, JsonOut& json) {
    std::string comment;
    for (const std::string& rule : row.rules) comment += (comment.empty() ? "" : "; ") + rule;
    if (row.more_rules) comment += "; and more";
    json.Object().Member("techniqueID", technique).Member("score", row.count);
    json.Member("comment", comment).Key("enabled").Bool(true);
    json.Key("showSubtechniques").Bool(technique.find('.') == std::string::npos);
    json.Key("metadata").Array().Object().Member("name", "hosts");
    const std::string hosts = std::to_string(row.hosts.size()) + (row.more_hosts ? " or more" : "");
    json.Member("value", hosts).EndObject().EndArray().EndObject();
  }

  const ExchangeContext& context_;
  std::map<std::string, Row> rows_;
  std::uint64_t most_ = 1, left_out_ = 0;
  // Kept, of all rows together.
  std::size_t hosts_ = 0;
};

}  // namespace

std::unique_ptr<ExchangeFormat> NewNavigatorLayer(const ExchangeContext& context) {
  return std::make_unique<NavigatorLayer>(context);
}

}  // namespace noroshi
