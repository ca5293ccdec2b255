// Rule texts to one set by libyara.
//
// A refusal ends libyara's compiler with all that was in it. So all texts are compiled together,
// and again without the one that was refused, as long as no more than half of them is repeated so.
// Then those that are left are tried by compilers that last until their own next refusal, on
// `threads` threads, and what passed is compiled once more: each text three times at most on
// average, once where nothing is refused. (A compiler for each text alone costs four times as much
// as the text: each makes its tables anew.)
#pragma once

#include <yara.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "scan/yara/yara_files.h"
#include "scan/yara/yara_problem.h"

namespace noroshi::scan {

struct YaraRulesEnd {
  void operator()(YR_RULES* rules) const noexcept { yr_rules_destroy(rules); }
};
using CompiledYaraRules = std::unique_ptr<YR_RULES, YaraRulesEnd>;

struct CompiledYara {
  CompiledYaraRules rules;  // null when libyara has no memory
  std::vector<YaraProblem> problems;
  std::size_t file_count = 0;  // that are in `rules`
};

// Whether libyara could be set up; it is, once for the process. Safe from any thread.
[[nodiscard]] bool YaraReady();

// Never fails but by memory: texts that are refused are told in `problems`. The same result for any
// number of threads.
[[nodiscard]] CompiledYara CompileYara(std::vector<YaraText> texts, unsigned threads);

}  // namespace noroshi::scan
