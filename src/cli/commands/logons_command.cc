#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "analytics/logons/session_joiner.h"
#include "cli/command.h"
#include "cli/options/environment_options.h"
#include "cli/options/language_option.h"
#include "cli/options/time_range.h"
#include "cli/output.h"
#include "cli/session/sorted_scan.h"
#include "cli/text/logons_text.h"
#include "cli/text/pattern_text.h"

namespace noroshi {
namespace {

constexpr const char* kLogonsFooter =
    R"(Windows' logons, Kerberos and NTLM at domain controllers, Remote Desktop, VPN gateways and sshd,
summed up by host, account, way and place; beginnings of sessions are joined with their ends.

Examples:
  noroshi logons evidence/
  noroshi logons evidence/ --json | jq -r 'select(.kind == "vpn") | .account' | sort -u
  noroshi logons evidence/ --from 2020-10-05 --to 2020-10-06
  noroshi logons evidence/ --patterns          chains of remote desktops and what else is unusual)";

// Files what records say of logons by session and time.
class LogonScanner final : public UnitScanner {
 public:
  LogonScanner(RunPool& pool, const TimeRange& range, const EventContext& context)
      : buffer_(pool), range_(range), context_(context) {}

  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& /*out*/) override {
    decoder.Decode(ticket.unit, nullptr, batch_, damage, account);
    for (const Event& event : batch_.events) {
      if (!range_.Has(event.time)) continue;
      const std::optional<LogonFact> fact = LogonFactOf(event, context_);
      if (!fact) continue;
      EncodeFact(*fact, buffer_->pending());
      SortKey key = KeyOf(event, ticket.place);
      key.time = SessionHash(*fact);
      key.position = event.time.ticks;
      buffer_->Commit(key);
    }
    return batch_.record_count;
  }

 private:
  const RunPool::Lease buffer_;
  const TimeRange& range_;
  const EventContext& context_;
  EventBatch batch_;
};

// Sums up rows that come one after another.
class RowSums {
 public:
  explicit RowSums(std::function<Status(const LogonRow&)> take) : take_(std::move(take)) {}

  Status Add(LogonRow row) {
    if (sum_ && sum_->key == row.key) {
      sum_->Add(row);
      return Ok();
    }
    Status status = Flush();
    sum_ = std::move(row);
    return status;
  }
  Status Flush() { return sum_ ? take_(*sum_) : Ok(); }

 private:
  std::function<Status(const LogonRow&)> take_;
  std::optional<LogonRow> sum_;
};

class LogonsCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    AddEnvironmentOptions(app, environment_);
    AddTimeRangeOptions(app, range_);
    AddLanguageOption(app, language_);
    app.add_flag("--patterns", patterns_,
                 "what is unusual in who comes from where, instead of all logons");
    app.add_flag("--json", json_, "print one JSON object a row");
    app.footer(kLogonsFooter);
  }

  int Run() override {
    const Result<TimeRange> range = ParseTimeRange(range_);
    if (!range.ok()) {
      PrintError(range.error());
      return kExitUsage;
    }
    if (const int loaded = LoadEnvironmentOfRun(environment_, known_); loaded != kExitOk) {
      return loaded;
    }
    if (patterns_) return PrintPatterns(*range);
    const std::unique_ptr<RunPool> rows = NewRunPool(evidence_);
    const int status = Collect(*range, *rows);
    if (status == kExitUsage || status == kExitInternal) return status;
    const Status printed = Print(*rows);
    if (!printed.ok()) {
      PrintError(printed.error());
      return kExitInternal;
    }
    return FlushOut() ? status : kExitInternal;
  }

 private:
  int PrintPatterns(const TimeRange& range) {
    LogonPatterns patterns;
    const int status = FindLogonPatterns(evidence_, range, known_.known.get(), patterns);
    if (status == kExitUsage || status == kExitInternal) return status;
    PrintOut(json_ ? PatternJson(patterns)
                   : PatternTable(patterns, LanguageOf(language_), DetectTerminal()));
    return FlushOut() ? status : kExitInternal;
  }

  // Facts sorted by session become rows sorted by what they are summed up by.
  int Collect(const TimeRange& range, RunPool& rows) {
    const std::unique_ptr<RunPool> facts = NewRunPool(evidence_);
    const auto new_scanner = [&](const EventContext& context) {
      return std::make_unique<LogonScanner>(*facts, range, context);
    };
    const RunPool::Lease buffer(rows);
    SessionJoiner joiner([&](const LogonRow& row) {
      EncodeRow(row, buffer->pending());
      buffer->Commit({});
    });
    return RunSortedScan(evidence_, new_scanner, *facts, [&](const SortedRecord& record) {
      joiner.Take(DecodeFact(record.bytes));
      return Ok();
    });
  }

  Status Print(RunPool& rows) {
    BlockOut out;
    std::string line;
    std::vector<LogonRow> shown;
    std::uint64_t left_out = 0;
    RowSums sums([&](const LogonRow& row) -> Status {
      if (!json_) {
        shown.size() < kMaxLogonTableRows ? shown.push_back(row) : void(++left_out);
        return Ok();
      }
      line.clear();
      AppendLogonJson(row, line, known_.index());
      return out.Write(line);
    });
    Status status =
        rows.Merge([&](const SortedRecord& record) { return sums.Add(DecodeRow(record.bytes)); });
    if (status.ok()) status = sums.Flush();
    if (status.ok()) status = out.Flush();
    if (status.ok() && !json_) {
      PrintOut(LogonsTable(shown, left_out, LanguageOf(language_), DetectTerminal()));
    }
    return status;
  }

  EvidenceOptions evidence_;
  EnvironmentOptions environment_;
  EnvironmentOfRun known_;
  TimeRangeText range_;
  std::string language_;
  bool patterns_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewLogonsCommand() { return std::make_unique<LogonsCommand>(); }

}  // namespace noroshi
