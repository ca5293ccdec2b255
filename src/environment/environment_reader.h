// Reads environment.yaml (docs/user/environment.md has the grammar).
//
// Hostile input is fine: the YAML reader has budgets for depth and nodes, lists are bounded, and
// nothing recurses. What is wrong is said with its place; a description with an error must not be
// used in part, because a misspelt key would silently mean "nothing is allowed" or worse.
//
// Pure function of its input; safe from any thread. Linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "environment/environment.h"
#include "rules/diagnostic.h"

namespace noroshi {

// Entries of all lists together. The YAML reader's own budget (200,000 nodes a document) comes
// first in most files; CSV has only this one.
inline constexpr std::size_t kMaxEnvironmentEntries = 500'000;

// Each is compared with each name that is asked for, so there are not many.
inline constexpr std::size_t kMaxSites = 4'096, kMaxNamingSchemes = 4'096;

struct EnvironmentRead {
  Environment environment;
  std::vector<Diagnostic> problems;  // by place
  // Of CSV: headers that --environment-columns names and this file does not have. Another may.
  std::vector<std::string> missing_columns = {};
};

// `text` is UTF-8; `path` is for messages and for AllowEntry::path.
[[nodiscard]] EnvironmentRead ReadEnvironmentYaml(std::string_view text, const std::string& path);

}  // namespace noroshi
