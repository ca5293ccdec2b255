// A *.hunt file: rules, events, and what must come of them (test/hunt/README.md).
#pragma once

#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace noroshi::hunt_text {

struct EventCase {
  int line = 0;
  std::string json;
  std::string expected;  // "none", "rule", a selection, or a rule's title
};

struct RuleCase {
  int line = 0;
  std::string yaml;               // one document, or the whole file of a `rules` block
  bool is_file = false;           // several rules may come of it
  LoadOptions options;            // as the lines above the rule have set them
  std::string refused;            // a diagnostic code; empty: the rule must load
  std::vector<std::string> said;  // codes of diagnostics that leave the rule in use
  std::vector<EventCase> events;
};

struct HuntFile {
  std::string name, description, group;
  std::vector<RuleCase> rules;
  std::vector<std::string> errors;  // "12: what is wrong with the file itself"
};

[[nodiscard]] HuntFile ParseHuntFile(const std::string& text);

}  // namespace noroshi::hunt_text
