// Writes environment.yaml: what ReadEnvironmentYaml reads back as the same environment, with the
// notes and confidences of entries as comments behind them.
//
// Names may come from evidence: whatever they hold, they stay on their line and read back as they
// were (yaml_text.h). Pure function; the same environment gives the same bytes.
#pragma once

#include <string>
#include <vector>

#include "environment/environment.h"

namespace noroshi {

struct EnvironmentWriteOptions {
  std::vector<std::string> head;  // lines of the comment at the top; "" = a blank line
  bool with_empty = false;        // lists without entries too, for a person to fill in
};

// Sections in a fixed order, entries in theirs. AllowEntry::path and line are not written.
[[nodiscard]] std::string WriteEnvironmentYaml(const Environment& environment,
                                               const EnvironmentWriteOptions& options = {});

}  // namespace noroshi
