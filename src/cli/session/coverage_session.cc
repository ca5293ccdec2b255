#include "cli/session/coverage_session.h"

#include <memory>
#include <mutex>
#include <string>

#include "cli/session/scan_session.h"

namespace noroshi {
namespace {

// Notes a unit's records apart and merges them in at its end, so that threads meet once a unit.
class CoverageScanner final : public UnitScanner {
 public:
  CoverageScanner(Coverage& shared, std::mutex& mutex, const EventContext& context)
      : shared_(shared), mutex_(mutex), context_(context) {}

  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& /*out*/) override {
    decoder.Decode(ticket.unit, nullptr, batch_, damage, account);
    unit_.Clear();
    for (const Event& event : batch_.events) unit_.Add(event, context_);
    const std::lock_guard lock(mutex_);
    shared_.Merge(unit_);
    return batch_.record_count;
  }

 private:
  Coverage& shared_;
  std::mutex& mutex_;  // guards shared_
  const EventContext& context_;
  Coverage unit_;
  EventBatch batch_;
};

}  // namespace

int ReadCoverage(const EvidenceOptions& evidence, Coverage& coverage) {
  std::mutex mutex;
  const auto new_scanner = [&](const EventContext& context) {
    return std::make_unique<CoverageScanner>(coverage, mutex, context);
  };
  return RunScanSession({evidence, new_scanner, [](std::string_view) { return Ok(); }});
}

}  // namespace noroshi
