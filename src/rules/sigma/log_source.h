// Resolves a rule's log source to the gate that decides which events it looks at (chapter 2). The
// knowledge lies in log_source_table.inc; this only selects and joins its rows.
#pragma once

#include "rules/rule.h"
#include "rules/rule_set.h"

namespace noroshi::sigma {

struct ResolvedLogSource {
  Gate gate;
  // Category and service exclude each other: no event has both.
  bool clash = false;
};

// Absent attributes match everything (S-2.1). A log source without a row has no source (S-2.5).
[[nodiscard]] ResolvedLogSource ResolveLogSource(const LogSource& log_source,
                                                 const LoadOptions& options);

// True if the rule cannot match without a positive test of `Channel`: it carries its own gate, and
// its log source must not exclude what that test asks for (S-2.4).
[[nodiscard]] bool TestsItsOwnChannel(const Rule& rule);

}  // namespace noroshi::sigma
