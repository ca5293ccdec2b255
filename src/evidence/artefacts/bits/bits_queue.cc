// qmgr0.dat and qmgr1.dat: the queue of jobs before Windows 10, in two copies that are written in
// turn. What lies behind the queue is left over from earlier ones and is not read.
#include <algorithm>

#include "evidence/artefacts/bits/bits_job.h"
#include "evidence/artefacts/ese/ese_facts.h"

namespace noroshi::bits {
namespace {

using QueueMark = JobGuid;

constexpr QueueMark kFileHeader = {0x13, 0xF7, 0x2B, 0xC8, 0x40, 0x99, 0x12, 0x4A,
                                   0x9F, 0x1A, 0x3A, 0xAE, 0xBD, 0x89, 0x4E, 0xEA};
constexpr QueueMark kQueueHeader = {0x47, 0x44, 0x5F, 0x00, 0xA9, 0xBD, 0xBA, 0x44,
                                    0x98, 0x51, 0xC4, 0x7B, 0xB6, 0xC0, 0x7A, 0xCE};
// Before each job; which, depends on the version of Windows.
constexpr QueueMark kJobMarks[] = {
    {0x93, 0x36, 0x20, 0x35, 0xA0, 0x0C, 0x10, 0x4A, 0x84, 0xF3, 0xB1, 0x7E, 0x7B, 0x49, 0x9C,
     0xD7},
    {0x10, 0x13, 0x70, 0xC8, 0x36, 0x53, 0xB3, 0x41, 0x83, 0xE5, 0x81, 0x55, 0x7F, 0x36, 0x1B,
     0x87},
    {0x8C, 0x93, 0xEA, 0x64, 0x03, 0x0F, 0x68, 0x40, 0xB4, 0x6F, 0xF9, 0x7F, 0xE5, 0x1D, 0x4D,
     0xCD},
    {0xB3, 0x46, 0xED, 0x3D, 0x3B, 0x10, 0xF9, 0x44, 0xBC, 0x2F, 0xE8, 0x37, 0x8B, 0xD3, 0x19,
     0x86},
};
constexpr std::size_t kHeaderAt = 16;
constexpr std::size_t kJobsAt = kHeaderAt + 2 * sizeof(QueueMark) + 4;

bool StandsAt(Bytes bytes, std::size_t at, const QueueMark& mark) {
  return at + mark.size() <= bytes.size() &&
         std::ranges::equal(bytes.subspan(at, mark.size()), mark);
}

// Where the mark next stands from `from` on; the end when nowhere.
std::size_t Find(Bytes bytes, std::size_t from, const QueueMark& mark) {
  const auto found = std::search(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.end(),
                                 mark.begin(), mark.end());
  return static_cast<std::size_t>(found - bytes.begin());
}

std::size_t FindJob(Bytes bytes, std::size_t from) {
  std::size_t at = bytes.size();
  for (const QueueMark& mark : kJobMarks) at = std::min(at, Find(bytes, from, mark));
  return at;
}

}  // namespace

bool DetectQueue(const artefacts::ArtefactStart& start) {
  return StandsAt(start.bytes, kHeaderAt, kFileHeader);
}

void WriteQueue(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                DamageSink& damage) {
  const Bytes bytes = file.bytes;
  if (!StandsAt(bytes, kHeaderAt + sizeof(QueueMark), kQueueHeader) || bytes.size() < kJobsAt) {
    return artefacts::ReportStructure(damage, kHeaderAt, bytes.size(), "no queue of jobs");
  }
  const auto count = LoadOrZero<std::uint32_t>(bytes, kJobsAt - 4);
  const Bytes queue = bytes.first(Find(bytes, kJobsAt, kQueueHeader));
  std::uint32_t read = 0;
  for (std::size_t at = FindJob(queue, kJobsAt); at < queue.size();) {
    const std::size_t begin = at + sizeof(QueueMark);
    const std::size_t end = FindJob(queue, begin);
    const auto job = ReadQueueJob(queue.subspan(begin, end - begin));
    if (job) {
      WriteBitsJob(*job, ese::GuidText(job->id), at, records);
      ++read;
    } else if (end - begin > sizeof(QueueMark)) {
      artefacts::ReportStructure(damage, at, 0, "a job that contradicts itself");
    }
    at = end;
  }
  if (read < count) {
    artefacts::ReportStructure(damage, kJobsAt, 0, "the queue has fewer jobs than it says");
  }
}

}  // namespace noroshi::bits
