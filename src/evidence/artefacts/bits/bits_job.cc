#include "evidence/artefacts/bits/bits_job.h"

#include <algorithm>

#include "evidence/artefacts/mended_text.h"

namespace noroshi::bits {
namespace {

// Before and behind what a job moves.
constexpr JobGuid kTransferMark = {0x36, 0xDA, 0x56, 0x77, 0x6F, 0x51, 0x5A, 0x43,
                                   0xAC, 0xAC, 0x44, 0xA2, 0x48, 0xFF, 0xF3, 0x4D};
// What a file's row begins with in most versions.
constexpr JobGuid kFileMark = {0xE4, 0xCF, 0x9E, 0x51, 0x46, 0xD9, 0x97, 0x43,
                               0xB7, 0x3E, 0x26, 0x85, 0x13, 0x05, 0x1A, 0xB2};
constexpr std::size_t kMarkBytes = std::tuple_size_v<JobGuid>;
// In qmgr.db, from behind the name of a file's volume.
constexpr std::size_t kFileTimeBehind = 29;
constexpr std::size_t kErrorBytes = 25;

class JobReader {
 public:
  explicit JobReader(Bytes bytes) : in_(bytes) {}

  // A count of characters, NUL included, and UTF-16.
  bool Text(std::string& text) {
    std::uint32_t characters = 0;
    Bytes wide;
    if (!in_.TryRead(characters) || characters > kMaxTextCharacters ||
        !in_.TryTake(std::size_t{characters} * 2, wide)) {
      return false;
    }
    text = artefacts::WideText(wide);
    return true;
  }
  template <class T>
  bool Number(T& number) {
    return in_.TryRead(number);
  }
  bool Time(Timestamp& time) { return in_.TryRead(time.ticks); }
  bool Guid(JobGuid& guid) {
    Bytes bytes;
    if (!in_.TryTake(guid.size(), bytes)) return false;
    std::ranges::copy(bytes, guid.begin());
    return true;
  }
  bool Skip(std::size_t size) {
    Bytes bytes;
    return in_.TryTake(size, bytes);
  }
  [[nodiscard]] Bytes rest() const noexcept { return in_.all().subspan(in_.position()); }

 private:
  ByteReader in_;
};

// What stands before the next mark, and behind it; false when there is none.
bool SplitAt(Bytes bytes, const JobGuid& mark, Bytes& before, Bytes& behind) {
  const auto found = std::search(bytes.begin(), bytes.end(), mark.begin(), mark.end());
  if (found == bytes.end()) return false;
  const auto at = static_cast<std::size_t>(found - bytes.begin());
  before = bytes.first(at);
  behind = bytes.subspan(at + kMarkBytes);
  return true;
}

bool ReadFile(JobReader& in, BitsFile& file) {
  std::uint8_t unknown = 0;
  std::string drive, volume;
  return in.Text(file.local) && in.Text(file.remote) && in.Text(file.temporary) &&
         in.Number(file.size) && in.Number(file.transferred) && in.Number(unknown) &&
         in.Text(drive) && in.Text(volume);
}

// Whether the name of a local file begins here: its length, and "C:" or two backslashes.
bool IsFileName(Bytes bytes) noexcept {
  const auto characters = LoadOrZero<std::uint32_t>(bytes, 0);
  const auto first = LoadOrZero<std::uint16_t>(bytes, 4);
  const auto second = LoadOrZero<std::uint16_t>(bytes, 6);
  const bool is_drive = ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') && second == ':';
  return characters > 2 && characters <= kMaxTextCharacters &&
         (is_drive || (first == '\\' && second == '\\'));
}

// Of queue files. What lies between files differs by version: their names are looked for.
void ReadFiles(Bytes bytes, std::vector<BitsFile>& files) {
  std::size_t at = 0;
  while (at + 8 <= bytes.size() && files.size() < kMaxFilesOfJob) {
    if (!IsFileName(bytes.subspan(at))) {
      ++at;
      continue;
    }
    JobReader in(bytes.subspan(at));
    BitsFile file;
    if (ReadFile(in, file)) {
      at = bytes.size() - in.rest().size();
      files.push_back(std::move(file));
    } else {
      ++at;
    }
  }
}

bool ReadControl(JobReader& in, BitsJob& job) {
  std::uint32_t unknown = 0;
  return in.Number(job.type) && in.Number(job.priority) && in.Number(job.state) &&
         in.Number(unknown) && in.Guid(job.id) && in.Text(job.name) && in.Text(job.description) &&
         in.Text(job.command) && in.Text(job.arguments) && in.Text(job.owner);
}

void ReadTimes(Bytes bytes, BitsJob& job) {
  JobReader in(bytes);
  std::uint32_t errors = 0;
  constexpr std::size_t kCounters = 12;  // errors that passed, delay, timeout
  if (!in.Number(errors) || !in.Skip(std::size_t{errors} * kErrorBytes) || !in.Skip(kCounters)) {
    return;
  }
  if (in.Time(job.created)) static_cast<void>(in.Time(job.modified));
}

std::optional<BitsJob> ReadJob(Bytes bytes, bool names_files) {
  JobReader in(bytes);
  BitsJob job;
  if (!ReadControl(in, job)) return std::nullopt;
  Bytes token, transfers, files, metadata;
  if (!SplitAt(in.rest(), kTransferMark, token, transfers)) return job;
  const bool has_end = SplitAt(transfers, kTransferMark, files, metadata);
  if (!has_end) files = transfers;
  JobReader list(files);
  std::uint32_t count = 0;
  if (!list.Number(count)) return job;
  if (names_files) {
    JobGuid id{};
    while (job.file_ids.size() < std::min<std::size_t>(count, kMaxFilesOfJob) && list.Guid(id)) {
      job.file_ids.push_back(id);
    }
  } else {
    ReadFiles(list.rest(), job.files);
  }
  if (has_end) ReadTimes(metadata, job);
  return job;
}

template <std::size_t size>
std::string_view NameOf(const std::array<std::string_view, size>& names, std::uint32_t number) {
  return number < size ? names[number] : std::string_view("other");
}

}  // namespace

std::optional<BitsJob> ReadJobBlob(Bytes blob) {
  if (blob.size() < kMarkBytes) return std::nullopt;
  return ReadJob(blob.subspan(kMarkBytes), true);  // behind a mark that differs by version
}

std::optional<BitsJob> ReadQueueJob(Bytes bytes) { return ReadJob(bytes, false); }

std::optional<BitsFile> ReadFileBlob(Bytes blob) {
  if (std::ranges::equal(blob.first(std::min(blob.size(), kMarkBytes)), kFileMark)) {
    blob = blob.subspan(kMarkBytes);
  }
  if (!IsFileName(blob)) return std::nullopt;
  JobReader in(blob);
  BitsFile file;
  if (!ReadFile(in, file)) return std::nullopt;
  if (in.Skip(kFileTimeBehind)) static_cast<void>(in.Time(file.created));
  return file;
}

void WriteBitsJob(const BitsJob& job, std::string_view id, std::uint64_t offset,
                  artefacts::RecordWriter& records) {
  static constexpr std::array<std::string_view, 3> kTypes = {"download", "upload", "upload_reply"};
  static constexpr std::array<std::string_view, 9> kStates = {
      "queued",          "connecting",  "transferring", "suspended", "error",
      "transient_error", "transferred", "acknowledged", "cancelled"};
  static constexpr std::array<std::string_view, 4> kPriorities = {"foreground", "high", "normal",
                                                                  "low"};
  records.Begin("bits", offset);
  records.When(job.created, "created");
  records.TextIfAny("jobTitle", job.name);
  records.TextIfAny("Description", job.description);
  records.TextIfAny("jobOwner", job.owner);
  records.TextIfAny("Command", job.command);
  records.TextIfAny("Arguments", job.arguments);
  // A file that no job names any more has no more than its names.
  if (!id.empty()) {
    records.Text("jobId", id);
    records.Text("JobType", NameOf(kTypes, job.type));
    records.Text("JobState", NameOf(kStates, job.state));
    records.Text("Priority", NameOf(kPriorities, job.priority));
  }
  for (const BitsFile& file : job.files) {
    records.TextIfAny("RemoteName", file.remote);
    records.TextIfAny("LocalName", file.local);
    records.TextIfAny("TemporaryName", file.temporary);
    if (file.size != ~std::uint64_t{0}) records.Number("FileSize", file.size);
    records.Number("BytesTransferred", file.transferred);
  }
  records.Time("Modified", job.modified);
  records.End();
}

}  // namespace noroshi::bits
