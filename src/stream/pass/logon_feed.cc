#include "stream/pass/logon_feed.h"

#include <algorithm>
#include <array>

#include "analytics/logon_graph/names.h"
#include "analytics/logons/logon_row.h"
#include "base/byte_text.h"
#include "base/hash.h"

namespace noroshi {
namespace {

// Windows' logon types that the graph looks at (graph_logon.cc).
bool IsWantedType(const LogonFact& fact) noexcept {
  constexpr std::array<std::string_view, 7> kTypes = {"2", "3", "7", "8", "10", "11", "12"};
  if (fact.step == LogonStep::kFailure) return fact.how == "3" && !fact.workstation.empty();
  return std::ranges::find(kTypes, fact.how) != kTypes.end();
}

bool IsWanted(const LogonFact& fact) {
  if (fact.time.ticks == 0) return false;
  if (fact.kind == LogonKind::kVpn) return true;
  // The first and last of accesses over years: no pattern, and no start of what is learned from.
  if (fact.kind == LogonKind::kServerAccess) return false;
  if (fact.step == LogonStep::kEnd || fact.kind == LogonKind::kKerberosTicket) return false;
  if (fact.kind == LogonKind::kRdpClient) return true;
  if (fact.kind == LogonKind::kWindows && !IsWantedType(fact)) return false;
  if (fact.kind != LogonKind::kWindows && fact.step == LogonStep::kFailure) return false;
  return AccountKey(fact.account, fact.host) != 0;
}

// Says nothing new the second time within minutes.
bool MayRepeat(const LogonFact& fact) noexcept {
  return (fact.kind == LogonKind::kWindows && (fact.how == "3" || fact.how == "8")) ||
         fact.kind == LogonKind::kKerberosTgt || fact.kind == LogonKind::kNtlm;
}

}  // namespace

void EncodeLogon(const LogonRecord& record, std::string& out) {
  for (const std::uint64_t number :
       {record.file, record.offset, record.line, record.record_id, record.event_id}) {
    PutRaw(number, out);
  }
  PutText(record.computer, out);
  PutText(record.channel, out);
  EncodeFact(record.fact, out);
}

void DecodeLogon(std::string_view bytes, LogonRecord& record) {
  for (std::uint64_t* number :
       {&record.file, &record.offset, &record.line, &record.record_id, &record.event_id}) {
    *number = GetRaw<std::uint64_t>(bytes);
  }
  record.computer = GetText(bytes);
  record.channel = GetText(bytes);
  DecodeFact(bytes, record.fact);
}

bool LogonFeed::Wants(const EventKind& kind, const EventContext& context, LogonKinds& kinds) {
  return kinds.Has(kind) || IsConnection(kind.event_id, kind.channel, context);
}

void LogonFeed::Take(const Event& event, SourceRank source, const EventContext& context,
                     LogonKinds& kinds) {
  if (IsConnection(event.event_id, event.channel, context)) {
    return sums_.AddConnection(event, context);
  }
  // Most events tell of no logon, and of their kind that is known.
  if (!kinds.Has({event.shape, event.channel, event.provider, event.event_id, event.computer})) {
    return;
  }
  const std::uint64_t print = kinds.PrintOf(event);
  if (print != 0) {
    const auto at = prints_.find(print);
    if (at != prints_.end()) return sums_.AddAgain(at->second, event.time);
  }
  const LogonFact& fact = record_.fact;
  if (!kinds.ReadFact(event, record_.fact)) return;
  const SightingSums::Places places = sums_.AddFact(fact);
  const bool wanted = IsWanted(fact);
  // Without a time it is not wanted, whatever it says.
  if (print != 0 && fact.time.ticks != 0 && (!wanted || MayRepeat(fact))) {
    prints_.emplace(print, places);
  }
  if (!wanted || IsRepeat(fact)) return;
  record_.computer = context.hosts.Text(event.computer);
  record_.channel = context.channels.Text(event.channel);
  record_.event_id = event.event_id;
  record_.file = NumberOf(source);
  record_.offset = event.offset;
  record_.line = event.line;
  record_.record_id = event.record_id;
  File(record_);
}

bool LogonFeed::IsRepeat(const LogonFact& fact) {
  if (!MayRepeat(fact)) return false;
  std::uint64_t hash =
      HashMix(static_cast<std::uint64_t>(fact.kind) + 1, static_cast<std::uint64_t>(fact.step) + 1);
  for (const std::string* text :
       {&fact.host, &fact.account, &fact.address, &fact.workstation, &fact.how}) {
    hash = Hash64(*text, hash);
  }
  return !known_.insert(hash).second;
}

void LogonFeed::File(const LogonRecord& record) {
  const SourceRank source = SourceOf(record.file);
  const SortKey key{.time = record.fact.time.ticks,
                    .file = source.file,
                    .member = source.member,
                    .position = record.line != 0 ? record.line : record.offset};
  const std::size_t before = logons_.pending().size();
  EncodeLogon(record, logons_.pending());
  if (log_ != nullptr) log_->AddLogon(key, std::string_view(logons_.pending()).substr(before));
  logons_.Commit(key);
}

void LogonFeed::EndUnit() {
  prints_.clear();  // their places go with the sums
  sums_.Flush([&](const SightingView& sighting) {
    const SortKey key{.time = Hash64(sighting.address), .position = Hash64(sighting.name)};
    const std::size_t before = sightings_.pending().size();
    EncodeSighting(sighting, sightings_.pending());
    if (log_ != nullptr) {
      log_->AddSighting(key, std::string_view(sightings_.pending()).substr(before));
    }
    sightings_.Commit(key);
  });
  known_.clear();
}

}  // namespace noroshi
