#include "rules/sigma/file_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/arena.h"
#include "base/hash.h"
#include "rules/analytic_names.h"
#include "rules/sigma/aggregation.h"
#include "rules/sigma/collections.h"
#include "rules/sigma/correlation.h"
#include "rules/sigma/detection.h"
#include "rules/sigma/hayabusa.h"
#include "rules/sigma/log_source.h"
#include "rules/sigma/metadata.h"
#include "rules/sigma/state_evidence.h"
#include "rules/text/ascii.h"
#include "rules/yaml/yaml_reader.h"

namespace noroshi::sigma {
namespace {

constexpr std::string_view kNotSelections[] = {"condition", "timeframe"};

// Checks one document and files it: as a rule, a filter, or something not used.
class DocumentLoader {
 public:
  DocumentLoader(LoadedFile& file, RuleList& rules, std::string_view text,
                 const LoadOptions& options, std::uint32_t number)
      : file_(file), rules_(rules), options_(options), reporter_(file.path, text) {
    rule_.path = file.path;
    rule_.document = number;
  }

  void Run(const YamlDocument& document, Collection& collection) {
    place_ = Place{document.line, 1};
    if (document.error) {
      reporter_.Report(codes::kBadYaml, Place{document.error->line, document.error->column},
                       document.error->message);
    } else if (!document.root->is_mapping()) {
      reporter_.Report(codes::kNotMapping, *document.root, "a rule must be a mapping");
    } else {
      Take(document, collection);
    }
    Finish();
  }

 private:
  enum class Outcome { kNothing, kRule, kNotUsed };

  void Take(const YamlDocument& document, Collection& collection) {
    const Collection::Emitted emitted = collection.Take(document, reporter_);
    if (emitted.root == nullptr) return;
    root_ = emitted.root;
    rule_.content_hash = emitted.content_hash;
    place_ = Place{root_->line, root_->column};
    if (!LooksLikeSigma()) {
      reporter_.Report(codes::kNotARule, *root_, "not a Sigma rule: it has no detection");
      return NotUsed(NotUsedReason::kNoRule, "not a Sigma rule: it has no detection");
    }
    ReadMetadata(*root_, options_, reporter_, rule_);
    for (const YamlNode* key : document.duplicate_keys) {
      reporter_.Report(codes::kDuplicateKey, *key, fmt::format("'{}' occurs twice", key->text));
    }
    if (root_->Find("correlation") != nullptr) {
      TakeCorrelation();
    } else if (root_->Find("filter") != nullptr) {
      TakeFilter();
    } else if (IsWanted()) {
      TakeRule();
    }
  }

  // Other YAML files lie beside rules: configuration, build files.
  bool LooksLikeSigma() const {
    constexpr std::string_view kMarks[] = {"detection", "correlation", "filter", "title",
                                           "logsource"};
    return std::ranges::any_of(
        kMarks, [this](std::string_view mark) { return root_->Find(mark) != nullptr; });
  }

  bool IsWanted() {
    if (std::ranges::find(options_.statuses, rule_.status) == options_.statuses.end()) {
      NotUsed(NotUsedReason::kStatus, fmt::format("status {}", RuleStatusName(rule_.status)));
      return false;
    }
    return true;
  }

  void TakeRule() {
    const ResolvedLogSource resolved = TakeLogSource();
    if (!AnalyticOf(rule_).empty()) {
      rule_.gate.kind = Gate::Kind::kFed;  // an analytic looks at many events
      rule_.source = RuleSource::kNoroshi;
      outcome_ = Outcome::kRule;
      return;
    }
    const YamlNode* section = root_->Find("detection");
    if (section == nullptr || !section->is_mapping()) {
      reporter_.Report(codes::kNoDetection, section == nullptr ? *root_ : *section,
                       "the rule has no detection");
      return;
    }
    const LoweredDetection lowered =
        LowerDetection(*section, kNotSelections, options_, reporter_, rule_);
    if (lowered.aggregation) {
      correlation_ = LowerAggregation(*lowered.aggregation, *section, reporter_);
    }
    if (!reporter_.ok()) return;
    TakeGate(resolved);
  }

  void TakeGate(const ResolvedLogSource& resolved) {
    rule_.gate = resolved.gate;
    if (rule_.source == RuleSource::kHayabusa || TestsItsOwnChannel(rule_)) {
      rule_.gate = Gate{.kind = Gate::Kind::kAny, .alternatives = {}};
    }
    AddStateEvidence(rule_);
    if (rule_.gate.kind == Gate::Kind::kNoSource) {
      const LogSource& source = rule_.log_source;
      NotUsed(NotUsedReason::kNoSource,
              fmt::format("no evidence for logsource category '{}', product '{}', service '{}'",
                          source.category, source.product, source.service));
      NotUsedRule& row = file_.not_used.back();
      row.log_source = noroshi::LogSourceText(source);
      row.level = rule_.level;
      row.techniques = rule_.techniques;
      return;
    }
    outcome_ = Outcome::kRule;
  }

  ResolvedLogSource TakeLogSource() {
    const YamlNode* section = root_->Find("logsource");
    if (section == nullptr || section->IsNull()) {
      reporter_.Report(codes::kNoLogSource, *root_,
                       "the rule has no log source and looks at every event");
    } else if (!section->is_mapping()) {
      reporter_.Report(codes::kBadLogSource, *section, "'logsource' must be a mapping");
    } else {
      rule_.log_source = {LogSourceText(*section, "category"), LogSourceText(*section, "product"),
                          LogSourceText(*section, "service"),
                          LogSourceText(*section, "definition")};
    }
    ResolvedLogSource resolved = ResolveLogSource(rule_.log_source, options_);
    if (resolved.clash && rule_.source != RuleSource::kHayabusa) {
      reporter_.Report(codes::kLogSourceClash, *section,
                       "no event belongs to this category and this service");
    }
    return resolved;
  }

  std::string LogSourceText(const YamlNode& section, std::string_view key) {
    const YamlNode* value = section.Find(key);
    if (value == nullptr || value->IsNull()) return {};
    if (value->is_scalar()) return std::string(value->text);
    reporter_.Report(codes::kBadLogSource, *value, fmt::format("'{}' must be text", key));
    return {};
  }

  void TakeCorrelation() {
    correlation_ = LowerCorrelation(*root_, reporter_);
    if (!reporter_.ok()) return;
    rule_.gate.kind = Gate::Kind::kFed;
    if (IsWanted()) outcome_ = Outcome::kRule;
    if (outcome_ == Outcome::kNotUsed) KeepCorrelation();
  }

  void TakeFilter() {
    (void)TakeLogSource();
    FilterDocument filter = LowerFilter(*root_, options_, reporter_, std::move(rule_));
    if (reporter_.ok()) {
      file_.filters.push_back(std::move(filter));
    } else {
      rule_ = std::move(filter.rule);
    }
  }

  void NotUsed(NotUsedReason reason, std::string detail) {
    outcome_ = Outcome::kNotUsed;
    file_.not_used.push_back({reason, file_.path, rule_.document, place_.line, place_.column,
                              rule_.id, rule_.title, std::move(detail), rule_.name});
  }

  void Finish() {
    if (outcome_ == Outcome::kRule) KeepRule();
    if (outcome_ == Outcome::kNothing && !reporter_.ok()) {
      const Reporter::Failure& failure = *reporter_.failure();
      place_ = failure.place;
      NotUsed(failure.reason, failure.message);
    }
    for (Diagnostic& diagnostic : reporter_.Take()) {
      file_.diagnostics.push_back(std::move(diagnostic));
    }
  }

  void KeepRule() {
    // A correlation without a level has that of its rules.
    const bool has_level = !correlation_ || !correlation_->takes_level;
    const bool below = has_level && rule_.level < options_.min_level;
    if (correlation_) {
      KeepCorrelation();
      if (below) {
        NotUsed(NotUsedReason::kLevel, fmt::format("level {}", LevelName(rule_.level)));
        return;
      }
    }
    if (below) {
      file_.below_level.push_back(std::move(rule_));
    } else {
      rules_.push_back(rule_);
    }
  }

  // Without its Rule it is not evaluated, but its sources are known to be parts.
  void KeepCorrelation() {
    correlation_->path = rule_.path;
    correlation_->document = rule_.document;
    correlation_->id = rule_.id;
    file_.correlations.push_back(*std::move(correlation_));
  }

  LoadedFile& file_;
  RuleList& rules_;
  const LoadOptions& options_;
  Reporter reporter_;
  std::optional<CorrelationRule> correlation_;  // the document's own, or behind its condition
  const YamlNode* root_ = nullptr;
  Place place_;
  Rule rule_;
  Outcome outcome_ = Outcome::kNothing;
};

}  // namespace

LoadedFile LoadFileText(std::string path, std::string_view text, const LoadOptions& options,
                        RuleList& rules) {
  if (text.size() > kMaxRuleFileBytes) {
    return UnreadableFile(std::move(path),
                          fmt::format("larger than {} MiB", kMaxRuleFileBytes >> 20));
  }
  LoadedFile file;
  file.path = std::move(path);
  file.content_hash = Hash64(text);
  thread_local Arena arena;
  arena.Reset();
  Collection collection(arena);
  std::uint32_t number = 0;
  for (const YamlDocument& document : ReadYaml(text, arena)) {
    ++file.documents;
    const bool empty = document.root == nullptr && !document.error;
    if (!empty) DocumentLoader(file, rules, text, options, number).Run(document, collection);
    ++number;
  }
  return file;
}

LoadedFile UnreadableFile(std::string path, const std::string& why) {
  LoadedFile file;
  file.path = std::move(path);
  file.documents = 1;
  Reporter reporter(file.path, {});
  reporter.Report(codes::kUnreadable, Place{}, "cannot be read: " + why);
  file.diagnostics = reporter.Take();
  file.not_used.push_back({NotUsedReason::kYaml, file.path, 0, 0, 0, {}, {}, why});
  return file;
}

}  // namespace noroshi::sigma
