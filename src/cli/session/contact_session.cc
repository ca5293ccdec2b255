#include "cli/session/contact_session.h"

#include <memory>
#include <mutex>

#include "cli/command.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/session/scan_session.h"
#include "stream/pass/beacon_pass.h"

namespace noroshi {
namespace {

// The feeds of scanners that are done.
struct Feeds {
  std::mutex mutex;  // guards what follows
  std::vector<ContactFeed> feeds;
};

class ContactScanner final : public UnitScanner, private EventInterest {
 public:
  ContactScanner(Feeds& feeds, const std::string& spill_folder, bool with_internal,
                 const ContactScope* scope, const EventContext& context)
      : feeds_(feeds),
        context_(context),
        reader_(context, scope),
        feed_(spill_folder, with_internal) {}
  ~ContactScanner() override {
    const std::lock_guard lock(feeds_.mutex);
    feeds_.feeds.push_back(std::move(feed_));
  }

  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& /*out*/) override {
    decoder.Decode(ticket.unit, this, batch_, damage, account);
    for (const Event& event : batch_.events) {
      feed_.Take(event, ticket.place.rank, reader_, context_);
    }
    return batch_.record_count;
  }

 private:
  bool Wants(const EventKind& kind) override { return reader_.Wants(kind); }

  Feeds& feeds_;
  const EventContext& context_;
  ContactReader reader_;
  ContactFeed feed_;
  EventBatch batch_;
};

Status RunPass(Feeds& feeds, BeaconPass& pass) {
  for (ContactFeed& feed : feeds.feeds) {
    if (Status status = pass.TakeFeed(feed); !status.ok()) return status;
  }
  return pass.Run();
}

}  // namespace

int FindBeacons(const EvidenceOptions& evidence, bool with_internal, const ContactScope* scope,
                std::vector<Beacon>& beacons) {
  const std::string spill_folder = TempFolderOfSystem();
  Feeds feeds;
  const auto new_scanner = [&](const EventContext& context) {
    return std::make_unique<ContactScanner>(feeds, spill_folder, with_internal, scope, context);
  };
  const int exit = RunScanSession({evidence, new_scanner, [](std::string_view) { return Ok(); }});
  if (exit == kExitUsage || exit == kExitInternal) return exit;
  LossLedger ledger;
  BeaconPass pass(ledger, spill_folder);
  if (const Status status = RunPass(feeds, pass); !status.ok()) {
    PrintError(status.error());
    return kExitInternal;
  }
  for (const auto& [key, sum] : ledger.rows()) PrintWarning(sum.detail);
  beacons = pass.beacons();
  return exit;
}

}  // namespace noroshi
