// Any bytes as an ESE database: nothing crashes, hangs or grows without end, every byte is
// accounted for, and every record becomes an event with a line in the dump.
//
// Checksums are no obstacle: a page whose checksum is wrong is read all the same. The packed forms
// of values are tried on the bytes themselves too, which a random database hardly ever reaches.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "evidence/artefacts/bits/bits_job.h"
#include "evidence/artefacts/ese/ese_packing.h"
#include "evidence/artefacts/testing/read_artefact.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace noroshi;
  const Bytes bytes{data, data + size};
  const auto counts = testing::CountArtefact(bytes, "");
  if (counts.known) {
    Check(counts.account.used + counts.account.damaged + counts.account.padding == size);
    Check(counts.events == counts.records);
    Check(static_cast<std::uint64_t>(std::ranges::count(counts.dump, '\n')) == counts.records);
  }
  constexpr std::size_t kUnpacked = 70'000;
  const auto unpacked = ese::UnpackValue(bytes, kUnpacked);
  Check(!unpacked.ok() || unpacked->size() <= std::max(kUnpacked, size));
  const auto words = ese::UnpackLzxpress(bytes, kUnpacked);
  Check(!words.ok() || words->size() == kUnpacked);
  if (const auto job = bits::ReadJobBlob(bytes)) {
    Check(job->file_ids.size() <= bits::kMaxFilesOfJob && job->files.empty());
  }
  if (const auto job = bits::ReadQueueJob(bytes)) {
    Check(job->files.size() <= bits::kMaxFilesOfJob && job->file_ids.empty());
  }
  static_cast<void>(bits::ReadFileBlob(bytes));
  return 0;
}
