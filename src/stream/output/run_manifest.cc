#include "stream/output/run_manifest.h"

#include <rapidjson/prettywriter.h>

#include <string_view>

#include "base/hash.h"
#include "stream/output/report_input.h"
#include "stream/text/finding_line.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

// RapidJSON's idea of an output stream: what was written goes on in pieces.
class PieceStream {
 public:
  using Ch = char;
  explicit PieceStream(const std::function<void(std::string_view)>& write) : write_(write) {}

  void Put(char letter) {
    piece_ += letter;
    if (piece_.size() == kPieceBytes) HandOver();
  }
  void Flush() {}
  // At the end.
  void HandOver() {
    write_(piece_);
    piece_.clear();
  }

 private:
  const std::function<void(std::string_view)>& write_;
  std::string piece_;
};

using Writer = rapidjson::PrettyWriter<PieceStream>;

// RapidJSON checks no encoding when it writes; file names may hold any bytes.
std::string Valid(std::string_view text) {
  std::string quoted = "\"";
  AppendJsonEscaped(text, quoted);
  quoted += '"';
  return quoted;
}

void Put(Writer& out, const char* name, std::string_view text) {
  out.Key(name);
  const std::string quoted = Valid(text);
  out.RawValue(quoted.data(), quoted.size(), rapidjson::kStringType);
}

void Put(Writer& out, const char* name, std::uint64_t number) {
  out.Key(name);
  out.Uint64(number);
}

void PutKey(Writer& out, std::string_view name) {
  // As a key RapidJSON wants plain text; the names used here are ours or made valid first.
  const std::string quoted = Valid(name);
  out.RawValue(quoted.data(), quoted.size(), rapidjson::kStringType);
}

void PutTime(Writer& out, const char* name, Timestamp time) {
  out.Key(name);
  if (time.ticks == 0) {
    out.Null();
  } else {
    out.String(ToIso8601(time).c_str());
  }
}

template <class Counts>
void PutCounts(Writer& out, const char* name, const Counts& counts) {
  out.Key(name);
  out.StartObject();
  for (const auto& [key, count] : counts) {
    PutKey(out, key);
    out.Uint64(count);
  }
  out.EndObject();
}

void PutNameCounts(Writer& out, const char* name, const char* others, const NameCounts& counts) {
  PutCounts(out, name, counts.rows());
  if (counts.others() == 0) return;
  out.Key(others);
  out.Uint64(counts.others());
}

void PutLevels(Writer& out, const char* name, const LevelCounts& counts) {
  out.Key(name);
  out.StartObject();
  for (std::size_t i = kLevelCount; i-- > 0;) {
    Put(out, LevelName(static_cast<Level>(i)).data(), counts[i]);
  }
  out.EndObject();
}

void PutOptions(Writer& out, const HuntOptions& options) {
  out.Key("options");
  out.StartObject();
  for (const auto& [name, value] : options.shown_options) Put(out, name.c_str(), value);
  out.EndObject();
}

void PutNotUsed(Writer& out, const NotUsedRule& rule) {
  out.StartObject();
  Put(out, "reason", NotUsedReasonName(rule.reason));
  Put(out, "id", rule.id);
  Put(out, "title", rule.title);
  Put(out, "path", rule.path);
  Put(out, "line", rule.line);
  Put(out, "detail", rule.detail);
  out.EndObject();
}

// A row a line: there may be hundreds.
void PutAims(Writer& out, const AimTable& aims) {
  if (aims.empty()) return;
  out.Key("aims");
  out.StartArray();
  std::string row;
  for (const auto& [key, counts] : aims) {
    row.clear();
    AppendJsonMember("{\"source\":", key.source, row);
    AppendList(",\"aims\":", key.aims, row);
    AppendList(",\"techniques\":", key.techniques, row);
    row += ",\"rules\":" + std::to_string(counts.rules);
    row += ",\"visible\":" + std::to_string(counts.visible);
    row += ",\"beside\":" + std::to_string(counts.beside) + "}";
    out.RawValue(row.data(), row.size(), rapidjson::kObjectType);
  }
  out.EndArray();
}

void PutRules(Writer& out, const HuntSummary& summary, const RuleSet& rules, const AimTable& aims) {
  std::map<std::string, std::uint64_t> by_status, by_level, by_reason;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const RuleHead& rule = rules.rules.head(i);
    ++by_status[std::string(RuleStatusName(rule.status))];
    ++by_level[std::string(LevelName(rule.level))];
  }
  const auto count_reason = [&](const NotUsedRule& rule) {
    ++by_reason[std::string(NotUsedReasonName(rule.reason))];
  };
  for (const NotUsedRule& rule : rules.not_used) count_reason(rule);
  for (const NotUsedRule& rule : summary.refused_rules) count_reason(rule);
  out.Key("rules");
  out.StartObject();
  Put(out, "content_hash", ToHex(rules.content_hash));
  Put(out, "files", rules.files);
  Put(out, "documents", rules.documents);
  Put(out, "evaluated", rules.rules.size() - summary.refused_rules.size());
  PutCounts(out, "by_source", CountRulesBySource(rules));
  PutCounts(out, "by_status", by_status);
  PutCounts(out, "by_level", by_level);
  PutCounts(out, "not_used_by_reason", by_reason);
  Put(out, "correlations", rules.correlations.size());
  Put(out, "only_feed_correlations", rules.silent.size());
  out.Key("not_used");
  out.StartArray();
  for (const NotUsedRule& rule : rules.not_used) PutNotUsed(out, rule);
  for (const NotUsedRule& rule : summary.refused_rules) PutNotUsed(out, rule);
  out.EndArray();
  PutAims(out, aims);
  out.EndObject();
}

void PutTotals(Writer& out, const HuntSummary& summary) {
  const FileSummary total = summary.sources.Total();
  out.Key("evidence");
  out.StartObject();
  Put(out, "files", summary.sources.files.size());
  Put(out, "members", summary.sources.members.size());
  for (const FileState state : {FileState::kRead, FileState::kReading, FileState::kNotRead,
                                FileState::kOtherFormat, FileState::kNotReached}) {
    Put(out, ("files_" + std::string(FileStateName(state))).c_str(),
        summary.sources.CountFiles(state));
  }
  Put(out, "bytes", summary.inputs.bytes);
  Put(out, "bytes_used", total.used);
  Put(out, "bytes_damaged", total.damaged);
  Put(out, "bytes_padding", total.padding);
  Put(out, "records", summary.records);
  PutNameCounts(out, "records_by_channel", "records_of_other_channels", summary.records_by_channel);
  PutNameCounts(out, "records_by_host", "records_of_other_hosts", summary.records_by_host);
  PutTime(out, "first_event", summary.first_event);
  PutTime(out, "last_event", summary.last_event);
  out.EndObject();
}

// `given`: the path as the user wrote it, where that says more than the name in the outputs.
void PutInput(Writer& out, std::string_view shown, std::string_view given, std::uint64_t size,
              const FileSummary& file) {
  out.StartObject();
  Put(out, "path", shown);
  if (!given.empty() && given != shown) Put(out, "given", given);
  Put(out, "state", FileStateName(file.state));
  if (file.is_container) Put(out, "kind", "container");
  Put(out, "size", size);
  if (!file.sha256.empty()) Put(out, "sha256", file.sha256.view());
  if (!file.encoding.empty()) Put(out, "encoding", file.encoding.view());
  Put(out, "records", file.records);
  Put(out, "used", file.used);
  Put(out, "damaged", file.damaged);
  Put(out, "padding", file.padding);
  out.EndObject();
}

// Every input, and behind an archive its members.
void PutInputs(Writer& out, const HuntSummary& summary) {
  out.Key("inputs");
  out.StartArray();
  auto member = summary.sources.members.begin();
  for (std::uint32_t i = 0; i < summary.sources.files.size(); ++i) {
    const InputFile input = summary.inputs.files[i];
    PutInput(out, input.shown, input.given ? std::string_view(input.path) : std::string_view(),
             input.size_bytes, summary.sources.files[i]);
    for (; member != summary.sources.members.end() && member->first.file == i; ++member) {
      PutInput(out, member->second.shown, {}, member->second.size_bytes, member->second.file);
    }
  }
  out.EndArray();
}

void PutLosses(Writer& out, const HuntSummary& summary) {
  out.Key("losses");
  out.StartArray();
  for (const auto& [key, sum] : summary.ledger.rows()) {
    out.StartObject();
    Put(out, "path", summary.sources.ShownAt(summary.inputs, key.source));
    Put(out, "kind", DamageKindName(key.kind));
    Put(out, "count", sum.count);
    Put(out, "lost_bytes", sum.lost_bytes);
    Put(out, "lost_records", sum.lost_records);
    Put(out, "first_offset", sum.first_offset);
    Put(out, "detail", sum.detail);
    out.EndObject();
  }
  out.EndArray();
}

// Findings that the environment's allow-lists hide, by row; expired rows hide none.
void PutSuppressed(Writer& out, const HuntSummary& summary) {
  if (summary.suppressed.rows.empty()) return;
  out.Key("suppressed");
  out.StartObject();
  Put(out, "count", summary.suppressed.count);
  out.Key("rows");
  out.StartArray();
  for (const SuppressionTotals::Row& one : summary.suppressed.rows) {
    out.StartObject();
    Put(out, "list", one.row.list);
    Put(out, "what", one.row.what);
    Put(out, "reason", one.row.reason);
    Put(out, "expires", one.row.expires);
    Put(out, "path", one.row.path);
    Put(out, "line", one.row.line);
    out.Key("expired");
    out.Bool(one.row.expired);
    Put(out, "count", one.count);
    PutLevels(out, "by_level", one.by_level);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
}

void PutFindings(Writer& out, const HuntSummary& summary) {
  std::uint64_t rules_matched = 0;
  for (const std::uint64_t count : summary.findings_by_rule) rules_matched += count != 0;
  out.Key("findings");
  out.StartObject();
  Put(out, "count", summary.findings);
  PutLevels(out, "by_level", summary.findings_by_level);
  Put(out, "rules_matched", rules_matched);
  Put(out, "hosts", summary.findings_by_host.size());
  Put(out, "regex_limits_hit", summary.matcher.regex_limits_hit);
  out.EndObject();
  out.Key("correlation");
  out.StartObject();
  Put(out, "events", summary.correlation.events);
  Put(out, "left_out", summary.correlation.left_out);
  Put(out, "limits_hit", summary.correlation.limits);
  out.EndObject();
}

// What was looked at besides logs.
void PutScan(Writer& out, const ScanTotals& scan) {
  if (!scan.ran) return;
  out.Key("scan");
  out.StartObject();
  Put(out, "files", scan.files);
  Put(out, "members", scan.members);
  Put(out, "programs", scan.programs);
  Put(out, "bytes", scan.bytes);
  Put(out, "findings", scan.findings);
  Put(out, "findings_left_out", scan.findings_left_out);
  Put(out, "not_scanned", scan.not_scanned);
  out.EndObject();
}

void PutMeasured(Writer& out, const HuntSummary& summary, const RuleSet& rules,
                 const HuntOptions& options) {
  constexpr double kNsPerSecond = 1e9;
  out.Key("measured");
  out.StartObject();
  PutTime(out, "date", options.host.now);
  Put(out, "threads", options.threads);
  Put(out, "known_files", summary.journal.known_files);
  Put(out, "known_units", summary.journal.known_units);
  Put(out, "peak_memory_bytes", summary.peak_memory_bytes);
  out.Key("seconds");
  out.StartObject();
  const StageTimes& times = summary.times;
  const std::pair<const char*, std::uint64_t> stages[] = {
      {"load_rules", times.rules_ns},    {"build_matcher", times.matcher_ns},
      {"scan_files", summary.scan.ns},   {"list", times.list_ns},
      {"hash_inputs", times.hash_ns},    {"scan", times.scan_ns},
      {"correlate", times.correlate_ns}, {"merge", times.merge_ns},
      {"report", times.report_ns}};
  for (const auto& [name, ns] : stages) {
    out.Key(name);
    out.Double(static_cast<double>(ns) / kNsPerSecond);
  }
  out.EndObject();
  if (summary.profile) {
    out.Key("profile");
    const std::string profile = ProfileJson(summary, rules);
    out.RawValue(profile.data(), profile.size(), rapidjson::kObjectType);
  }
  out.EndObject();
}

}  // namespace

void WriteRunManifest(const HuntSummary& summary, const RuleSet& rules, const HuntOptions& options,
                      const AimTable& aims, const std::function<void(std::string_view)>& write) {
  PieceStream pieces(write);
  Writer out(pieces);
  out.SetIndent(' ', 1);
  out.SetMaxDecimalPlaces(6);
  out.StartObject();
  Put(out, "engine", "noroshi");
  Put(out, "version", options.engine_version);
  Put(out, "exit_status", static_cast<std::uint64_t>(ExitStatus(summary, rules)));
  out.Key("interrupted");
  out.Bool(summary.interrupted);
  PutOptions(out, options);
  PutFindings(out, summary);
  PutSuppressed(out, summary);
  PutTotals(out, summary);
  PutScan(out, summary.scan);
  PutRules(out, summary, rules, aims);
  PutInputs(out, summary);
  PutLosses(out, summary);
  PutMeasured(out, summary, rules, options);
  out.EndObject();
  pieces.Put('\n');
  pieces.HandOver();
}

std::string RunManifest(const HuntSummary& summary, const RuleSet& rules,
                        const HuntOptions& options, const AimTable& aims) {
  std::string text;
  WriteRunManifest(summary, rules, options, aims, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace noroshi
