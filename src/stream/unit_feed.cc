#include "stream/unit_feed.h"

#include <array>
#include <utility>

namespace noroshi {
namespace {

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

DamageKind KindOf(const InputFile& file, const Error& error) noexcept {
  if (error.code == ErrorCode::kIo || error.code == ErrorCode::kNotFound || !file.problem.empty()) {
    return DamageKind::kUnreadable;
  }
  return file.size_bytes == 0 ? DamageKind::kEmptyFile : DamageKind::kUnknownFormat;
}

std::string DetailOf(DamageKind kind, const Error& error) {
  if (kind == DamageKind::kEmptyFile) return "the file has no bytes";
  if (error.detail.empty() && kind == DamageKind::kUnknownFormat) {
    return "no reader knows this format";
  }
  return error.detail.empty() ? error.ToString() : error.detail;
}

}  // namespace

EvidenceReaders RealReaders() { return {OpenSource, NewDecoder}; }

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

UnitFeed::UnitFeed(const InputList& inputs, const ReadOptions& options,
                   const EvidenceReaders& readers, const std::atomic<bool>* cancel)
    : inputs_(inputs),
      options_(options),
      readers_(readers),
      cancel_(cancel),
      tallies_(inputs.files.size()) {}

bool UnitFeed::Next(Ticket& ticket) {
  const std::lock_guard lock(mutex_);
  while (source_ != nullptr || OpenNext()) {
    if (cancel_ != nullptr && *cancel_) {
      interrupted_ = true;
      return false;
    }
    ByteAccount account;
    const bool more = source_->NextUnit(ticket.unit, sink_, account);
    tallies_[current_].Add(account);
    if (more) {
      ticket.source = source_;
      ticket.file = current_;
      ticket.shown = inputs_.files[current_].shown;
      ticket.sequence = sequence_++;
      ticket.unit.source = source_.get();
      bytes_handed_out_ += ticket.unit.bytes.size();
      return true;
    }
    CloseCurrent();
  }
  return false;
}

bool UnitFeed::OpenNext() {
  while (next_ < inputs_.files.size()) {
    current_ = next_++;
    const InputFile& file = inputs_.files[current_];
    sink_.set_file(current_);
    if (!file.problem.empty()) {
      Refuse(file, Error{ErrorCode::kIo, 0, "input", file.problem});
      continue;
    }
    auto opened = readers_.open(file.path, options_);
    if (!opened.ok()) {
      Refuse(file, opened.error());
      continue;
    }
    source_ = *std::move(opened);
    tallies_[current_].state = FileState::kReading;
    return true;
  }
  return false;
}

void UnitFeed::Refuse(const InputFile& file, const Error& error) {
  ++files_done_;
  const DamageKind kind = KindOf(file, error);
  FileTally& tally = tallies_[current_];
  if (kind != DamageKind::kUnreadable && !file.given && !NamedAsEvidence(file.shown)) {
    tally.state = FileState::kOtherFormat;
    return;
  }
  tally.state = FileState::kNotRead;
  tally.damaged += file.size_bytes;
  ledger_.Add(current_, {kind, 0, file.size_bytes, 0, 0, DetailOf(kind, error)});
}

void UnitFeed::CloseCurrent() {
  tallies_[current_].state = FileState::kRead;
  source_.reset();
  ++files_done_;
}

}  // namespace noroshi
