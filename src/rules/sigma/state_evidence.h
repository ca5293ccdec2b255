// Rules for events, judged on what a host still shows of them.
//
// A registry hive holds the values that were set, a file system the files that were made, prefetch
// the programs that ran. A rule of category registry_set can look at a hive: the value is there, or
// it is not. But who set it, from which program, nobody knows any more. Where a rule leaves out
// what certain programs do ("filter: Image: ...\msiexec.exe"), that cannot be told, and it would
// fire on every ordinary system. So such evidence is offered only to rules that exclude nothing by
// fields it does not have: all their tests of other fields stand where being false can at worst
// keep the rule from matching.
//
// Pure functions; safe from any thread.
#pragma once

#include <string_view>

#include "rules/rule.h"

namespace noroshi::sigma {

// Adds to the rule's gate the host artefacts that can answer it. REQUIRES: tests and condition are
// lowered. A gate that is not one of alternatives stays as it is, and so does a rule that names a
// service.
void AddStateEvidence(Rule& rule);

// True if no field but those of `known` (';' between) decides by not being there. Keywords do not.
[[nodiscard]] bool IsJudgedBy(const Rule& rule, std::string_view known);

// False if the rule cannot match where only the fields of `known` are there: looking at such
// evidence would be for nothing.
[[nodiscard]] bool CanMatchOn(const Rule& rule, std::string_view known);

}  // namespace noroshi::sigma
