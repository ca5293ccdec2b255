#include "stream/journal/hunt_journal.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "base/byte_text.h"
#include "evidence/evidence_walk.h"
#include "stream/output/output_file.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kNsPerSecond = 1'000'000'000;
constexpr std::size_t kFileFrameBytes = 16 * 1024;  // collected before they are written

// When the file was last changed; 0 when that cannot be told, and for what is no file.
std::uint64_t ChangedNs(const InputFile& file) {
  struct stat status {};
  if (file.path == kStandardInput || !file.problem.empty()) return 0;
  if (::stat(file.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  return static_cast<std::uint64_t>(status.st_mtim.tv_sec) * kNsPerSecond +
         static_cast<std::uint64_t>(status.st_mtim.tv_nsec);
}

std::string WholePath(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(path, error);
  return error ? path : whole.string();
}

// A file by all that makes it the same.
struct FileIdentity {
  std::string path, shown;
  std::uint64_t size = 0, changed_ns = 0;
  friend auto operator<=>(const FileIdentity&, const FileIdentity&) = default;
};

struct Plan {
  std::uint64_t key = 0;
  Timestamp newest;
  std::vector<FileIdentity> files;
};

std::string EncodePlan(const Plan& plan) {
  std::string payload;
  PutRaw(plan.key, payload);
  PutRaw(plan.newest.ticks, payload);
  PutRaw(static_cast<std::uint32_t>(plan.files.size()), payload);
  for (const FileIdentity& file : plan.files) {
    PutText(file.path, payload);
    PutText(file.shown, payload);
    PutRaw(file.size, payload);
    PutRaw(file.changed_ns, payload);
  }
  return payload;
}

std::optional<Plan> ReadPlan(const std::string& path) {
  Result<FrameReader> frames = FrameReader::Open(path);
  if (!frames.ok() || !frames->Next() || frames->kind() != FrameKind::kPlan) return {};
  PayloadReader in(frames->payload());
  Plan plan;
  plan.key = in.Number<std::uint64_t>();
  plan.newest.ticks = in.Number<std::uint64_t>();
  const auto count = in.Number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
    FileIdentity& file = plan.files.emplace_back();
    file.path = in.Text();
    file.shown = in.Text();
    file.size = in.Number<std::uint64_t>();
    file.changed_ns = in.Number<std::uint64_t>();
  }
  if (!in.ok()) return {};
  return plan;
}

// Only what we wrote ourselves.
void RemoveJournal(const std::string& folder) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    const bool ours = name.starts_with("plan-") || name.starts_with("files-") ||
                      name.starts_with("units-") || name.starts_with(".plan-");
    if (ours) fs::remove(entry.path(), ignored);
  }
}

}  // namespace

HuntJournal::HuntJournal(const JournalSetup& setup, const InputList& inputs)
    : setup_(setup),
      inputs_(inputs),
      pace_(setup.monotonic_ns, setup.reuse != JournalReuse::kNone, setup.free_bytes),
      folder_(setup.out_dir + "/" + std::string(kJournalFolder)),
      known_(std::make_unique<KnownWork>(inputs.files.size(), setup.depths, setup.out_dir,
                                         setup.sort_bytes)),
      newest_(setup.newest) {
  for (const InputFile& file : inputs.files) changed_ns_.push_back(ChangedNs(file));
}

Result<std::unique_ptr<HuntJournal>> HuntJournal::Open(const JournalSetup& setup,
                                                       const InputList& inputs) {
  std::unique_ptr<HuntJournal> journal(new HuntJournal(setup, inputs));
  std::error_code error;
  fs::create_directories(journal->folder_, error);
  if (error) return IoError(journal->folder_, error.value());
  if (setup.reuse == JournalReuse::kNone) {
    RemoveJournal(journal->folder_);
  } else if (Status status = journal->Load(); !status.ok()) {
    return status.error();
  }
  if (Status status = journal->known_->Finish(); !status.ok()) return status.error();
  if (Status status = journal->Begin(); !status.ok()) return status.error();
  return journal;
}

std::string HuntJournal::PathOf(std::string_view name, std::uint32_t generation) const {
  return folder_ + "/" + std::string(name) + "-" + std::to_string(generation);
}

Status HuntJournal::Load() {
  std::error_code ignored;
  for (; fs::exists(PathOf("plan", generation_), ignored); ++generation_) {
    if (Status status = LoadGeneration(generation_); !status.ok()) return status;
  }
  return Ok();
}

Status HuntJournal::LoadGeneration(std::uint32_t generation) {
  const std::optional<Plan> plan = ReadPlan(PathOf("plan", generation));
  if (!plan) return Ok();  // nothing of it can be used
  if (plan->key != setup_.key) {
    return Error{
        ErrorCode::kInvalid, 0, "--out",
        "the hunt in " + setup_.out_dir +
            " had other rules, other options or another version of the program; hunt anew"};
  }
  if (generation == 1 && setup_.reuse == JournalReuse::kResume) newest_ = plan->newest;
  std::map<FileIdentity, std::uint32_t> now;
  for (std::uint32_t rank = 0; rank < inputs_.files.size(); ++rank) {
    const InputFile& file = inputs_.files[rank];
    if (changed_ns_[rank] == 0) continue;
    now[{WholePath(file.path), file.shown, file.size_bytes, changed_ns_[rank]}] = rank;
  }
  std::vector<std::optional<std::uint32_t>> ranks;
  files_gone_ = 0;
  for (const FileIdentity& file : plan->files) {
    const auto same = now.find(file);
    files_gone_ += same == now.end();
    ranks.push_back(same == now.end() ? std::nullopt : std::optional(same->second));
  }
  const auto load = [&](const std::string& path) {
    Result<FrameReader> frames = FrameReader::Open(path);
    while (frames.ok() && frames->Next()) {
      PayloadReader in(frames->payload());
      const auto file = in.Number<std::uint32_t>();
      if (!in.ok() || file >= ranks.size() || !ranks[file]) continue;
      if (frames->kind() == FrameKind::kFile) known_->TakeFile(in, *ranks[file]);
      if (frames->kind() == FrameKind::kUnits) {
        const auto member = in.Number<std::uint32_t>();
        known_->TakeUnits(in, member, *ranks[file]);
      }
    }
    return frames.ok();
  };
  load(PathOf("files", generation));
  for (std::uint32_t i = 0; load(PathOf("units", generation) + "-" + std::to_string(i));) ++i;
  return Ok();
}

Status HuntJournal::Begin() {
  Plan plan{setup_.key, newest_, {}};
  for (std::size_t rank = 0; rank < inputs_.files.size(); ++rank) {
    const InputFile& file = inputs_.files[rank];
    plan.files.push_back({WholePath(file.path), file.shown, file.size_bytes, changed_ns_[rank]});
  }
  NOROSHI_TRY(JournalFile files, JournalFile::Create(PathOf("files", generation_)));
  files_ = std::make_unique<JournalFile>(std::move(files));
  // Whole or not there: what follows is read by it.
  NOROSHI_TRY(OutputFile file, OutputFile::Create(PathOf("plan", generation_)));
  std::string frame;
  AppendFrame(FrameKind::kPlan, EncodePlan(plan), frame);
  file.Write(frame);
  return file.Commit();
}

Result<std::unique_ptr<UnitLog>> HuntJournal::NewUnitLog() {
  const std::string path = PathOf("units", generation_) + "-" + std::to_string(unit_logs_++);
  NOROSHI_TRY(JournalFile file, JournalFile::Create(path));
  return std::make_unique<UnitLog>(std::move(file), pace_);
}

bool HuntJournal::Restore(std::uint32_t rank, FileTally& tally, MemberTallies& members) {
  const KnownFile* known = known_->WholeFile(rank);
  if (known == nullptr) return false;
  for (std::size_t i = 0; i < known->parts.size(); ++i) {
    const KnownFile::Part& part = known->parts[i];
    FileTally* into = &tally;
    if (i > 0) {
      MemberTally& member = members.emplace_back();
      member.shown = part.shown;
      member.size_bytes = part.size_bytes;
      into = &member.tally;
    }
    into->state = part.state;
    into->is_container = part.is_container;
    into->encoding = part.encoding;
    into->AddFed(part.fed);
  }
  return true;
}

void HuntJournal::OnRead(const Read& file) {
  // What could not be read may be readable next time, without having changed.
  if (file.tally.state == FileState::kNotRead || changed_ns_[file.rank] == 0) return;
  std::string payload;
  PutRaw(file.rank, payload);
  PutRaw(file.units, payload);
  PutRaw(static_cast<std::uint32_t>(1 + file.members.size()), payload);
  const auto put = [&](std::string_view shown, std::uint64_t size, const FileTally& tally) {
    PutText(shown, payload);
    PutRaw(size, payload);
    PutRaw(tally.state, payload);
    PutRaw(static_cast<std::uint8_t>(tally.is_container), payload);
    PutText(tally.encoding, payload);
    for (const std::uint64_t number : {tally.fed.used, tally.fed.damaged, tally.fed.padding}) {
      PutRaw(number, payload);
    }
  };
  put(inputs_.files[file.rank].shown, inputs_.files[file.rank].size_bytes, file.tally);
  for (const MemberTally& member : file.members) {
    put(member.shown, member.size_bytes, member.tally);
  }
  EncodeRows(file.rows.rows(), payload);
  const std::lock_guard lock(mutex_);
  AppendFrame(FrameKind::kFile, payload, frames_);
  if (frames_.size() < kFileFrameBytes) return;
  static_cast<void>(files_->Append(frames_));  // the error sticks, and Flush tells it
  frames_.clear();
}

Status HuntJournal::Flush() {
  const std::lock_guard lock(mutex_);
  Status status = files_->Append(frames_);
  frames_.clear();
  return status;
}

}  // namespace noroshi
