// Any bytes as an EVTX file: nothing crashes or hangs, every byte is accounted for, plans and the
// walker give the same events and the same text, and the dump has a line for every record.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "evidence/testing/read_evidence.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using noroshi::testing::ReadEvtx;
  const noroshi::testing::TempFile file({data, data + size});
  noroshi::testing::ReadSettings settings;
  settings.options.recovery = noroshi::Recovery::kAll;
  const auto planned = ReadEvtx(file.path(), settings);
  if (!planned.opened) return 0;
  Check(planned.AccountAddsUp());
  const std::string lines =
      noroshi::testing::DumpEvtx(file.path(), noroshi::DumpFormat::kJsonLines, settings);
  Check(static_cast<std::uint64_t>(std::ranges::count(lines, '\n')) == planned.record_count);
  const std::string documents =
      noroshi::testing::DumpEvtx(file.path(), noroshi::DumpFormat::kXml, settings);
  settings.path = noroshi::evtx::RecordPath::kWalkerOnly;
  Check(ReadEvtx(file.path(), settings).events == planned.events);
  Check(noroshi::testing::DumpEvtx(file.path(), noroshi::DumpFormat::kJsonLines, settings) ==
        lines);
  Check(noroshi::testing::DumpEvtx(file.path(), noroshi::DumpFormat::kXml, settings) == documents);
  return 0;
}
