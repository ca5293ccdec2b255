// Cuts a YAML file into its documents before anything parses it, so that one broken document does
// not take its neighbours along. This is sound because YAML allows `---` at the start of a line
// nowhere but between documents, block scalars and quoted text included (YAML 1.2.2, 9.1.2).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace noroshi {

struct YamlSlice {
  // Its `---` line included, views the file's text.
  std::string_view text;
  // Of the slice, from 1, in the file.
  std::uint32_t first_line = 1;
};

// Slices in order; together they are the whole text. Comments and directives ahead of the first
// `---` stay with the document they introduce.
[[nodiscard]] std::vector<YamlSlice> SplitYamlDocuments(std::string_view text);

}  // namespace noroshi
