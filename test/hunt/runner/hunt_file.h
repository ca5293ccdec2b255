// A *.hunt file: rules, events, and what must come of them (test/hunt/README.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace noroshi::hunt_text {

struct EventCase {
  int line = 0;
  std::string json;
  std::string expected;  // "none", "rule", a selection, or a rule's title
};

// Events in time, and the correlation findings that must come of them.
struct StreamCase {
  struct Record {
    std::uint64_t ticks = 0;  // behind the stream's start
    std::uint32_t file = 0;   // 0, or of which `file N` the line speaks
    std::string json;
  };
  int line = 0;
  std::vector<Record> records;        // numbered from 1 in the order of the text
  std::vector<std::string> findings;  // "TITLE: 1 2 4", sorted
  bool closed = false;                // the findings have been stated
};

struct RuleCase {
  int line = 0;
  std::string yaml;               // one document, or the whole file of a `rules` block
  bool is_file = false;           // several rules may come of it
  LoadOptions options;            // as the lines above the rule have set them
  std::string refused;            // a diagnostic code; empty: the rule must load
  std::vector<std::string> said;  // codes of diagnostics that leave the rule in use
  std::vector<EventCase> events;
  std::vector<StreamCase> streams;
};

struct HuntFile {
  std::string name, description, group;
  std::vector<RuleCase> rules;
  std::vector<std::string> errors;  // "12: what is wrong with the file itself"
};

[[nodiscard]] HuntFile ParseHuntFile(const std::string& text);

}  // namespace noroshi::hunt_text
