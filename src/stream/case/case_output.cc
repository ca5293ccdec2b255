#include "stream/case/case_output.h"

#include <cstdio>
#include <filesystem>
#include <utility>

#include "base/hash.h"
#include "report/render.h"
#include "stream/case/case_replay.h"
#include "stream/case/case_rules.h"
#include "stream/output/report_input.h"
#include "stream/output/run_manifest.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

bool Exists(const std::string& path) {
  std::error_code unknown;
  return std::filesystem::exists(path, unknown);
}

void RemoveDatabase(const std::string& path) {
  for (const char* end : {"", "-wal", "-shm", "-journal"}) std::remove((path + end).c_str());
}

// `{"id":"f-...` : the id is the first member of every line.
std::string_view IdOfLine(std::string_view line) {
  constexpr std::string_view kStart = "{\"id\":\"";
  if (!line.starts_with(kStart)) return {};
  line.remove_prefix(kStart.size());
  return line.substr(0, line.find('"'));
}

std::string CountsJson(const std::map<std::string, std::uint64_t>& counts) {
  std::string out = "{";
  for (const auto& [name, count] : counts) {
    if (out.size() > 1) out += ',';
    AppendJsonString(name, out);
    out += ':';
    AppendNumber(count, out);
  }
  return out + "}";
}

// Hunts that read the same inputs in the same bounds replace one another's figures.
std::string KeyOf(const HuntOptions& options) {
  std::uint64_t key = 1;
  for (const std::string& input : options.inputs) key = Hash64(input, key);
  key = HashMix(key, options.from ? options.from->ticks : 0);
  key = HashMix(key, options.to ? options.to->ticks : 0);
  return ToHex(key);
}

CaseHunt DescribeHunt(const CaseHuntResult& result) {
  const ReportRun run = DescribeRun(result.summary, result.rules, result.options);
  CaseHunt hunt;
  hunt.key = KeyOf(result.options);
  hunt.at = run.generated_at;
  hunt.engine_version = run.engine_version;
  hunt.rule_set_hash = run.rule_set_hash;
  AppendList("", run.inputs, hunt.inputs);
  hunt.rules_by_source = CountsJson(run.rules_by_source);
  hunt.files = run.files;
  hunt.files_not_read = run.files_not_read;
  hunt.bytes_used = run.bytes_used;
  hunt.bytes_damaged = run.bytes_damaged;
  hunt.bytes_padding = run.bytes_padding;
  hunt.first_event = run.first_event;
  hunt.last_event = run.last_event;
  hunt.interrupted = run.interrupted;
  hunt.suspect_files_not_listed = result.options.scanned.suspects_not_listed;
  hunt.manifest = RunManifest(result.summary, result.rules, result.options, result.visibility.aims);
  return hunt;
}

CaseRuleNotUsed Describe(const NotUsedRule& rule) {
  return {std::string(NotUsedReasonName(rule.reason)),
          rule.id,
          rule.title,
          rule.path,
          rule.detail,
          rule.line};
}

}  // namespace

CaseOutput::CaseOutput(std::string path, const RuleSet& rules)
    : path_(std::move(path)),
      made_(!Exists(path_)),
      rules_(&rules),
      numbers_(rules.rules.size(), 0) {}

Result<std::unique_ptr<CaseOutput>> CaseOutput::Open(const std::string& path,
                                                     const RuleSet& rules) {
  std::unique_ptr<CaseOutput> out(new CaseOutput(path, rules));
  NOROSHI_TRY(CaseStore store, CaseStore::Open(path, DatabaseMode::kCreate));
  out->store_ = std::make_unique<CaseStore>(std::move(store));
  return out;
}

Status CaseOutput::Begin() {
  if (writer_ != nullptr) return Ok();
  NOROSHI_TRY(CaseWriter writer, CaseWriter::Begin(*store_));
  NOROSHI_TRY(const std::vector<CaseSuppression> suppressions, store_->Suppressions());
  replay_ = writer.has_earlier() || !suppressions.empty();
  writer_ = std::make_unique<CaseWriter>(std::move(writer));
  return Ok();
}

CaseOutput::~CaseOutput() {
  const bool opened = store_ != nullptr;
  writer_.reset();
  store_.reset();
  if (opened && made_ && !committed_) RemoveDatabase(path_);
}

Status CaseOutput::Take(std::uint32_t rule, std::string_view host, Timestamp time,
                        std::string_view line) {
  NOROSHI_TRY([[maybe_unused]] const Done begun, Begin());
  std::uint64_t& number = numbers_[rule];
  if (number == 0) {
    const Rule& words = rules_->rules[rule];
    NOROSHI_TRY(number, writer_->AddRule(
                            {0, words.id, words.path, words.title, RuleBody(words), words.level}));
  }
  if (line.ends_with('\n')) line.remove_suffix(1);
  return writer_->AddFinding({IdOfLine(line), host, line, time, number});
}

Status CaseOutput::AddSights(const HuntVisibility& visibility) {
  // "" stands for all rules together.
  NOROSHI_TRY(
      [[maybe_unused]] const Done all,
      writer_->AddSight({"", visibility.rules[0], visibility.rules[1], visibility.rules[2]}));
  for (const TechniqueVisibility& row : visibility.by_technique) {
    NOROSHI_TRY([[maybe_unused]] const Done sight,
                writer_->AddSight({row.technique, row.rules[0], row.rules[1], row.rules[2]}));
  }
  for (const MissingEvidence& row : visibility.missing) {
    NOROSHI_TRY([[maybe_unused]] const Done missing,
                writer_->AddMissing(
                    {row.channel, row.log_source, row.event_id, row.rules, row.high_rules}));
  }
  return Ok();
}

Status CaseOutput::AddFigures(const CaseHuntResult& result) {
  const HuntSummary& summary = result.summary;
  for (const auto& [key, sum] : summary.ledger.rows()) {
    NOROSHI_TRY([[maybe_unused]] const Done loss,
                writer_->AddLoss({summary.sources.ShownAt(summary.inputs, key.source),
                                  std::string(DamageKindName(key.kind)), sum.detail, sum.count,
                                  sum.lost_bytes, sum.lost_records, sum.first_offset}));
  }
  for (const auto& [channel, count] : summary.records_by_channel.rows()) {
    NOROSHI_TRY([[maybe_unused]] const Done records,
                writer_->AddRecords({CaseRecordKind::kChannel, channel, count}));
  }
  if (const std::uint64_t others = summary.records_by_channel.others(); others != 0) {
    NOROSHI_TRY(
        [[maybe_unused]] const Done records,
        writer_->AddRecords({CaseRecordKind::kChannel, std::string(kOtherChannels), others}));
  }
  for (const auto& [host, count] : summary.records_by_host.rows()) {
    NOROSHI_TRY([[maybe_unused]] const Done records,
                writer_->AddRecords({CaseRecordKind::kHost, host, count}));
  }
  for (const ReportSuspectFile& file : result.options.scanned.suspects) {
    NOROSHI_TRY([[maybe_unused]] const Done row,
                writer_->AddSuspectFile({file.path, file.host, SuspectFileJson(file), file.level}));
  }
  for (const std::vector<NotUsedRule>* list : {&result.rules.not_used, &summary.refused_rules}) {
    for (const NotUsedRule& rule : *list) {
      NOROSHI_TRY([[maybe_unused]] const Done row, writer_->AddRuleNotUsed(Describe(rule)));
    }
  }
  return Ok();
}

Status CaseOutput::Finish(const CaseHuntResult& result) {
  NOROSHI_TRY([[maybe_unused]] const Done begun, Begin());
  NOROSHI_TRY([[maybe_unused]] const Done hunt, writer_->SetHunt(DescribeHunt(result)));
  NOROSHI_TRY([[maybe_unused]] const Done figures, AddFigures(result));
  NOROSHI_TRY([[maybe_unused]] const Done sights, AddSights(result.visibility));
  if (!replay_) {
    return writer_->ReplaceIncidents(CaseRowsOf(result.incidents, result.attributions));
  }
  CaseReplayOptions options;
  options.now = result.options.host.now;
  options.threads = result.options.threads;
  // Through the same connection: what is not committed yet takes part.
  NOROSHI_TRY(CaseReplay replay, CaseReplay::Open(*store_, options));
  NOROSHI_TRY(const CaseReplay::Answer answer, replay.Run(CaseReplay::Want::kIncidents));
  return writer_->ReplaceIncidents(CaseRowsOf(answer.incidents, answer.attributions));
}

Status CaseOutput::Commit() {
  NOROSHI_TRY([[maybe_unused]] const Done done, writer_->Commit());
  committed_ = true;
  writer_.reset();
  store_.reset();  // the last one to close writes the log back into the file
  return Ok();
}

}  // namespace noroshi
