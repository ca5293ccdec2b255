// EvidenceLane: one input under way. Walks through the sources in it, hands out their units and
// keeps the books of file and members.
//
// One thread at a time: whoever holds `mutex`.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "evidence/evidence_walk.h"
#include "stream/input/loss_ledger.h"
#include "stream/input/source_tally.h"

namespace noroshi {

// How evidence is opened; tests put fakes here.
struct EvidenceReaders {
  std::function<Result<std::unique_ptr<EvidenceWalk>>(const std::string&, const ReadOptions&)> open;
  std::function<std::unique_ptr<Decoder>(std::string_view, const ReadOptions&, EventContext&)>
      new_decoder;
};
// The readers of evidence/evidence_walk.h.
[[nodiscard]] EvidenceReaders RealReaders();

// A ledger that several lanes add to.
class SharedLedger {
 public:
  void Add(SourceRank source, const Damage& damage) {
    const std::lock_guard lock(mutex_);
    ledger_.Add(source, damage);
  }
  [[nodiscard]] LossLedger OfFile(std::uint32_t file) {
    const std::lock_guard lock(mutex_);
    return ledger_.OfFile(file);
  }
  // When nobody adds any more.
  [[nodiscard]] const LossLedger& ledger() const noexcept { return ledger_; }
  [[nodiscard]] LossLedger Take() noexcept { return std::move(ledger_); }

 private:
  std::mutex mutex_;
  LossLedger ledger_;
};

class EvidenceLane final : private DamageSink {
 public:
  // What is read, and its books. `rank` is the file's in the InputList.
  struct Input {
    // Shared with the tickets, which show its name.
    std::shared_ptr<const InputFile> file;
    std::uint32_t rank;
    FileTally& tally;
    MemberTallies& members;
  };
  // All must outlive the lane. The input is opened when it is first asked for a unit.
  EvidenceLane(const Input& input, const EvidenceReaders& readers, const ReadOptions& options,
               SharedLedger& ledger);

  // Held while the lane is used.
  std::mutex mutex;

  // Fills `unit`; false when the input is at its end. Opens the input at the first call. Goes
  // through all sources in it, archives in archives included; what cannot be read is in the ledger
  // and passed over.
  [[nodiscard]] bool Next(Unit& unit);

  // Of the unit Next() filled.
  [[nodiscard]] std::shared_ptr<const Source> source() const noexcept { return source_; }
  // Whose the unit is; the name lives as long as file() and the lane's books.
  [[nodiscard]] SourcePlace place() const noexcept { return {place_, shown_}; }
  [[nodiscard]] const std::shared_ptr<const InputFile>& file() const noexcept {
    return input_.file;
  }
  [[nodiscard]] FileTally& tally() noexcept { return *current_; }
  // Handed out so far.
  [[nodiscard]] std::uint64_t units() const noexcept { return units_; }
  [[nodiscard]] std::uint32_t rank() const noexcept { return input_.rank; }

  // Bytes of the input read since the last call. For progress.
  [[nodiscard]] std::uint64_t TakeProgress() noexcept;
  // Reading it takes long under the lock, because it has to be unpacked. Any thread may ask.
  [[nodiscard]] bool is_packed() const noexcept { return is_packed_; }

 private:
  void OnDamage(const Damage& damage) override { ledger_.Add(place_, damage); }
  // What goes wrong is in the books.
  void Open();
  void Take(EvidencePart& part);
  // Makes the books of a part current; new ones for a new member.
  void TurnTo(const EvidencePart& part);
  // The input cannot be opened: all its bytes are lost.
  void Refuse(const Error& error);
  // A loss where the user named the file, or where its name promises evidence; else it is just
  // another file in a folder.
  void RefuseUnknown(std::optional<std::uint64_t> size);

  const Input input_;
  const EvidenceReaders& readers_;
  const ReadOptions& options_;
  SharedLedger& ledger_;
  std::unique_ptr<EvidenceWalk> walk_;
  // Shared with the tickets of its units, which may still be worked on when the lane has moved on.
  std::shared_ptr<Source> source_;
  // Of the part under way: rank and ordinal, its name in outputs, its books.
  SourceRank place_;
  std::string_view shown_;
  FileTally* current_;
  // Bytes that TakeProgress has told of already.
  std::uint64_t progress_ = 0;
  std::uint64_t units_ = 0;
  bool opened_ = false;
  std::atomic<bool> is_packed_{false};
};

}  // namespace noroshi
