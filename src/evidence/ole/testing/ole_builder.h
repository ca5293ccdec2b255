// OleBuilder: small compound files made by hand for tests, independent of the reader. Macros in
// them are text that nobody runs.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace noroshi::ole {

class OleBuilder {
 public:
  // Paths of one or more names: "WordDocument", "Macros/VBA/dir".
  std::vector<std::pair<std::string, std::string>> streams;
  bool small_sectors = true;  // for short streams, as Office does

  // Adds a VBA project below `folder` ("" or "Macros/") with these modules: name and source.
  void AddVba(const std::string& folder,
              const std::vector<std::pair<std::string, std::string>>& modules);

  [[nodiscard]] std::string Build() const;
};

// A compressed container of literal bytes only.
[[nodiscard]] std::string PackVba(const std::string& text);

}  // namespace noroshi::ole
