// Any bytes as a host artefact, of whatever kind they look like: nothing crashes, hangs or grows
// without end, every byte is accounted for, every record becomes an event, and the dump has a line
// for each.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "evidence/artefacts/prefetch/lzxpress_huffman.h"
#include "evidence/artefacts/testing/read_artefact.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace noroshi;
  // The name is looked at last: what has a form of its own is taken for that.
  const auto counts =
      testing::CountArtefact({data, data + size}, "PSReadLine/ConsoleHost_history.txt");
  if (counts.known) {
    Check(counts.account.used + counts.account.damaged + counts.account.padding == size);
    Check(counts.events == counts.records);
    Check(static_cast<std::uint64_t>(std::ranges::count(counts.dump, '\n')) == counts.records);
  }
  // Packed prefetch, without the head that a random input hardly ever has.
  constexpr std::size_t kUnpacked = 70'000;
  const auto unpacked = prefetch::UnpackLzxpressHuffman({data, data + size}, kUnpacked);
  Check(!unpacked.ok() || unpacked->size() == kUnpacked);
  return 0;
}
