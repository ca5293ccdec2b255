#include "cli/session/pattern_session.h"

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_set>

#include "cli/command.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/session/scan_session.h"
#include "environment/logon_graph_options.h"
#include "stream/hunt_summary.h"
#include "stream/pass/logon_pass.h"

namespace noroshi {
namespace {

// What scanners that are done have filed.
struct Feeds {
  std::mutex mutex;  // guards what follows
  std::vector<LogonFeed> feeds;
  std::set<std::string> hosts;  // computers with logs, at most kMaxSummaryHosts
};

class PatternScanner final : public UnitScanner, private EventInterest {
 public:
  PatternScanner(Feeds& feeds, const std::string& spill_folder, const TimeRange& range,
                 const EventContext& context)
      : feeds_(feeds), range_(range), context_(context), kinds_(context), feed_(spill_folder) {}
  ~PatternScanner() override {
    const std::lock_guard lock(feeds_.mutex);
    for (const Symbol host : hosts_) {
      if (feeds_.hosts.size() < kMaxSummaryHosts) feeds_.hosts.emplace(context_.hosts.Text(host));
    }
    feeds_.feeds.push_back(std::move(feed_));
  }

  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& /*out*/) override {
    decoder.Decode(ticket.unit, this, batch_, damage, account);
    for (const Event& event : batch_.events) {
      if (range_.Has(event.time)) feed_.Take(event, ticket.place.rank, context_, kinds_);
    }
    feed_.EndUnit();
    return batch_.record_count;
  }

 private:
  bool Wants(const EventKind& kind) override {
    hosts_.insert(kind.computer);
    return LogonFeed::Wants(kind, context_, kinds_);
  }

  Feeds& feeds_;
  const TimeRange& range_;
  const EventContext& context_;
  LogonKinds kinds_;
  LogonFeed feed_;
  std::unordered_set<Symbol> hosts_;
  EventBatch batch_;
};

Status RunPass(Feeds& feeds, LogonPass& pass, LogonPatterns& patterns) {
  for (const std::string& host : feeds.hosts) pass.AddHost(host);
  for (LogonFeed& feed : feeds.feeds) {
    if (Status status = pass.TakeFeed(feed); !status.ok()) return status;
  }
  return pass.Run([&](GraphPattern pattern, AnalyticFinding finding) {
    patterns.emplace_back(pattern, std::move(finding));
  });
}

}  // namespace

int FindLogonPatterns(const EvidenceOptions& evidence, const TimeRange& range,
                      const KnownEnvironment* known, LogonPatterns& patterns) {
  const std::string spill_folder = TempFolderOfSystem();
  Feeds feeds;
  const auto new_scanner = [&](const EventContext& context) {
    return std::make_unique<PatternScanner>(feeds, spill_folder, range, context);
  };
  const int exit = RunScanSession({evidence, new_scanner, [](std::string_view) { return Ok(); }});
  if (exit == kExitUsage || exit == kExitInternal) return exit;
  LossLedger ledger;
  const std::vector<std::string> hosts(feeds.hosts.begin(), feeds.hosts.end());
  LogonPass pass(ledger, spill_folder,
                 known == nullptr ? GraphOptions{} : GraphOptionsOf(*known, hosts));
  if (const Status status = RunPass(feeds, pass, patterns); !status.ok()) {
    PrintError(status.error());
    return kExitInternal;
  }
  for (const auto& [key, loss] : ledger.rows()) PrintWarning(loss.detail);
  return exit;
}

}  // namespace noroshi
