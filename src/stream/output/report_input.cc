#include "stream/output/report_input.h"

#include <algorithm>
#include <vector>

#include "base/hash.h"

namespace noroshi {
namespace {

ReportRuleNotUsed Describe(const NotUsedRule& rule) {
  return {std::string(NotUsedReasonName(rule.reason)),
          rule.id,
          rule.title,
          rule.path,
          rule.detail,
          rule.line};
}

// Ledger rows in the report's order: path, place, kind.
void AddLosses(const HuntSummary& summary, ReportBuilder& builder) {
  std::vector<std::pair<LossLedger::Key, const LossSum*>> rows;
  for (const auto& [key, sum] : summary.ledger.rows()) rows.emplace_back(key, &sum);
  std::ranges::stable_sort(rows, {}, [](const auto& row) {
    return std::pair(row.first.source, row.second->first_offset);
  });
  for (const auto& [key, sum] : rows) {
    builder.AddLoss({summary.sources.ShownAt(summary.inputs, key.source),
                     std::string(DamageKindName(key.kind)), sum->count, sum->lost_bytes,
                     sum->lost_records, sum->first_offset, sum->detail});
  }
}

// What allow-lists have hidden is not lost, but it is not shown either; and what no longer holds
// has to be looked at.
void AddSuppressed(const HuntSummary& summary, ReportBuilder& builder) {
  for (const SuppressionTotals::Row& one : summary.suppressed.rows) {
    if (one.count == 0 && !one.row.expired) continue;
    ReportLoss loss;
    loss.path =
        one.row.path.empty() ? one.row.list : one.row.path + ":" + std::to_string(one.row.line);
    loss.kind = one.row.expired ? "allow_expired" : "suppressed";
    loss.count = one.count;
    loss.detail = one.row.what + " (" + one.row.reason + ")";
    if (!one.row.expires.empty()) loss.detail += ", " + one.row.expires;
    builder.AddLoss(std::move(loss));
  }
}

}  // namespace

ReportRule DescribeRule(const Rule& rule) {
  ReportRule out;
  out.id = rule.id;
  out.title = rule.title;
  out.title_ja = rule.title_ja;
  out.source = RuleSourceName(rule.source);
  out.path = rule.path;
  out.author = rule.author;
  out.description = rule.description;
  out.mitigation_en = rule.mitigation_en;
  out.mitigation_ja = rule.mitigation_ja;
  out.level = rule.level;
  out.techniques = rule.techniques;
  out.tactics = rule.tactics;
  out.references = rule.references;
  out.false_positives = rule.false_positives;
  return out;
}

std::map<std::string, std::uint64_t> CountRulesBySource(const RuleSet& rules) {
  std::map<std::string, std::uint64_t> counts;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    ++counts[std::string(RuleSourceName(rules.rules.head(i).source))];
  }
  return counts;
}

ReportRun DescribeRun(const HuntSummary& summary, const RuleSet& rules,
                      const HuntOptions& options) {
  ReportRun run;
  run.language = options.language;
  run.engine_version = options.engine_version;
  run.rule_set_hash = ToHex(rules.content_hash);
  run.generated_at = options.host.now;
  run.inputs = options.inputs;
  run.interrupted = summary.interrupted;
  run.files = summary.sources.CountFiles(FileState::kRead) +
              summary.sources.CountFiles(FileState::kReading);
  run.files_not_read = summary.sources.CountFiles(FileState::kNotRead) +
                       summary.sources.CountFiles(FileState::kNotReached);
  const FileSummary total = summary.sources.Total();
  run.bytes_used = total.used;
  run.bytes_damaged = total.damaged;
  run.bytes_padding = total.padding;
  run.bytes = run.bytes_used + run.bytes_damaged + run.bytes_padding;
  run.first_event = summary.first_event;
  run.last_event = summary.last_event;
  run.rules_by_source = CountRulesBySource(rules);
  return run;
}

void AddToReport(const HuntSummary& summary, const RuleSet& rules, ReportBuilder& builder) {
  for (const auto& [channel, count] : summary.records_by_channel.rows()) {
    builder.AddChannelRecords(channel, count);
  }
  for (const auto& [host, count] : summary.records_by_host.rows()) {
    builder.AddHostRecords(host, count);
  }
  builder.AddOtherRecords(summary.records_by_channel.others());
  AddSuppressed(summary, builder);  // first: a long list is cut at its end
  AddLosses(summary, builder);
  for (const NotUsedRule& rule : rules.not_used) builder.AddRuleNotUsed(Describe(rule));
  for (const NotUsedRule& rule : summary.refused_rules) builder.AddRuleNotUsed(Describe(rule));
}

}  // namespace noroshi
