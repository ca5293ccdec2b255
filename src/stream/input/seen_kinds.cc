#include "stream/input/seen_kinds.h"

#include <bit>
#include <iterator>

#include "base/byte_text.h"

namespace noroshi {

void SeenKinds::Add(std::string_view channel, std::uint32_t event_id) {
  rows_.emplace(channel.substr(0, kMaxCountedNameBytes), event_id);
  if (rows_.size() > kMaxSeenKinds) rows_.erase(std::prev(rows_.end()));
}

void SeenKinds::Merge(const SeenKinds& other) {
  command_lines_ = command_lines_ || other.command_lines_;
  for (const auto& [channel, id] : other.rows_) Add(channel, id);
}

HostCoverage SeenKinds::AsCoverage(const NameCounts& channels) const {
  HostCoverage all;
  for (const auto& [channel, count] : channels.rows()) {
    if (count != 0) all.logs.try_emplace(channel);
  }
  for (const auto& [channel, id] : rows_) all.logs[channel].NoteKind(id);
  all.processes_with_command_line = command_lines_ ? 1 : 0;
  return all;
}

void SeenKinds::Encode(std::string& out) const {
  PutRaw(static_cast<std::uint8_t>(command_lines_), out);
  PutRaw(static_cast<std::uint32_t>(rows_.size()), out);
  for (const auto& [channel, id] : rows_) {
    PutText(channel, out);
    PutRaw(id, out);
  }
}

SeenKinds SeenKinds::Decode(PayloadReader& in) {
  SeenKinds kinds;
  kinds.command_lines_ = in.Number<std::uint8_t>() != 0;
  const auto size = in.Number<std::uint32_t>();
  for (std::uint32_t i = 0; i < size && in.ok(); ++i) {
    const std::string_view channel = in.Text();
    const auto id = in.Number<std::uint32_t>();
    if (in.ok()) kinds.Add(channel, id);
  }
  return kinds;
}

void KindNotes::NoteNew(const Event& event, const EventContext& context, SeenKinds& kinds) {
  if (event.event_id > kMaxSeenEventId) return;
  const auto channel = static_cast<std::size_t>(event.channel);
  const std::size_t word = event.event_id / 64;
  if (words_ > kMostWords) MoveTo(kinds, context.channels);
  if (channel >= bits_.size()) bits_.resize(channel + 1);
  if (word >= bits_[channel].size()) {
    words_ += word + 1 - bits_[channel].size();
    bits_[channel].resize(word + 1);
  }
  bits_[channel][word] |= std::uint64_t{1} << event.event_id % 64;
  if (event.event_id == kProcessCreated && !command_lines_) {
    command_lines_ = LogsCommandLine(event, context);
  }
}

void KindNotes::MoveTo(SeenKinds& kinds, const SymbolTable& channels) {
  for (std::size_t channel = 0; channel < bits_.size(); ++channel) {
    if (bits_[channel].empty()) continue;
    const std::string_view name = channels.Text(static_cast<Symbol>(channel));
    for (std::size_t word = 0; word < bits_[channel].size(); ++word) {
      for (std::uint64_t rest = bits_[channel][word]; rest != 0; rest &= rest - 1) {
        kinds.Add(name, static_cast<std::uint32_t>(word * 64) +
                            static_cast<std::uint32_t>(std::countr_zero(rest)));
      }
    }
  }
  if (command_lines_) kinds.NoteCommandLine();
  bits_.clear();
  words_ = 0;
  command_lines_ = false;
}

}  // namespace noroshi
