// Any bytes as a program: nothing crashes or hangs, tables stay inside their limits, and what is
// said of the file can be judged and written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "evidence/authenticode/signature_reader.h"
#include "evidence/pe/pe_limits.h"
#include "evidence/pe/pe_reader.h"
#include "evidence/pe/testing/pe_builder.h"
#include "scan/data_sample.h"
#include "scan/file_checks.h"
#include "scan/side_loading.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace noroshi;
  const pe::MemoryBytes memory({data, data + size});
  std::vector<scan::ScanFinding> findings;
  if (const auto sample = scan::SampleData("x.bin", size, {data, size})) {
    Check(sample->entropy <= 8.0);
  }
  pe::PeView view(memory);
  const Result<pe::PeImage> image = pe::ReadPe(view);
  if (!image.ok()) return 0;
  Check(image->sections.size() <= pe::kMaxSections);
  Check(image->resources.size() <= pe::kMaxResources);
  Check(image->overlay_offset + image->overlay_size <= size);
  const authenticode::Signature signature = authenticode::ReadSignature(view, *image, nullptr);
  Check(signature.slack.offset + signature.slack.bytes <= size);
  scan::CheckProgram("x/x.exe", "x.exe", {.in_system_folder = size % 2 == 0}, *image, signature,
                     findings);
  scan::FolderFacts folder;
  folder.programs = {scan::FactsOf("x/x.exe", "x.exe", *image, signature),
                     scan::FactsOf("x/y.dll", "y.dll", *image, signature)};
  folder.programs[0].intact = true;
  FindSideLoading(folder, findings);
  return 0;
}
