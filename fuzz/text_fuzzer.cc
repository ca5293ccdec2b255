// Any bytes as text evidence, in whatever format their start looks like: nothing crashes or hangs,
// every byte is accounted for, the pieces in which they arrive change nothing, and the dump has a
// line for every record.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "evidence/testing/read_text.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

bool Same(const noroshi::testing::TextEvent& a, const noroshi::testing::TextEvent& b) {
  return a.line == b.line && a.offset == b.offset && a.time == b.time && a.channel == b.channel &&
         a.event_id == b.event_id && a.marks == b.marks && a.fields == b.fields;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using noroshi::testing::ReadText;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  noroshi::testing::TextSettings settings;
  settings.options.text.newest = *noroshi::ParseIso8601("2021-11-01");
  const auto whole = ReadText(text, settings);
  if (whole.format.empty()) return 0;
  Check(whole.account.used + whole.account.damaged + whole.account.padding == size);
  settings.piece = 1;
  const auto pieces = ReadText(text, settings);
  Check(std::ranges::equal(whole.events, pieces.events, Same));
  const std::string lines = noroshi::testing::DumpText(text);
  Check(static_cast<std::uint64_t>(std::ranges::count(lines, '\n')) == whole.record_count);
  return 0;
}
