#include "stream/input/source_summary.h"

#include <algorithm>

#include "stream/input/unit_feed.h"

namespace noroshi {
namespace {

FileSummary Summarise(const FileTally& tally) {
  FileSummary file;
  file.state = tally.state;
  file.used = tally.used;
  file.damaged = tally.damaged;
  file.padding = tally.padding;
  file.records = tally.records;
  file.is_container = tally.is_container;
  file.encoding = tally.encoding;
  return file;
}

// A container that was read is no file read; one that was not is a file not read.
bool Counts(const FileSummary& file, FileState state) noexcept {
  return file.state == state && !(file.is_container && state == FileState::kRead);
}

void AddTo(FileSummary& total, const FileSummary& file) noexcept {
  total.damaged += file.damaged;
  if (file.is_container) return;
  total.used += file.used;
  total.padding += file.padding;
  total.records += file.records;
}

}  // namespace

std::uint64_t SourceSummaries::CountFiles(FileState state) const noexcept {
  const auto inputs =
      std::ranges::count_if(files, [&](const FileSummary& file) { return Counts(file, state); });
  const auto in_archives = std::ranges::count_if(
      members, [&](const auto& member) { return Counts(member.second.file, state); });
  return static_cast<std::uint64_t>(inputs + in_archives);
}

FileSummary SourceSummaries::Total() const noexcept {
  FileSummary total;
  for (const FileSummary& file : files) AddTo(total, file);
  for (const auto& [rank, member] : members) AddTo(total, member.file);
  return total;
}

const FileSummary& SourceSummaries::At(SourceRank rank) const {
  return rank.member == 0 ? files[rank.file] : members.at(rank).file;
}

std::string SourceSummaries::ShownAt(const InputList& inputs, SourceRank rank) const {
  return rank.member == 0 ? inputs.files.ShownOf(rank.file) : members.at(rank).shown;
}

SourceSummaries SummariseSources(const InputList& inputs, const UnitFeed& feed) {
  SourceSummaries sources;
  sources.files.reserve(inputs.files.size());
  for (std::uint32_t file = 0; file < inputs.files.size(); ++file) {
    sources.files.push_back(Summarise(feed.files()[file]));
    std::uint32_t ordinal = 0;
    for (const MemberTally& member : feed.members()[file]) {
      sources.members.emplace(
          SourceRank{file, ++ordinal},
          MemberSummary{member.shown, member.size_bytes, Summarise(member.tally)});
    }
  }
  return sources;
}

}  // namespace noroshi
