#include <string>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/options/time_range.h"
#include "cli/output.h"
#include "cli/session/sorted_scan.h"
#include "cli/terminal/terminal.h"
#include "cli/text/timeline_text.h"

namespace noroshi {
namespace {

constexpr const char* kTimelineFooter =
    R"(All events of all evidence in the order of their time (UTC), whatever they came from; those of
one time in the order of the evidence, those without a time first. Sorted on disk in TMPDIR.

Examples:
  noroshi timeline evidence/ --from 2020-10-05T02:00 --to 2020-10-05T03:00
  noroshi timeline evidence/ --csv > timeline.csv
  noroshi timeline evidence/ --json | jq -r 'select(.host == "SRV01") | .time')";

// Renders the events of its units into the order of time.
class TimelineScanner final : public UnitScanner {
 public:
  TimelineScanner(RunPool& pool, const TimeRange& range, TimelineStyle style,
                  const EventContext& context)
      : buffer_(pool), range_(range), style_(style), context_(context) {}

  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& /*out*/) override {
    decoder.Decode(ticket.unit, nullptr, batch_, damage, account);
    for (const Event& event : batch_.events) {
      if (!range_.Has(event.time)) continue;
      AppendTimelineEvent(event, context_, ticket.place.shown, style_, buffer_->pending());
      buffer_->Commit(KeyOf(event, ticket.place));
    }
    return batch_.record_count;
  }

 private:
  const RunPool::Lease buffer_;
  const TimeRange& range_;
  const TimelineStyle style_;
  const EventContext& context_;
  EventBatch batch_;
};

class TimelineCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    AddTimeRangeOptions(app, range_);
    app.add_flag("--json", json_, "print one JSON object an event");
    app.add_flag("--csv", csv_, "print rows with the columns that Timesketch reads");
    app.footer(kTimelineFooter);
  }

  int Run() override {
    const Result<TimeRange> range = ParseTimeRange(range_);
    if (!range.ok()) {
      PrintError(range.error());
      return kExitUsage;
    }
    if (json_ && csv_) {
      PrintError("--csv: the events can be printed in one form only; give either it or --json");
      return kExitUsage;
    }
    const TimelineStyle style = Style();
    const std::unique_ptr<RunPool> pool = NewRunPool(evidence_);
    const auto new_scanner = [&](const EventContext& context) {
      return std::make_unique<TimelineScanner>(*pool, *range, style, context);
    };
    BlockOut out;
    Status written = out.Write(TimelineHeading(style.form));
    const int status =
        RunSortedScan(evidence_, new_scanner, *pool,
                      [&](const SortedRecord& record) { return out.Write(record.bytes); });
    if (status == kExitUsage || status == kExitInternal) return status;
    if (written.ok()) written = out.Flush();
    if (written.ok()) return status;
    PrintError(written.error());
    return kExitInternal;
  }

 private:
  [[nodiscard]] TimelineStyle Style() const {
    const Terminal terminal = DetectTerminal();
    const TimelineForm form = json_  ? TimelineForm::kJson
                              : csv_ ? TimelineForm::kCsv
                                     : TimelineForm::kTable;
    return {form, terminal.out_is_tty ? terminal.columns : 0};
  }

  EvidenceOptions evidence_;
  TimeRangeText range_;
  bool json_ = false, csv_ = false;
};

}  // namespace

std::unique_ptr<Command> NewTimelineCommand() { return std::make_unique<TimelineCommand>(); }

}  // namespace noroshi
