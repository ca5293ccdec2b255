#include "stream/input/evidence_lane.h"

#include <array>
#include <utility>

namespace noroshi {
namespace {

using Kind = EvidencePart::Kind;

// By name only for the question whether an unknown file was meant to be evidence.
bool NamedAsEvidence(std::string_view name) noexcept {
  constexpr std::string_view kExtension = ".evtx";
  if (name.size() < kExtension.size()) return false;
  const std::string_view tail = name.substr(name.size() - kExtension.size());
  for (std::size_t i = 0; i < tail.size(); ++i) {
    const char lower = tail[i] >= 'A' && tail[i] <= 'Z' ? static_cast<char>(tail[i] + 32) : tail[i];
    if (lower != kExtension[i]) return false;
  }
  return true;
}

}  // namespace

EvidenceReaders RealReaders() { return {OpenEvidence, NewDecoder}; }

std::string_view FileStateName(FileState state) noexcept {
  static constexpr std::array<std::string_view, 5> kNames = {"not_reached", "interrupted", "read",
                                                             "not_read", "other_format"};
  return kNames[static_cast<std::size_t>(state)];
}

void FileTally::Add(const ByteAccount& account) noexcept {
  used.fetch_add(account.used, std::memory_order_relaxed);
  damaged.fetch_add(account.damaged, std::memory_order_relaxed);
  padding.fetch_add(account.padding, std::memory_order_relaxed);
}

void FileTally::AddFed(const ByteAccount& account) noexcept {
  Add(account);
  fed += account;
}

EvidenceLane::EvidenceLane(const Input& input, const EvidenceReaders& readers,
                           const ReadOptions& options, SharedLedger& ledger)
    : input_(input),
      readers_(readers),
      options_(options),
      ledger_(ledger),
      place_{input.rank, 0},
      shown_(input.file->shown),
      current_(&input.tally) {}

void EvidenceLane::Open() {
  opened_ = true;
  if (!input_.file->problem.empty()) {
    Refuse(Error{ErrorCode::kIo, 0, "input", input_.file->problem});
    return;
  }
  auto walk = readers_.open(input_.file->path, options_);
  if (!walk.ok()) {
    Refuse(walk.error());
    return;
  }
  walk_ = *std::move(walk);
}

bool EvidenceLane::Next(Unit& unit) {
  if (!opened_) Open();
  while (walk_ != nullptr) {
    if (source_ != nullptr) {
      ByteAccount account;
      const bool more = source_->NextUnit(unit, *this, account);
      current_->AddFed(account);
      if (more) {
        ++units_;
        unit.source = source_.get();
        return true;
      }
      source_.reset();
    }
    std::optional<EvidencePart> part = walk_->Next();
    if (!part) return false;
    Take(*part);
  }
  return false;
}

std::uint64_t EvidenceLane::TakeProgress() noexcept {
  if (walk_ == nullptr) return 0;
  const std::uint64_t now = walk_->bytes_consumed();
  return now - std::exchange(progress_, now);
}

void EvidenceLane::Take(EvidencePart& part) {
  TurnTo(part);
  current_->AddFed(part.account);
  for (const Damage& damage : part.damage) OnDamage(damage);
  switch (part.kind) {
    case Kind::kSource:
      source_ = std::move(part.source);
      current_->state = FileState::kReading;
      if (part.ordinal == 0) is_packed_ = part.is_packed;
      break;
    case Kind::kSourceEnd:
      current_->state = FileState::kRead;
      current_->encoding = part.encoding;
      break;
    case Kind::kContainer:
      current_->state = FileState::kReading;
      current_->is_container = true;
      is_packed_ = true;
      break;
    case Kind::kContainerEnd: current_->state = FileState::kRead; break;
    case Kind::kOther: RefuseUnknown(part.size_bytes); break;
    case Kind::kFailed: current_->state = FileState::kNotRead; break;
  }
}

void EvidenceLane::TurnTo(const EvidencePart& part) {
  place_.member = part.ordinal;
  if (part.ordinal == 0) {
    shown_ = input_.file->shown;
    current_ = &input_.tally;
    return;
  }
  if (part.ordinal > input_.members.size()) {
    MemberTally& member = input_.members.emplace_back();
    member.shown = ShownMember(*input_.file, part.name);
    member.size_bytes = part.size_bytes.value_or(0);
  }
  MemberTally& member = input_.members[part.ordinal - 1];
  shown_ = member.shown;
  current_ = &member.tally;
}

void EvidenceLane::Refuse(const Error& error) {
  const bool unreadable = error.code == ErrorCode::kIo || error.code == ErrorCode::kNotFound;
  if (!unreadable) {
    RefuseUnknown(input_.file->size_bytes);
    return;
  }
  input_.tally.state = FileState::kNotRead;
  input_.tally.AddFed({.damaged = input_.file->size_bytes});
  OnDamage({DamageKind::kUnreadable, 0, input_.file->size_bytes, 0, 0,
            error.detail.empty() ? error.ToString() : error.detail});
}

void EvidenceLane::RefuseUnknown(std::optional<std::uint64_t> size) {
  const bool given = input_.file->given && place_.member == 0;
  if (!given && !NamedAsEvidence(shown_)) {
    current_->state = FileState::kOtherFormat;
    return;
  }
  current_->state = FileState::kNotRead;
  const std::uint64_t packed_size = place_.member == 0 ? input_.file->size_bytes : 0;
  const std::uint64_t lost = size.value_or(packed_size);
  current_->AddFed({.damaged = lost});
  const bool is_empty = size == std::uint64_t{0};
  const DamageKind kind = is_empty ? DamageKind::kEmptyFile : DamageKind::kUnknownFormat;
  OnDamage(
      {kind, 0, lost, 0, 0, is_empty ? "the file has no bytes" : "no reader knows this format"});
}

}  // namespace noroshi
