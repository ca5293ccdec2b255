#include "cli/session/rare_session.h"

#include <memory>
#include <mutex>

#include "cli/command.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/session/scan_session.h"
#include "cli/terminal/number_text.h"
#include "stream/pass/rare_pass.h"

namespace noroshi {
namespace {

// The feeds of scanners that are done.
struct Feeds {
  std::mutex mutex;  // guards what follows
  std::vector<RareFeed> feeds;
};

// User agents and destinations come from the same records, and a reader gives one name a record.
constexpr std::uint32_t kSecondName = BitOf(RareKind::kUserAgent);

class RareScanner final : public UnitScanner, private EventInterest {
 public:
  RareScanner(Feeds& feeds, const std::string& spill_folder, std::uint32_t kinds,
              const EventContext& context)
      : feeds_(feeds),
        first_(context, kinds & ~kSecondName),
        second_(context, kinds & kSecondName),
        feed_(spill_folder) {}
  ~RareScanner() override {
    const std::lock_guard lock(feeds_.mutex);
    feeds_.feeds.push_back(std::move(feed_));
  }

  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& /*out*/) override {
    decoder.Decode(ticket.unit, this, batch_, damage, account);
    NameSighting observation;
    for (const Event& event : batch_.events) {
      for (ObservationReader* reader : {&first_, &second_}) {
        if (reader->Read(event, observation)) feed_.Add(observation, event, ticket.place.rank);
      }
    }
    return batch_.record_count;
  }

 private:
  bool Wants(const EventKind& kind) override { return first_.Wants(kind) || second_.Wants(kind); }

  Feeds& feeds_;
  ObservationReader first_, second_;
  RareFeed feed_;
  EventBatch batch_;
};

Status RunPass(Feeds& feeds, RarePass& pass) {
  for (RareFeed& feed : feeds.feeds) {
    if (Status status = pass.TakeFeed(feed); !status.ok()) return status;
  }
  return pass.Run();
}

}  // namespace

int FindRare(const EvidenceOptions& evidence, std::uint32_t kinds, std::uint64_t max_hosts,
             std::vector<RareItem>& items, HostsByKind& hosts) {
  const std::string spill_folder = TempFolderOfSystem();
  Feeds feeds;
  const auto new_scanner = [&](const EventContext& context) {
    return std::make_unique<RareScanner>(feeds, spill_folder, kinds, context);
  };
  const int exit = RunScanSession({evidence, new_scanner, [](std::string_view) { return Ok(); }});
  if (exit == kExitUsage || exit == kExitInternal) return exit;
  RarePass pass(spill_folder, max_hosts);
  if (const Status status = RunPass(feeds, pass); !status.ok()) {
    PrintError(status.error());
    return kExitInternal;
  }
  if (pass.dropped() != 0) {
    PrintWarning(GroupedNumber(pass.dropped()) +
                 " less rare names are not listed; ask for fewer kinds or hosts");
  }
  items = pass.items();
  for (std::size_t kind = 0; kind < kRareKinds; ++kind) {
    hosts[kind] = pass.HostsOf(static_cast<RareKind>(kind));
  }
  return exit;
}

}  // namespace noroshi
