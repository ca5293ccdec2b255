// Writes records of a $MFT and of an update journal byte by byte, for tests and seeds. Shares
// nothing with the reader.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/artefacts/testing/byte_writer.h"

namespace noroshi::testing {

struct FileForm {
  std::uint64_t number = 0;
  std::string name = {};
  std::uint64_t parent = 5;
  bool is_folder = false, is_in_use = true;
  std::uint64_t standard = 132'463'518'691'234'567;   // all four times of $STANDARD_INFORMATION
  std::uint64_t name_time = 132'463'518'691'234'567;  // and of $FILE_NAME
  std::string zone = {};                              // the content of a stream Zone.Identifier
  bool has_name = true, has_data = true;
  std::uint64_t base = 0;         // an extension of that record
  std::uint64_t base_use = 1;     // as it was then
  std::uint64_t pieces_size = 0;  // of data that lie elsewhere, of which this is the second piece
};

[[nodiscard]] inline std::vector<std::uint8_t> MakeMftRecord(const FileForm& form) {
  constexpr std::uint64_t kUse = 1;
  ByteWriter out;
  const auto attribute = [&](std::uint32_t kind, const std::string& name, const ByteWriter& body) {
    const std::size_t at = out.size();
    const std::size_t body_at = 24 + (name.size() * 2 + 7) / 8 * 8;
    out.U32(kind).U32(0).U8(0).U8(name.size()).U16(24).U16(0).U16(0);
    out.U32(body.size()).U16(body_at).U16(0).Wide(name).PadTo(at + body_at).Raw(body.bytes());
    out.PadTo((out.size() + 7) / 8 * 8).SetU32(at + 4, out.size() - at);
  };
  out.Text("FILE").U16(48).U16(3).U64(0).U16(kUse).U16(1).U16(56);
  out.U16((form.is_in_use ? 1 : 0) | (form.is_folder ? 2 : 0)).U32(0).U32(1024);
  out.U64(form.base == 0 ? 0 : form.base | form.base_use << 48).PadTo(56);
  ByteWriter standard, name, zone;
  for (int i = 0; i < 4; ++i) standard.U64(form.standard);
  standard.PadTo(48);
  if (form.base == 0) attribute(0x10, "", standard);
  name.U64(form.parent | kUse << 48);
  for (int i = 0; i < 4; ++i) name.U64(form.name_time);
  name.PadTo(64).U8(form.name.size()).U8(1).Wide(form.name);
  if (form.has_name) attribute(0x30, "", name);
  if (form.has_data) attribute(0x80, "", ByteWriter().Text("data"));
  if (form.pieces_size != 0) {
    const std::size_t at = out.size();
    out.U32(0x80).U32(72).U8(1).U8(0).U16(64).U16(0).U16(0).U64(16).U64(31).U16(64).PadTo(at + 40);
    out.U64(form.pieces_size).U64(form.pieces_size).U64(form.pieces_size).PadTo(at + 72);
  }
  if (!form.zone.empty()) attribute(0x80, "Zone.Identifier", zone.Text(form.zone));
  out.U32(0xFFFFFFFF).PadTo(1024);
  // The ends of both sectors go into the head, and a number in their place.
  out.SetU16(48, 0x77);
  for (int sector = 0; sector < 2; ++sector) {
    const std::size_t end = 510 + 512 * static_cast<std::size_t>(sector);
    const std::uint64_t word = out.bytes()[end] | out.bytes()[end + 1] << 8;
    out.SetU16(50 + 2 * static_cast<std::size_t>(sector), word).SetU16(end, 0x77);
  }
  return out.bytes();
}

// Records in the order of their numbers, with empty ones between.
[[nodiscard]] inline std::vector<std::uint8_t> MakeMft(const std::vector<FileForm>& files) {
  ByteWriter out;
  for (const FileForm& file : files) {
    out.PadTo(static_cast<std::size_t>(file.number) * 1024).Raw(MakeMftRecord(file));
  }
  return out.bytes();
}

struct ChangeForm {
  std::string name = {};
  std::uint32_t reason = 0x100;
  std::uint64_t file = 30, parent = 5;
  std::uint32_t attributes = 0x20;
  std::uint16_t version = 2;
};

[[nodiscard]] inline std::vector<std::uint8_t> MakeUsnRecord(const ChangeForm& form) {
  constexpr std::uint64_t kUse = std::uint64_t{1} << 48;
  ByteWriter out;
  out.U32(0).U16(form.version).U16(0).U64(form.file | kUse);
  if (form.version == 3) out.U64(0);
  out.U64(form.parent | kUse);
  if (form.version == 3) out.U64(0);
  out.U64(4096).U64(132'463'518'691'234'567).U32(form.reason).U32(0).U32(0).U32(form.attributes);
  out.U16(form.name.size() * 2).U16(out.size() + 2).Wide(form.name);
  out.PadTo((out.size() + 7) / 8 * 8).SetU32(0, out.size());
  return out.bytes();
}

}  // namespace noroshi::testing
