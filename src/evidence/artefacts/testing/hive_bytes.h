// HiveBytes: writes registry hives and their logs byte by byte, for tests and seeds. Shares nothing
// with the reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/artefacts/testing/byte_writer.h"

namespace noroshi::testing {

struct HiveValue {
  std::string name;
  std::uint32_t type = 1;
  std::vector<std::uint8_t> data;
};
[[nodiscard]] HiveValue TextValue(std::string name, std::string_view text);
[[nodiscard]] HiveValue DwordValue(std::string name, std::uint32_t number);

struct HiveKey {
  std::string name;
  std::vector<HiveValue> values;
  std::vector<HiveKey> keys;
  std::uint64_t written = 132'463'518'691'234'567;  // 2020-10-05T06:11:09.1234567Z
  // In no list, and its cells are free, with those of its values and of the keys below it.
  bool is_deleted = false;
};

// How the list of subkeys is written.
enum class SubkeyList : std::uint8_t { kLh, kLf, kLi, kRi };

struct HiveOptions {
  SubkeyList list = SubkeyList::kLh;
  std::string file_name = "\\??\\C:\\Users\\bob\\ntuser.dat";
  std::uint32_t primary_sequence = 7, secondary_sequence = 7;
};

// A hive with `root`, whose name is of no account.
[[nodiscard]] std::vector<std::uint8_t> MakeHive(const HiveKey& root,
                                                 const HiveOptions& options = {});

// Keys one below the other: "A\\B\\C" with `values` in the last.
[[nodiscard]] HiveKey KeyPath(std::string_view path, std::vector<HiveValue> values,
                              std::vector<HiveKey> keys = {});

// Logs with what differs between two hives, in pages of 4 KiB (new form) or sectors (old form).
// `hash` is the hash of the registry's log entries.
[[nodiscard]] std::vector<std::uint8_t> MakeNewLog(
    const std::vector<std::uint8_t>& before, const std::vector<std::uint8_t>& after,
    std::uint32_t sequence, std::uint64_t (*hash)(const std::vector<std::uint8_t>& bytes));
[[nodiscard]] std::vector<std::uint8_t> MakeOldLog(const std::vector<std::uint8_t>& before,
                                                   const std::vector<std::uint8_t>& after);

}  // namespace noroshi::testing
