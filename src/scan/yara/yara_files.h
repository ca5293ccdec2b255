// The files that hold YARA rules. Touches the disk; reads hostile sizes only up to the limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace noroshi::scan {

// A rule file of one megabyte holds thousands of rules.
inline constexpr std::uint64_t kMaxYaraFileBytes = std::uint64_t{16} << 20;

// One rule file. Its name is its namespace, so equal rule names in two files do not clash.
struct YaraText {
  std::string file;
  std::string text;
};

// The files themselves, and of folders all *.yar, *.yara, *.rule below, sorted; in the order of the
// paths, each once. kNotFound for a path that does not exist.
[[nodiscard]] Result<std::vector<std::string>> ListYaraFiles(const std::vector<std::string>& paths);

// kLimit above kMaxYaraFileBytes.
[[nodiscard]] Result<std::string> ReadYaraFile(const std::string& path);

// All files that the texts may include, and those that these may, as they are now; rather too many
// (an include in a comment) than too few. libyara looks beside the including file only. Nothing
// when that cannot be told: more than kMostYaraIncludes, or one that is there and cannot be read.
inline constexpr std::size_t kMostYaraIncludes = 10'000;
[[nodiscard]] std::optional<std::vector<YaraText>> ListYaraIncludes(
    const std::vector<YaraText>& texts);

}  // namespace noroshi::scan
