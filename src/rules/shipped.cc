#include "rules/shipped.h"

#include <string>
#include <utility>

namespace noroshi {

RuleSet LoadShippedRules(LoadOptions options) {
  options.default_source = RuleSource::kNoroshi;
  RuleSet all;
  for (const EmbeddedFile& file : ShippedRules()) {
    MergeRuleSets(all, LoadRulesFromText("rules/" + std::string(file.path),
                                         std::string(file.content), options));
  }
  return all;
}

}  // namespace noroshi
