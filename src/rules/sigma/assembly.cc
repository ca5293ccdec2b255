#include "rules/sigma/assembly.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/hash.h"
#include "rules/correlation_rules/link.h"
#include "rules/rule_set_order.h"
#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

template <class T>
void MoveInto(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  from = {};
}

// Rules below the level asked for stay where a correlation of this load needs them.
class LevelSieve {
 public:
  explicit LevelSieve(const std::vector<LoadedFile>& files) {
    for (const LoadedFile& file : files) {
      for (const CorrelationRule& correlation : file.correlations) {
        for (const CorrelationSource& source : correlation.sources) {
          needed_.insert(source.target);
          needed_.insert(ToLowerAscii(source.target));
        }
      }
    }
  }

  // REQUIRES: the rules are below the level. They are moved away.
  void Take(std::vector<Rule>& rules, RuleSet& set) const {
    for (Rule& rule : rules) {
      if (needed_.contains(rule.id) || (!rule.name.empty() && needed_.contains(rule.name))) {
        set.rules.push_back(rule);
      } else {
        set.not_used.push_back({NotUsedReason::kLevel, rule.path, rule.document, 0, 0, rule.id,
                                rule.title, fmt::format("level {}", LevelName(rule.level)),
                                rule.name});
      }
    }
    rules = {};
  }

 private:
  std::set<std::string> needed_;
};

void ApplyFilters(std::vector<LoadedFile>& files, RuleSet& set) {
  for (LoadedFile& file : files) {
    for (FilterDocument& filter : file.filters) {
      if (!ApplyFilter(filter, set.rules)) set.diagnostics.push_back(std::move(filter.unused));
    }
  }
}

}  // namespace

RuleSet Assemble(std::vector<LoadedFile> files, RuleList rules) {
  RuleSet set;
  set.files = files.size();
  set.rules = std::move(rules);
  const LevelSieve sieve(files);
  for (LoadedFile& file : files) {
    sieve.Take(file.below_level, set);
    MoveInto(set.correlations, file.correlations);
    std::ranges::copy(file.not_used, std::back_inserter(set.not_used));
    MoveInto(set.diagnostics, file.diagnostics);
    set.documents += file.documents;
    set.content_hash = HashMix(set.content_hash, file.content_hash);
  }
  SortRuleSet(set);
  DropDuplicates(set);
  ApplyFilters(files, set);
  SortRuleSet(set);
  LinkCorrelations(set);
  return set;
}

}  // namespace noroshi::sigma
