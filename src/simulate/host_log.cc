#include "simulate/host_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace noroshi {

HostLog::HostLog(const Host& host, SeededRandom random)
    : host_(host), random_(random), factory_(SystemLayout::kEighteenValues) {
  // Logs of machines that have been running for a while do not begin with record 1.
  for (ChannelState& channel : channels_) channel.next_id = random_.Between(1'000, 90'000);
}

void HostLog::Add(CatalogEvent kind, Timestamp time, Fields fields) {
  drafts_.push_back({kind, ChannelOf(kind), false, time, label_, std::move(fields)});
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
    if (draft->clears) {
      Empty(draft->channel);
    } else {
      NOROSHI_TRY([[maybe_unused]] auto done, Write(*draft));
    }
  }
  drafts_.erase(drafts_.begin(), end);
  return Ok();
}

Status HostLog::Write(const Draft& draft) {
  ChannelState& state = channels_[static_cast<std::size_t>(draft.channel)];
  if (!state.builder) {
    state.builder =
        std::make_unique<EvtxBuilder>(EvtxFileOptions{.first_record_id = state.next_id});
  }
  if (const std::string_view name = UnknownField(draft.kind, draft.fields); !name.empty()) {
    return Error{ErrorCode::kInvalid, 0, "simulated event",
                 fmt::format("event {} has no field '{}'", EventIdOf(draft.kind), name)};
  }
  const WindowsEvent event = MakeEvent(draft.kind, host_.computer, draft.time, draft.fields);
  NOROSHI_TRY(const std::uint64_t id, state.builder->Add(factory_.Make(event, state.next_id)));
  state.next_id = id + 1;
  ++state.records;
  if (draft.label != kNoLabel) {
    labelled_.push_back({draft.label, draft.channel, event.event_id, id, draft.time});
  }
  return Ok();
}

void HostLog::Empty(Channel channel) {
  ChannelState& state = channels_[static_cast<std::size_t>(channel)];
  state.builder.reset();
  state.records = 0;
  std::erase_if(labelled_, [&](const LabelledRecord& r) { return r.channel == channel; });
}

std::vector<HostLog::File> HostLog::Finish() {
  std::vector<File> files;
  for (std::size_t i = 0; i < kChannelCount; ++i) {
    ChannelState& state = channels_[i];
    if (!state.builder) continue;
    files.push_back({ChannelFile(static_cast<Channel>(i)), state.builder->Finish(), state.records});
    state.builder.reset();
  }
  return files;
}

}  // namespace noroshi
