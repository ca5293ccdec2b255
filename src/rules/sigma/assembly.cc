#include "rules/sigma/assembly.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/hash.h"
#include "rules/rule_set_order.h"
#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

template <class T>
void MoveInto(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  from = {};
}

// How often each id or name occurs among all documents, used or not.
std::map<std::string, int> CountNames(const RuleSet& set) {
  std::map<std::string, int> names;
  for (const Rule& rule : set.rules) {
    ++names[rule.id];
    if (!rule.name.empty()) ++names[rule.name];
  }
  for (const NotUsedRule& rule : set.not_used) ++names[rule.id];
  return names;
}

// A rule that a correlation refers to raises no hits of its own unless the correlation says so
// (S-9.13). As correlations are not evaluated yet, such a rule has nothing to do.
class CorrelationResolver {
 public:
  explicit CorrelationResolver(RuleSet& set) : set_(set), names_(CountNames(set)) {}

  void Take(const LoadedCorrelation& correlation, const NotUsedRule& entry) {
    for (const CorrelationReference& reference : correlation.document.references) {
      const std::string target = ToLowerAscii(reference.target);
      const int count = std::max(CountOf(reference.target), CountOf(target));
      if (count != 1) Complain(entry, reference, count);
      (correlation.document.generate ? generated_ : silent_).insert(reference.target);
    }
  }

  void SilenceRules() {
    for (std::size_t i = 0; i < set_.rules.size();) {
      const Rule& rule = set_.rules[i];
      if (!Contains(silent_, rule) || Contains(generated_, rule)) {
        ++i;
        continue;
      }
      set_.not_used.push_back({NotUsedReason::kCorrelation, rule.path, rule.document, 0, 0, rule.id,
                               rule.title, "only feeds a correlation, which is not evaluated yet"});
      set_.rules.erase(set_.rules.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

 private:
  int CountOf(const std::string& name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? 0 : found->second;
  }

  static bool Contains(const std::set<std::string>& targets, const Rule& rule) {
    return std::ranges::any_of(targets, [&](const std::string& target) {
      return EqualsIgnoreCase(target, rule.id) || target == rule.name;
    });
  }

  void Complain(const NotUsedRule& entry, const CorrelationReference& reference, int count) {
    Reporter reporter(entry.path, {});
    reporter.set_rule_id(entry.id);
    reporter.Report(codes::kCorrelationReference, reference.place,
                    fmt::format("'{}' names {} rules", reference.target,
                                count == 0 ? "no" : std::to_string(count)));
    std::vector<Diagnostic> said = reporter.Take();
    MoveInto(set_.diagnostics, said);
  }

  RuleSet& set_;
  std::map<std::string, int> names_;
  std::set<std::string> silent_;
  std::set<std::string> generated_;
};

void ResolveCorrelations(const std::vector<LoadedFile>& files, RuleSet& set) {
  CorrelationResolver resolver(set);
  for (const LoadedFile& file : files) {
    for (const LoadedCorrelation& correlation : file.correlations) {
      resolver.Take(correlation, file.not_used[correlation.not_used]);
    }
  }
  resolver.SilenceRules();
}

void ApplyFilters(std::vector<LoadedFile>& files, RuleSet& set) {
  for (LoadedFile& file : files) {
    for (FilterDocument& filter : file.filters) {
      if (!ApplyFilter(filter, set.rules)) set.diagnostics.push_back(std::move(filter.unused));
    }
  }
}

}  // namespace

RuleSet Assemble(std::vector<LoadedFile> files) {
  RuleSet set;
  set.files = files.size();
  std::size_t rules = 0;
  for (const LoadedFile& file : files) rules += file.rules.size();
  set.rules.reserve(rules);  // rules are large; growing would hold them twice
  for (LoadedFile& file : files) {
    MoveInto(set.rules, file.rules);
    std::ranges::copy(file.not_used, std::back_inserter(set.not_used));
    MoveInto(set.diagnostics, file.diagnostics);
    set.documents += file.documents;
    set.content_hash = HashMix(set.content_hash, file.content_hash);
  }
  SortRuleSet(set);
  DropDuplicates(set);
  ResolveCorrelations(files, set);
  ApplyFilters(files, set);
  SortRuleSet(set);
  return set;
}

}  // namespace noroshi::sigma
