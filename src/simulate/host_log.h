// HostLog: everything one simulated host writes. Takes events in any order within a day and turns
// them into the host's EVTX files.
//
// Not all events matter alike: those that belong to an attack step or to a benign look-alike carry
// a label, and the log tells afterwards under which record id each labelled event was written, and
// which labelled events nobody will ever see: because the host does not record that kind, or
// because the log that held them was cleared.
//
// One owner. With a folder, files grow on disk and memory holds a chunk a channel and the events
// not yet flushed; without one (tests), the finished files are in memory.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "simulate/event_catalog.h"
#include "simulate/evtx_file.h"
#include "simulate/organisation.h"
#include "simulate/random.h"

namespace noroshi {

using Label = std::uint32_t;  // 0: ordinary noise; else an entry of the ground truth
inline constexpr Label kNoLabel = 0;

// Where a labelled event went: enough to find it again in the finished files.
struct LabelledRecord {
  Label label = kNoLabel;
  Channel channel{};
  std::uint16_t event_id = 0;
  std::uint64_t record_id = 0;
  Timestamp time;
};

// A labelled event that is in no file.
struct HiddenRecord {
  Label label = kNoLabel;
  Channel channel{};
  bool cleared = false;  // else: the host does not record it

  friend auto operator<=>(const HiddenRecord&, const HiddenRecord&) = default;
};

class HostLog {
 public:
  // `host` must outlive the log. `folder` is made with the first event; empty: files in memory.
  HostLog(const Host& host, SeededRandom random, std::filesystem::path folder = {});

  [[nodiscard]] const Host& host() const noexcept { return host_; }
  [[nodiscard]] SeededRandom& random() noexcept { return random_; }

  // Events added from now on carry `label`.
  void set_label(Label label) noexcept { label_ = label; }
  [[nodiscard]] Label label() const noexcept { return label_; }

  // Keeps the event until Flush. Field names are checked there, not here.
  void Add(CatalogEvent kind, Timestamp time, Fields fields);
  // At `time` the channel is emptied: what it held before is gone, record ids go on.
  void ClearChannel(Channel channel, Timestamp time);

  // Writes all events before `until`, in time order, into the files under construction.
  Status Flush(Timestamp until);

  struct File {
    std::string name;
    std::vector<std::uint8_t> bytes;  // empty when the file is on disk
    std::uint64_t records = 0;
    std::uint64_t size = 0;
  };
  // The files, channels without events left out. The log is empty afterwards.
  [[nodiscard]] std::vector<File> Finish();
  // The same for a log with a folder: the files are whole when it returns.
  Result<std::vector<File>> Close();
  // The labelled events that are still in the files, in the order they were written.
  [[nodiscard]] const std::vector<LabelledRecord>& labelled() const noexcept { return labelled_; }
  // What is missing and why; each label, channel and reason once.
  [[nodiscard]] const std::set<HiddenRecord>& hidden() const noexcept { return hidden_; }

 private:
  // An event, or the emptying of a channel, that has not been written yet.
  struct Draft {
    CatalogEvent kind{};
    Channel channel{};
    bool clears = false;
    Timestamp time;
    Label label = kNoLabel;
    Fields fields;
  };
  struct ChannelState {
    std::unique_ptr<EvtxFile> file;
    std::uint64_t next_id = 1;
    std::uint64_t records = 0;
  };

  // Into the channel's file, which is made with its first event.
  Status Write(const Draft& draft);
  Status Empty(Channel channel);

  const Host& host_;
  SeededRandom random_;
  std::filesystem::path folder_;
  Label label_ = kNoLabel;
  std::vector<Draft> drafts_;
  std::array<ChannelState, kChannelCount> channels_;
  RecordFactory factory_;
  std::vector<LabelledRecord> labelled_;
  std::set<HiddenRecord> hidden_;
};

// While it lives, what `log` takes carries `label`; afterwards the earlier one again.
class LabelScope {
 public:
  LabelScope(HostLog& log, Label label) : log_(log), before_(log.label()) { log.set_label(label); }
  ~LabelScope() { log_.set_label(before_); }
  LabelScope(const LabelScope&) = delete;
  LabelScope& operator=(const LabelScope&) = delete;

 private:
  HostLog& log_;
  Label before_;
};

}  // namespace noroshi
