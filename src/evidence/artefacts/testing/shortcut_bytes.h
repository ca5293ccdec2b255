// Writes shortcuts and jump lists byte by byte, for tests and seeds. Shares nothing with the
// reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/artefacts/testing/byte_writer.h"

namespace noroshi::testing {

struct ShortcutForm {
  std::string local_path = "C:\\Windows\\System32\\cmd.exe";
  std::string arguments = "/c start x";
  std::string machine = "win-abc";
  std::string environment = {};
  std::uint64_t written = 132'463'518'691'234'567;
};

[[nodiscard]] inline std::vector<std::uint8_t> MakeShortcut(const ShortcutForm& form = {}) {
  constexpr std::uint32_t kInfo = 2, kArguments = 32, kWide = 128;
  ByteWriter out;
  out.U32(76).U64(0x21401).U64(0x46000000000000C0);
  out.U32((form.local_path.empty() ? 0 : kInfo) | kArguments | kWide).U32(0x20);
  out.U64(1).U64(2).U64(form.written).U32(1234).U32(0).U32(7).PadTo(76);
  if (!form.local_path.empty()) {
    ByteWriter info;
    info.U32(0).U32(28).U32(1).U32(28).U32(48).U32(0).U32(48 + form.local_path.size());
    info.U32(20).U32(3).U32(0x1234ABCD).U32(16).Text("OS").PadTo(48);
    info.Text(form.local_path).U8(0).U8(0);
    info.SetU32(0, info.size()).SetU32(24, info.size() - 1);
    out.Raw(info.bytes());
  }
  out.U16(form.arguments.size()).Wide(form.arguments);
  if (!form.environment.empty()) {
    ByteWriter block;
    block.U32(788).U32(0xA0000001).Text(form.environment).PadTo(268).Wide(form.environment);
    out.Raw(block.PadTo(788).bytes());
  }
  if (!form.machine.empty()) {
    ByteWriter block;
    block.U32(96).U32(0xA0000003).U32(88).U32(0).Text(form.machine).PadTo(48);
    for (int i = 0; i < 7; ++i) block.U8(i);
    block.U8(0x11).U8(0x80).U8(0);
    for (int i = 0; i < 6; ++i) block.U8(0xA0 + i);
    out.Raw(block.PadTo(96).bytes());
  }
  return out.U32(0).bytes();
}

// A compound file of sectors of 512 bytes whose streams are all shorter than 4,096 bytes.
[[nodiscard]] inline std::vector<std::uint8_t> MakeCompoundFile(
    const std::vector<std::pair<std::string, std::vector<std::uint8_t>>>& streams) {
  constexpr std::uint32_t kEnd = 0xFFFFFFFE, kFree = 0xFFFFFFFF;
  const auto sectors = [](std::size_t bytes) { return (bytes + 511) / 512; };
  ByteWriter mini, mini_table, directory;
  std::vector<std::uint32_t> firsts;
  for (const auto& [name, bytes] : streams) {
    const std::size_t first = mini.size() / 64;
    firsts.push_back(static_cast<std::uint32_t>(first));
    mini.Raw(bytes).PadTo((mini.size() + 63) / 64 * 64);
    for (std::size_t at = first; at + 1 < mini.size() / 64; ++at) mini_table.U32(at + 1);
    mini_table.U32(kEnd);
  }
  const std::size_t directory_sectors = sectors((streams.size() + 1) * 128);
  const std::size_t table_sectors = sectors(mini_table.size());
  const auto entry = [&](const std::string& name, int kind, std::uint32_t first, std::size_t size) {
    const std::size_t at = directory.size();
    const std::size_t number = at / 128;
    directory.Wide(name).PadTo(at + 64).U16(name.size() * 2 + 2).U8(kind).U8(1);
    // Each stream is the right one of that before; the first is the root's child.
    directory.U32(kFree).U32(number != 0 && number < streams.size() ? number + 1 : kFree);
    directory.U32(number == 0 ? 1 : kFree).PadTo(at + 116).U32(first).U32(size).U32(0);
  };
  // Sector 0 is the table, then the directory, the table of mini sectors and these.
  const auto mini_at = static_cast<std::uint32_t>(1 + directory_sectors + table_sectors);
  entry("Root Entry", 5, mini_at, mini.size());
  for (std::size_t i = 0; i < streams.size(); ++i) {
    entry(streams[i].first, 2, firsts[i], streams[i].second.size());
  }
  ByteWriter table;
  table.U32(0xFFFFFFFD);
  for (const std::size_t count : {directory_sectors, table_sectors, sectors(mini.size())}) {
    for (std::size_t i = 0; i < count; ++i) {
      table.U32(i + 1 < count ? table.size() / 4 + 1 : kEnd);
    }
  }
  while (table.size() < 512) table.U32(kFree);
  ByteWriter out;
  out.U64(0xE11AB1A1E011CFD0).PadTo(24).U16(0x3E).U16(3).U16(0xFFFE).U16(9).U16(6).PadTo(44);
  out.U32(1).U32(1).U32(0).U32(4096).U32(1 + directory_sectors).U32(table_sectors);
  out.U32(kEnd).U32(0).U32(0);
  while (out.size() < 512) out.U32(kFree);
  out.Raw(table.bytes()).Raw(directory.bytes()).PadTo(512 * (2 + directory_sectors));
  out.Raw(mini_table.bytes()).PadTo(512 * (2 + directory_sectors + table_sectors));
  out.Raw(mini.bytes());
  return out.PadTo(512 * (1 + mini_at + sectors(mini.size()))).bytes();
}

// The directory of a jump list with one entry, for stream "1".
[[nodiscard]] inline std::vector<std::uint8_t> MakeDestList(std::uint32_t version,
                                                            std::string_view path) {
  ByteWriter out;
  out.U32(version).U32(1).PadTo(32);
  const std::size_t at = out.size();
  out.PadTo(at + 72).Text("host-1").PadTo(at + 88).U32(1).PadTo(at + 100);
  out.U64(132'463'518'691'234'567).U32(0xFFFFFFFF);
  if (version > 1) out.U32(0xFFFFFFFF).U32(5).U64(0);
  out.U16(path.size()).Wide(path);
  return version > 1 ? out.U32(0).bytes() : out.bytes();
}

}  // namespace noroshi::testing
