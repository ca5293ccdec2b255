// Any bytes as a memory dump and as raw memory: nothing
// crashes or hangs, nothing outside the bytes is read, and what is found lies inside them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decoders/request_forms.h"
#include "evidence/minidump/minidump_limits.h"
#include "evidence/minidump/minidump_reader.h"
#include "evidence/span_bytes.h"
#include "scan/memory/memory_scan.h"

namespace {

using namespace noroshi;

void Check(bool holds) {
  if (!holds) std::abort();
}

void ReadDump(const SpanBytes& file) {
  const auto dump = minidump::ReadMinidump(file);
  if (!dump.ok()) return;
  Check(dump->damage.size() <= minidump::kMaxDamageKept);
  for (const minidump::DumpRange& range : dump->ranges) {
    Check(range.offset + range.size <= file.size());
  }
  std::vector<scan::ScanFinding> findings;
  ScanMemory("x.dmp", scan::ProcessMemory(*dump, file), findings);
  for (const scan::ScanFinding& finding : findings) Check(finding.offset <= file.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes(data, size);
  const SpanBytes file(bytes);
  ReadDump(file);
  std::vector<scan::ScanFinding> findings;
  if (size != 0) ScanMemory("x.bin", scan::ProcessMemory(file), findings);
  for (const scan::ScanFinding& finding : findings) {
    Check(finding.offset + finding.bytes <= size);
  }
  return 0;
}
