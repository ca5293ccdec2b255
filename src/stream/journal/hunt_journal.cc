#include "stream/journal/hunt_journal.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
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
constexpr std::size_t kPlanFrameBytes = 64 * 1024;

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

// What a plan says before its files.
struct PlanHead {
  std::uint64_t key = 0;
  Timestamp newest;
};

std::optional<PlanHead> TakeHead(FrameReader& frames) {
  if (!frames.Next() || frames.kind() != FrameKind::kPlan) return std::nullopt;
  PayloadReader in(frames.payload());
  PlanHead head;
  head.key = in.Number<std::uint64_t>();
  head.newest.ticks = in.Number<std::uint64_t>();
  if (!in.ok()) return std::nullopt;
  return head;
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
  changed_ns_.reserve(inputs.files.size());
  for (const InputFile file : inputs.files) changed_ns_.push_back(ChangedNs(file));
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

// The files of a plan by the rank they have today.
std::vector<std::optional<std::uint32_t>> HuntJournal::RanksNow(FrameReader& frames) {
  std::vector<std::optional<std::uint32_t>> ranks;
  files_gone_ = 0;
  while (frames.Next() && frames.kind() == FrameKind::kPlanFiles) {
    PayloadReader in(frames.payload());
    while (!in.at_end()) {
      const std::string_view path = in.Text(), shown = in.Text();
      const auto size = in.Number<std::uint64_t>(), changed_ns = in.Number<std::uint64_t>();
      if (!in.ok()) return ranks;
      std::optional<std::uint32_t> rank = inputs_.files.Find(shown);
      const bool same = rank && changed_ns_[*rank] != 0 && changed_ns_[*rank] == changed_ns &&
                        inputs_.files.SizeOf(*rank) == size &&
                        WholePath(inputs_.files[*rank].path) == path;
      if (!same) rank.reset();
      files_gone_ += !same;
      ranks.push_back(rank);
    }
  }
  return ranks;
}

Status HuntJournal::LoadGeneration(std::uint32_t generation) {
  Result<FrameReader> plan = FrameReader::Open(PathOf("plan", generation));
  if (!plan.ok()) return Ok();  // nothing of it can be used
  const std::optional<PlanHead> head = TakeHead(*plan);
  if (!head) return Ok();
  if (head->key != setup_.key) {
    return Error{
        ErrorCode::kInvalid, 0, "--out",
        "the hunt in " + setup_.out_dir +
            " had other rules, other options or another version of the program; hunt anew"};
  }
  if (generation == 1 && setup_.reuse == JournalReuse::kResume) newest_ = head->newest;
  const std::vector<std::optional<std::uint32_t>> ranks = RanksNow(*plan);
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
  NOROSHI_TRY(JournalFile files, JournalFile::Create(PathOf("files", generation_)));
  files_ = std::make_unique<JournalFile>(std::move(files));
  // Whole or not there: what follows is read by it.
  NOROSHI_TRY(OutputFile plan, OutputFile::Create(PathOf("plan", generation_)));
  std::string head, frame;
  PutRaw(setup_.key, head);
  PutRaw(newest_.ticks, head);
  AppendFrame(FrameKind::kPlan, head, frame);
  std::size_t rank = 0;
  while (rank < inputs_.files.size()) {
    const std::size_t begin = BeginFrame(frame);
    for (; rank < inputs_.files.size() && frame.size() < begin + kPlanFrameBytes; ++rank) {
      const InputFile file = inputs_.files[rank];
      PutText(WholePath(file.path), frame);
      PutText(file.shown, frame);
      PutRaw(file.size_bytes, frame);
      PutRaw(changed_ns_[rank], frame);
    }
    EndFrame(FrameKind::kPlanFiles, begin, frame);
    plan.Write(frame);
    frame.clear();
  }
  plan.Write(frame);
  return plan.Commit();
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
      member.shown = part.shown.view();
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
    PutText(tally.encoding.view(), payload);
    for (const std::uint64_t number : {tally.fed.used, tally.fed.damaged, tally.fed.padding}) {
      PutRaw(number, payload);
    }
  };
  put(inputs_.files.ShownOf(file.rank), inputs_.files.SizeOf(file.rank), file.tally);
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
