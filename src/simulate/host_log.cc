#include "simulate/host_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "simulate/output_file.h"

namespace noroshi {

HostLog::HostLog(const Host& host, SeededRandom random, std::filesystem::path folder)
    : host_(host),
      random_(random),
      folder_(std::move(folder)),
      factory_(SystemLayout::kEighteenValues) {
  // Logs of machines that have been running for a while do not begin with record 1.
  for (ChannelState& channel : channels_) channel.next_id = random_.Between(1'000, 90'000);
}

void HostLog::Add(CatalogEvent kind, Timestamp time, Fields fields) {
  if (host_.audit.Records(kind)) {
    drafts_.push_back({kind, ChannelOf(kind), false, time, label_, std::move(fields)});
  } else if (label_ != kNoLabel) {
    hidden_.insert({label_, ChannelOf(kind), false});
  }
}

void HostLog::ClearChannel(Channel channel, Timestamp time) {
  drafts_.push_back({{}, channel, true, time, kNoLabel, {}});
}

Status HostLog::Flush(Timestamp until) {
  std::stable_sort(drafts_.begin(), drafts_.end(),
                   [](const Draft& a, const Draft& b) { return a.time < b.time; });
  const auto end = std::find_if(drafts_.begin(), drafts_.end(),
                                [&](const Draft& draft) { return draft.time >= until; });
  for (auto draft = drafts_.begin(); draft != end; ++draft) {
    NOROSHI_TRY([[maybe_unused]] auto done, draft->clears ? Empty(draft->channel) : Write(*draft));
  }
  drafts_.erase(drafts_.begin(), end);
  for (const ChannelState& state : channels_) {
    if (!state.file) continue;
    NOROSHI_TRY([[maybe_unused]] auto spilled, state.file->Spill());
  }
  return Ok();
}

Status HostLog::Write(const Draft& draft) {
  ChannelState& state = channels_[static_cast<std::size_t>(draft.channel)];
  if (!state.file) {
    if (!folder_.empty()) {
      NOROSHI_TRY([[maybe_unused]] auto made, MakeFolder(folder_));
    }
    state.file = std::make_unique<EvtxFile>(
        folder_.empty() ? folder_ : folder_ / ChannelFile(draft.channel), state.next_id);
  }
  if (const std::string_view name = UnknownField(draft.kind, draft.fields); !name.empty()) {
    return Error{ErrorCode::kInvalid, 0, "simulated event",
                 fmt::format("event {} has no field '{}'", EventIdOf(draft.kind), name)};
  }
  const WindowsEvent event = MakeEvent(draft.kind, host_.computer, draft.time, draft.fields);
  NOROSHI_TRY(const std::uint64_t id, state.file->Add(factory_.Make(event, state.next_id)));
  state.next_id = id + 1;
  ++state.records;
  if (draft.label != kNoLabel) {
    labelled_.push_back({draft.label, draft.channel, event.event_id, id, draft.time});
  }
  return Ok();
}

Status HostLog::Empty(Channel channel) {
  ChannelState& state = channels_[static_cast<std::size_t>(channel)];
  state.file.reset();
  state.records = 0;
  for (const LabelledRecord& record : labelled_) {
    if (record.channel == channel) hidden_.insert({record.label, channel, true});
  }
  std::erase_if(labelled_, [&](const LabelledRecord& r) { return r.channel == channel; });
  return Ok();
}

std::vector<HostLog::File> HostLog::Finish() {
  std::vector<File> files;
  for (std::size_t i = 0; i < kChannelCount; ++i) {
    ChannelState& state = channels_[i];
    if (!state.file) continue;
    std::vector<std::uint8_t> bytes = state.file->Finish();
    const std::uint64_t size = bytes.size();
    files.push_back({ChannelFile(static_cast<Channel>(i)), std::move(bytes), state.records, size});
    state.file.reset();
  }
  return files;
}

Result<std::vector<HostLog::File>> HostLog::Close() {
  std::vector<File> files;
  for (std::size_t i = 0; i < kChannelCount; ++i) {
    ChannelState& state = channels_[i];
    if (!state.file) continue;
    NOROSHI_TRY(const std::uint64_t size, state.file->Close());
    files.push_back({ChannelFile(static_cast<Channel>(i)), {}, state.records, size});
    state.file.reset();
  }
  return files;
}

}  // namespace noroshi
