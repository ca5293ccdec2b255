#include "stream/input/unit_feed.h"

#include <algorithm>
#include <utility>

namespace noroshi {

UnitFeed::UnitFeed(const InputList& inputs, const ReadOptions& options,
                   const EvidenceReaders& readers, const std::atomic<bool>* cancel, unsigned lanes,
                   FileBooks* books)
    : inputs_(inputs),
      options_(options),
      readers_(readers),
      cancel_(cancel),
      max_lanes_(lanes),
      books_(books),
      tallies_(inputs.files.size()),
      members_(inputs.files.size()),
      known_(inputs.files.size()) {
  for (std::uint32_t rank = 0; books != nullptr && rank < known_.size(); ++rank) {
    known_[rank] = books->Restore(rank, tallies_[rank], members_[rank]);
  }
}

bool UnitFeed::Next(Ticket& ticket) {
  for (;;) {
    const Turn turn = TakeTurn();
    if (turn.lane == nullptr) return false;
    if (cancel_ != nullptr && *cancel_) {
      interrupted_ = true;
      return false;
    }
    const bool more = turn.lane->Next(ticket.unit);
    bytes_read_ += turn.lane->TakeProgress();
    if (more) {
      FillTicket(*turn.lane, ticket);
      return true;
    }
    Close(turn.lane);
  }
}

void UnitFeed::FillTicket(EvidenceLane& lane, Ticket& ticket) {
  ticket.source = lane.source();
  ticket.place = lane.place();
  ticket.file = lane.file();
  ticket.tally = &lane.tally();
  ticket.sequence = sequence_++;
}

UnitFeed::Turn UnitFeed::TakeTurn() {
  for (;;) {
    LanePtr busy;
    {
      const std::lock_guard lock(mutex_);
      for (const LanePtr& lane : lanes_) {
        std::unique_lock free(lane->mutex, std::try_to_lock);
        if (free) return {lane, std::move(free)};
        // A plain file will be free in a moment; it is worth the wait.
        if (busy == nullptr || (busy->is_packed() && !lane->is_packed())) busy = lane;
      }
      const bool may_open = busy == nullptr || (busy->is_packed() && lanes_.size() < max_lanes_);
      if (may_open) SkipKnown();
      if (may_open && next_ < inputs_.files.size()) return OpenLane();
      if (busy == nullptr) return {};
    }
    std::unique_lock turn(busy->mutex);
    const std::lock_guard lock(mutex_);
    // It may have come to its end while we waited.
    if (std::ranges::find(lanes_, busy) != lanes_.end()) return {busy, std::move(turn)};
  }
}

UnitFeed::Turn UnitFeed::OpenLane() {
  const std::uint32_t rank = next_++;
  auto lane = std::make_shared<EvidenceLane>(
      EvidenceLane::Input{std::make_shared<const InputFile>(inputs_.files[rank]), rank,
                          tallies_[rank], members_[rank]},
      readers_, options_, ledger_);
  // Nobody else knows it yet, so trying is enough, and mutex_ is never held while waiting.
  std::unique_lock turn(lane->mutex, std::try_to_lock);
  lanes_.push_back(lane);
  return {std::move(lane), std::move(turn)};
}

void UnitFeed::SkipKnown() {
  while (next_ < known_.size() && known_[next_]) {
    bytes_read_ += inputs_.files.SizeOf(next_);
    ++files_done_;
    ++next_;
  }
}

void UnitFeed::Close(const LanePtr& lane) {
  if (books_ != nullptr) {
    const std::uint32_t rank = lane->rank();
    books_->OnRead({rank, tallies_[rank], members_[rank], lane->units(), ledger_.OfFile(rank)});
  }
  const std::lock_guard lock(mutex_);
  std::erase(lanes_, lane);
  ++files_done_;
}

void UnitFeed::ReleaseBooks() noexcept {
  std::vector<FileTally>().swap(tallies_);
  std::vector<MemberTallies>().swap(members_);
}

}  // namespace noroshi
