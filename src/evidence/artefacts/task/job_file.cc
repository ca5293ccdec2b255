#include "evidence/artefacts/task/job_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/artefacts/mended_text.h"

namespace noroshi::task {
namespace {

constexpr std::size_t kFixedBytes = 68;
constexpr std::uint16_t kTextsAt = kFixedBytes + 2;  // behind the number of running instances
constexpr std::uint16_t kFileVersion = 1;
// Windows NT 4 to 10 as _WIN32_WINNT.
constexpr std::uint16_t kProducts[] = {0x0400, 0x0500, 0x0501, 0x0502, 0x0600,
                                       0x0601, 0x0602, 0x0603, 0x0A00};

bool IsJob(Bytes bytes) noexcept {
  const auto product = LoadOrZero<std::uint16_t>(bytes, 0);
  return bytes.size() > kTextsAt && std::ranges::find(kProducts, product) != std::end(kProducts) &&
         LoadOrZero<std::uint16_t>(bytes, 2) == kFileVersion &&
         LoadOrZero<std::uint16_t>(bytes, 20) == kTextsAt;
}

// A SYSTEMTIME.
std::string TimeText(Bytes bytes) {
  const auto part = [&](std::size_t index) { return LoadOrZero<std::uint16_t>(bytes, index * 2); };
  if (part(0) == 0) return {};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}", part(0), part(1), part(3),
                     part(4), part(5), part(6), part(7));
}

// A count of characters, the NUL among them, and UTF-16.
bool TakeText(ByteReader& in, std::string& text) {
  std::uint16_t count = 0;
  Bytes bytes;
  if (!in.TryRead(count) || !in.TryTake(std::size_t{count} * 2, bytes)) return false;
  text = artefacts::WideText(bytes);
  return true;
}

bool ReadVariablePart(ByteReader& in, JobFile& out) {
  std::uint16_t size = 0, triggers = 0;
  Bytes skipped;
  for (std::string* text :
       {&out.command, &out.arguments, &out.working_folder, &out.author, &out.comment}) {
    if (!TakeText(in, *text)) return false;
  }
  for (int i = 0; i < 2; ++i) {  // data of programs, and what is reserved
    if (!in.TryRead(size) || !in.TryTake(size, skipped)) return false;
  }
  if (!in.TryRead(triggers)) return false;
  out.trigger_count = triggers;
  return true;
}

}  // namespace

std::optional<JobFile> ReadJobFile(Bytes bytes, bool& is_whole) {
  if (!IsJob(bytes)) return std::nullopt;
  JobFile out;
  out.exit_code = LoadOrZero<std::uint32_t>(bytes, 40);
  out.last_run = TimeText(bytes.subspan(52, 16));
  ByteReader in(bytes.subspan(kTextsAt));
  is_whole = ReadVariablePart(in, out);
  return out;
}

void WriteJobFile(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                  DamageSink& damage) {
  bool is_whole = true;
  const std::optional<JobFile> job = ReadJobFile(file.bytes, is_whole);
  if (!job) return;
  records.Begin("task", 0);
  if (!job->last_run.empty()) records.WhenLocal(job->last_run, "run");
  records.Text("Source", "job");
  records.TextIfAny("Command", job->command);
  records.TextIfAny("Arguments", job->arguments);
  records.TextIfAny("WorkingDirectory", job->working_folder);
  records.TextIfAny("Author", job->author);
  records.TextIfAny("Description", job->comment);
  records.Number("ExitCode", job->exit_code);
  records.Number("TriggerCount", job->trigger_count);
  records.End();
  if (!is_whole) {
    artefacts::ReportStructure(damage, kTextsAt, file.bytes.size() - kTextsAt,
                               "the job's texts go on behind its end");
  }
}

bool DetectJobFile(const artefacts::ArtefactStart& start) { return IsJob(start.bytes); }

}  // namespace noroshi::task
