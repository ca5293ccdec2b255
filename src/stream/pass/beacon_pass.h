// BeaconPass: from the contacts of all workers to the series that look like beacons.
//
// Two merges: the contacts, series by series; then one short record a series, destination by
// destination, which says how many sources each destination has. Memory: one series of at most
// kMaxSeriesContacts, and kMaxBeacons candidates. The result depends on the contacts alone, not on
// threads or the order of files. One owner, after all workers are done.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "analytics/beacons/beacon.h"
#include "stream/input/loss_ledger.h"
#include "stream/pass/contact_feed.h"

namespace noroshi {

// A contact every second for a day. What comes behind is counted, and the ledger says so.
inline constexpr std::size_t kMaxSeriesContacts = 100'000;
// About a kilobyte each; those with the lowest score are dropped first.
inline constexpr std::size_t kMaxBeacons = 10'000;

class BeaconPass {
 public:
  // Both must outlive this.
  BeaconPass(LossLedger& ledger, const std::string& spill_folder)
      : ledger_(ledger), spill_folder_(spill_folder), pairs_(spill_folder, kContactSortBytes) {}

  // Takes the contacts of a worker. Call once for each, before Run.
  Status TakeFeed(ContactFeed& feed);
  // Finished already.
  void TakeContacts(RunBuffer contacts) { contacts_.push_back(std::move(contacts)); }
  Status Run();

  // After Run(): by score, highest first.
  [[nodiscard]] const std::vector<Beacon>& beacons() const noexcept { return beacons_; }

 private:
  struct Series {
    Beacon beacon;
    std::vector<ContactPoint> points;
    // The first half of kBeaconPlaces, then the latest.
    std::vector<ContactPlace> places;
  };

  void Take(const SortedRecord& record);
  void Add(const FiledContact& filed, Series& series);
  // The series under way are complete: the next record has another hash.
  void CloseSeries();
  void Close(Series& series);
  // Keeps it for now; when twice kMaxBeacons are there, the lower half by score goes.
  void Keep(Beacon beacon);
  // How many sources each destination has, from pairs_, for the score.
  Status CountSources();
  // One series may be seen by name and by address; the one by address then says nothing new.
  void DropRepeats();

  LossLedger& ledger_;
  std::string spill_folder_;
  std::vector<RunBuffer> contacts_;
  // One record a series, by destination.
  RunBuffer pairs_;
  // The hash whose series are being collected.
  std::uint64_t group_ = 0;
  // Of that hash; more than one only where hashes collide.
  std::map<std::string, Series> series_;
  std::vector<Beacon> beacons_;
  std::set<std::string> proxies_;  // addresses that are proxies
  // Hashes of all sources of contacts: how many there are is what a destination's few are held
  // against.
  std::unordered_set<std::uint64_t> sources_;
};

}  // namespace noroshi
