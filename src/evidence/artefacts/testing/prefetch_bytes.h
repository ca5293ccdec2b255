// Writes prefetch files byte by byte, for tests and seeds. Shares nothing with the reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/artefacts/testing/byte_writer.h"

namespace noroshi::testing {

struct PrefetchForm {
  std::uint32_t version = 30;
  std::string program = "CMD.EXE";
  std::vector<std::uint64_t> runs = {132'463'518'691'234'567};
  std::uint32_t run_count = 3;
  std::vector<std::string> files = {"\\VOLUME{1}\\WINDOWS\\SYSTEM32\\NTDLL.DLL",
                                    "\\VOLUME{1}\\WINDOWS\\SYSTEM32\\CMD.EXE"};
  bool is_newer_build = false;  // version 30: count 8 bytes earlier
};

[[nodiscard]] inline std::vector<std::uint8_t> MakePrefetch(const PrefetchForm& form) {
  const bool is_old = form.version < 26;
  const bool is_late = form.version == 31 || form.is_newer_build;
  const std::size_t count_at = form.version == 17   ? 144
                               : form.version == 23 ? 152
                               : is_late            ? 200
                                                    : 208;
  const std::size_t texts_at = is_late ? 0x128 : 0x130;
  ByteWriter texts;
  for (const std::string& file : form.files) texts.Wide(file).U16(0);
  const std::size_t volume_at = texts_at + texts.size();
  ByteWriter out;
  out.U32(form.version).Text("SCCA").U32(0x11).U32(0).Wide(form.program).PadTo(76);
  out.U32(0x87B4001).U32(0).U32(texts_at).U32(0).U32(0).U32(0);
  out.SetU32(100, texts_at).SetU32(104, texts.size());
  out.SetU32(108, volume_at).SetU32(112, 1).SetU32(116, 200);
  for (std::size_t i = 0; i < form.runs.size() && (i == 0 || !is_old); ++i) {
    out.SetU64((form.version == 17 ? 120 : 128) + i * 8, form.runs[i]);
  }
  out.SetU32(count_at, form.run_count);
  out.PadTo(texts_at).Raw(texts.bytes());
  ByteWriter volume;
  volume.U32(104).U32(10).U64(1).U32(0xA4B2C3D4).PadTo(104).Wide("\\VOLUME{1}").PadTo(200);
  out.Raw(volume.bytes());
  return out.bytes();
}

}  // namespace noroshi::testing
