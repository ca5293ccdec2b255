#include "rules/cache/rule_set_image.h"

#include <algorithm>

#include "rules/packed/correlation_fields.h"
#include "rules/packed/pack_reader.h"
#include "rules/packed/pack_writer.h"
#include "rules/packed/rule_fields.h"
#include "rules/sigma/codes.h"

namespace noroshi {

// As in rule_fields.h.
constexpr NotUsedReason LastOf(NotUsedReason any) {
  switch (any) {
    case NotUsedReason::kYaml:
    case NotUsedReason::kInvalid:
    case NotUsedReason::kUnknownModifier:
    case NotUsedReason::kBadRegex:
    case NotUsedReason::kMissingPlaceholder:
    case NotUsedReason::kNoSource:
    case NotUsedReason::kCorrelation:
    case NotUsedReason::kStatus:
    case NotUsedReason::kLevel:
    case NotUsedReason::kDuplicate:
    case NotUsedReason::kExcluded:
    case NotUsedReason::kNoRule: break;
  }
  return NotUsedReason::kNoRule;
}
constexpr DiagnosticSeverity LastOf(DiagnosticSeverity any) {
  switch (any) {
    case DiagnosticSeverity::kNote:
    case DiagnosticSeverity::kWarning:
    case DiagnosticSeverity::kError: break;
  }
  return DiagnosticSeverity::kError;
}

template <class Io>
void Fields(Io& io, Is<NotUsedRule> auto& rule) {
  auto& [reason, path, document, line, column, id, title, detail, name, log_source, level,
         techniques] = rule;
  io(reason, path, document, line, column, id, title, detail, name, log_source, level, techniques);
}

template <class Io>
void Fields(Io& io, Is<Diagnostic> auto& diagnostic) {
  auto& [severity, code, message, path, line, column, source_line, fix, rule_id] = diagnostic;
  io(severity, code, message, path, line, column, source_line, fix, rule_id);
}

// `rules` packs itself; `sources` are the business of whoever checks whether the image is fresh;
// `idle` is for those who still add or take away rules, which nobody does with a finished set.
template <class Io>
void Fields(Io& io, Is<RuleSet> auto& set) {
  auto& [rules, not_used, diagnostics, files, documents, content_hash, sources, correlations,
         silent, idle] = set;
  io(not_used, diagnostics, files, documents, content_hash, correlations, silent);
}

namespace {

// A diagnostic's code must outlive everything: the literal instead of the image's copy.
bool UseLiteral(std::string_view& code) {
  const auto kinds = sigma::AllDiagnosticKinds();
  const auto known = std::ranges::find(kinds, code, &sigma::DiagnosticKind::code);
  if (known == kinds.end()) return false;
  code = known->code;
  return true;
}

// Whether every index is in its bounds and sources stand before what they feed.
bool HasSoundCorrelations(const RuleSet& set) {
  const std::size_t rules = set.rules.size();
  for (std::size_t i = 0; i < set.correlations.size(); ++i) {
    const CorrelationRule& correlation = set.correlations[i];
    if (correlation.rule >= rules || correlation.sources.size() > kMaxCorrelationSources ||
        correlation.depth >= kMaxCorrelationDepth) {
      return false;
    }
    for (const CorrelationSource& source : correlation.sources) {
      const bool chained = source.correlation != CorrelationSource::kNone;
      if (source.rule >= rules || (chained && source.correlation >= i)) return false;
    }
  }
  return std::ranges::all_of(set.silent, [&](std::uint32_t rule) { return rule < rules; });
}

}  // namespace

// More than a rule takes, so that a text of 16 MB is not copied while it grows. Room that nothing
// is written to is no memory.
constexpr std::size_t kPackedBytes = 4096;

std::string PackRuleSet(const RuleSet& set) {
  std::string out;
  out.reserve(set.rules.size() * kPackedBytes);
  PackWriter writer(out);
  Fields(writer, set);
  set.rules.Save(writer);
  return out;
}

std::optional<RuleSet> UnpackRuleSet(const CacheImage& image) {
  RuleSet set;
  PackReader reader(image.content);
  Fields(reader, set);
  for (Diagnostic& diagnostic : set.diagnostics) {
    if (!UseLiteral(diagnostic.code)) return std::nullopt;
  }
  if (!set.rules.Load(reader, image) || !reader.at_end()) return std::nullopt;
  if (!HasSoundCorrelations(set)) return std::nullopt;
  return set;
}

}  // namespace noroshi
