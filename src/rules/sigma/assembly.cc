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
  for (std::size_t i = 0; i < set.rules.size(); ++i) {
    const RuleHead& rule = set.rules.head(i);
    ++names[std::string(rule.id)];
    if (!rule.name.empty()) ++names[std::string(rule.name)];
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
    std::vector<bool> keep(set_.rules.size(), true);
    for (std::size_t i = 0; i < set_.rules.size(); ++i) {
      const RuleHead& head = set_.rules.head(i);
      if (!Contains(silent_, head) || Contains(generated_, head)) continue;
      keep[i] = false;
      const Rule rule = set_.rules.Unpack(i);
      set_.not_used.push_back({NotUsedReason::kCorrelation, rule.path, rule.document, 0, 0, rule.id,
                               rule.title, "only feeds a correlation, which is not evaluated yet"});
    }
    set_.rules.KeepOnly(keep);
  }

 private:
  int CountOf(const std::string& name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? 0 : found->second;
  }

  static bool Contains(const std::set<std::string>& targets, const RuleHead& rule) {
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

RuleSet Assemble(std::vector<LoadedFile> files, RuleList rules) {
  RuleSet set;
  set.files = files.size();
  set.rules = std::move(rules);
  for (LoadedFile& file : files) {
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
