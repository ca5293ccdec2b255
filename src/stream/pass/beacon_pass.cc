#include "stream/pass/beacon_pass.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxProxies = 10'000;
constexpr std::size_t kMaxCountedSources = 1'000;  // only whether there are few is asked

bool Before(const Beacon& a, const Beacon& b) {
  return std::tie(b.score, a.source, a.destination) < std::tie(a.score, b.source, b.destination);
}

}  // namespace

Status BeaconPass::TakeFeed(ContactFeed& feed) {
  if (Status status = feed.buffer().Finish(); !status.ok()) return status;
  contacts_.push_back(std::move(feed.buffer()));
  return Ok();
}

Status BeaconPass::Run() {
  Status status = MergeRuns(contacts_, spill_folder_, [this](const SortedRecord& record) -> Status {
    Take(record);
    return Ok();
  });
  if (!status.ok()) return status;
  CloseSeries();
  contacts_.clear();
  status = CountSources();
  if (!status.ok()) return status;
  DropRepeats();
  std::ranges::sort(beacons_, Before);
  return Ok();
}

void BeaconPass::Take(const SortedRecord& record) {
  FiledContact filed;
  if (!DecodeContact(record.bytes, filed)) return;  // cannot be: ContactFeed wrote it
  if (record.key.time != group_) {
    CloseSeries();
    group_ = record.key.time;
  }
  std::string pair(filed.contact.source);
  pair += '\n';
  pair += filed.contact.destination;
  Add(filed, series_[std::move(pair)]);
}

void BeaconPass::Add(const FiledContact& filed, Series& series) {
  Beacon& beacon = series.beacon;
  const Contact& contact = filed.contact;
  if (beacon.contacts == 0) {
    beacon.source = contact.source;
    beacon.destination = contact.destination;
    beacon.channel = filed.channel;
    beacon.internal = contact.internal;
    beacon.first = filed.time;
  }
  beacon.address = contact.address;
  if (!contact.program.empty()) beacon.program = contact.program;
  beacon.via_proxy = beacon.via_proxy || contact.via_proxy;
  ++beacon.contacts;
  beacon.bytes += contact.bytes;
  beacon.reads += contact.form == ContactForm::kRead ? 1 : 0;
  beacon.posts += contact.form == ContactForm::kPost ? 1 : 0;
  beacon.sealed += contact.form == ContactForm::kSealed ? 1 : 0;
  beacon.last = filed.time;
  if (contact.via_proxy && !contact.address.empty() && proxies_.size() < kMaxProxies) {
    proxies_.emplace(contact.address);
  }
  if (series.points.size() < kMaxSeriesContacts) {
    series.points.push_back({filed.time, contact.bytes});
  } else if (series.points.size() == kMaxSeriesContacts &&
             beacon.contacts == kMaxSeriesContacts + 1) {
    ledger_.Add(SourceOf(filed.file),
                {DamageKind::kBudget, filed.offset, 0, 0, filed.record_id,
                 "too many contacts of one source with one destination: only the first were "
                 "measured"});
  }
  if (series.places.size() == kBeaconPlaces) {
    series.places.erase(series.places.begin() + kBeaconPlaces / 2);
  }
  series.places.push_back({filed.file, filed.offset, filed.line, filed.record_id, filed.time});
}

void BeaconPass::CloseSeries() {
  for (auto& entry : series_) Close(entry.second);
  series_.clear();
}

void BeaconPass::Close(Series& series) {
  const std::uint64_t destination = Hash64(series.beacon.destination);
  if (sources_.size() < kMaxCountedSources) sources_.insert(Hash64(series.beacon.source));
  pairs_.pending() += series.beacon.source;
  pairs_.Commit({.time = destination});
  if (series.points.size() < kMinContacts) return;
  series.beacon.series = MeasureSeries(series.points);
  if (series.beacon.series.contacts == 0) return;
  series.beacon.sources = 1;
  series.beacon.score = ScoreOfBeacon(series.beacon, kMaxCountedSources);
  series.beacon.places = std::move(series.places);
  Keep(std::move(series.beacon));
}

// Twice the limit, then the better half: amortised, and in no order of arrival.
void BeaconPass::Keep(Beacon beacon) {
  beacons_.push_back(std::move(beacon));
  if (beacons_.size() < 2 * kMaxBeacons) return;
  std::ranges::sort(beacons_, Before);
  beacons_.resize(kMaxBeacons);
}

Status BeaconPass::CountSources() {
  if (Status status = pairs_.Finish(); !status.ok()) return status;
  std::unordered_map<std::uint64_t, std::uint64_t> counts;  // of the destinations of candidates
  for (const Beacon& beacon : beacons_) counts.emplace(Hash64(beacon.destination), 0);
  std::vector<RunBuffer> buffers;
  buffers.push_back(std::move(pairs_));
  const Status status =
      MergeRuns(buffers, spill_folder_, [&](const SortedRecord& record) -> Status {
        const auto at = counts.find(record.key.time);
        if (at != counts.end()) ++at->second;
        return Ok();
      });
  if (!status.ok()) return status;
  for (Beacon& beacon : beacons_) {
    beacon.sources = counts.at(Hash64(beacon.destination));
    beacon.score = ScoreOfBeacon(beacon, sources_.size());
  }
  return Ok();
}

// One series that two logs tell is told once: under the destination's name. A series with a proxy
// is that of all it stands for.
void BeaconPass::DropRepeats() {
  std::set<std::pair<std::string_view, std::string_view>> named;  // source, address
  for (const Beacon& beacon : beacons_) {
    if (beacon.destination != beacon.address) named.emplace(beacon.source, beacon.address);
  }
  std::vector<bool> repeats;
  for (const Beacon& beacon : beacons_) {
    const bool by_address = beacon.destination == beacon.address;
    repeats.push_back(by_address && (named.contains({beacon.source, beacon.address}) ||
                                     proxies_.contains(beacon.address)));
  }
  std::size_t index = 0;
  std::erase_if(beacons_, [&](const Beacon&) { return repeats[index++]; });
}

}  // namespace noroshi
