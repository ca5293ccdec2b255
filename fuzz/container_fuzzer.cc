// Any bytes as a container: nothing crashes or hangs, every part that is begun is ended, ordinals
// ascend, and no source hands out a record after its end. Members are also given as bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "evidence/container/content_walk.h"
#include "evidence/testing/read_evidence.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

// The same container by its contents: what begins is ended, unless it could not be opened.
void WalkContents(noroshi::Bytes bytes, const noroshi::ReadOptions& options) {
  using Kind = noroshi::ContentPart::Kind;
  noroshi::ContentWalk walk(bytes, options);
  std::size_t depth = 0;
  while (const auto part = walk.Next()) {
    Check(part->bytes.size() <= noroshi::kMaxContentBytes);
    if (part->kind == Kind::kArchive) ++depth;
    if (part->kind == Kind::kArchiveEnd) Check(depth-- > 0);
  }
  Check(depth == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Kind = noroshi::EvidencePart::Kind;
  noroshi::ReadOptions options;
  options.archive_passwords = {"password"};
  // A run is to take milliseconds; what the limits are does not matter to the code.
  options.unpack.free_bytes = std::uint64_t{1} << 20;
  options.unpack.ratio = 20;
  options.unpack.members = 200;
  const auto parts =
      noroshi::testing::WalkEvidence(std::vector<std::uint8_t>(data, data + size), options);
  std::vector<std::uint32_t> open;
  std::uint32_t last = 0;
  for (const auto& part : parts) {
    if (part.kind == Kind::kContainerEnd) {
      Check(!open.empty() && open.back() == part.ordinal);
      open.pop_back();
      continue;
    }
    Check(part.ordinal == last || part.ordinal == last + 1);
    Check((part.ordinal == 0) == part.name.empty());
    last = part.ordinal;
    if (part.kind == Kind::kContainer) open.push_back(part.ordinal);
  }
  Check(open.empty());
  WalkContents({data, size}, options);
  return 0;
}
