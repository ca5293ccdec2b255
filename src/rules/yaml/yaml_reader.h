// Reads YAML text into trees of YamlNode. libyaml says what YAML is; documents of the plain kind
// that rules are written in are read without it (plain_yaml.h). Added is what rules need and
// hostile files make necessary: places, duplicate keys, and budgets for depth and alias expansion.
//
// No recursion and no exception; cost is linear in the text. Safe from any thread, one arena each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi {

// Sigma needs five levels; a deeper file is no rule.
inline constexpr std::size_t kMaxYamlDepth = 64;
// The largest known rule has 4,000 nodes. Aliases count as often as they are used, so a "billion
// laughs" document stops here.
inline constexpr std::uint32_t kMaxYamlNodes = 200'000;

struct YamlError {
  std::uint32_t line = 0;  // from 1, in the file
  std::uint32_t column = 0;
  // In libyaml's words, or ours for a budget that is used up.
  std::string message;
};

struct YamlDocument {
  // Null: empty, or broken when `error` is set.
  const YamlNode* root = nullptr;
  // The slice of the file the document stands in.
  std::string_view text;
  // Of the slice's first line in the file, from 1.
  std::uint32_t line = 1;
  std::optional<YamlError> error;
  // The later key of each pair.
  std::vector<const YamlNode*> duplicate_keys;
};

// The documents of a file, in order; broken and empty ones included. Views point into `text` and
// `arena`. A leading UTF-8 BOM is skipped; UTF-16 with a BOM is accepted.
[[nodiscard]] std::vector<YamlDocument> ReadYaml(std::string_view text, Arena& arena);
// The same, every document by libyaml: what the other is tested against.
[[nodiscard]] std::vector<YamlDocument> ReadYamlByLibyaml(std::string_view text, Arena& arena);

}  // namespace noroshi
