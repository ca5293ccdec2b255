#include "cli/session/environment_session.h"

#include <memory>
#include <utility>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/session/sorted_scan.h"
#include "cli/terminal/number_text.h"
#include "environment/learn/learner.h"
#include "environment/learn/sighting_reader.h"

namespace noroshi {
namespace {

// Sums up what its units say and files the sums for sorting.
class SightingScanner final : public UnitScanner {
 public:
  SightingScanner(RunPool& pool, const EventContext& context) : buffer_(pool), reader_(context) {}
  ~SightingScanner() override { File(); }

  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& /*out*/) override {
    decoder.Decode(ticket.unit, nullptr, batch_, damage, account);
    for (const Event& event : batch_.events) reader_.Read(event, sums_);
    if (sums_.full()) File();
    return batch_.record_count;
  }

 private:
  void File() {
    sums_.Drain([&](const std::string& key, const SightingSum& sum) {
      EncodeSighting(key, sum, buffer_->pending());
      buffer_->Commit({});
    });
  }

  const RunPool::Lease buffer_;
  SightingReader reader_;
  LearntSums sums_;
  EventBatch batch_;
};

}  // namespace

int LearnEnvironment(const EvidenceOptions& evidence, LearntFacts& facts) {
  const std::unique_ptr<RunPool> pool = NewRunPool(evidence);
  const auto new_scanner = [&](const EventContext& context) {
    return std::make_unique<SightingScanner>(*pool, context);
  };
  EnvironmentLearner learner;
  const int status =
      RunSortedScan(evidence, new_scanner, *pool, [&](const SortedRecord& record) -> Status {
        FiledSighting filed;
        if (DecodeSighting(record.bytes, filed)) learner.Take(filed);
        return Ok();
      });
  facts = std::move(learner).Finish();
  if (facts.left_out != 0) {
    PrintWarning(GroupedNumber(facts.left_out) + " sightings of names beyond the first " +
                 GroupedNumber(kMaxLearnt) + " were left out");
  }
  return status;
}

}  // namespace noroshi
