// Writes environment.yaml: what ReadEnvironmentYaml reads back as the same environment, with the
// notes and confidences of entries as comments behind them.
#pragma once

#include <string>
#include <vector>

#include "environment/environment.h"

namespace noroshi {

struct EnvironmentWriteOptions {
  std::vector<std::string> head;  // lines of the comment at the top; "" = a blank line
  bool with_empty = false;        // lists without entries too, for a person to fill in
};

[[nodiscard]] std::string WriteEnvironmentYaml(const Environment& environment,
                                               const EnvironmentWriteOptions& options = {});

}  // namespace noroshi
