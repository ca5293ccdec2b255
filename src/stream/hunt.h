// Hunt: one run over evidence with a rule set. The pipeline: inputs -> units (serial per file) ->
// decode + match + render (parallel, one worker per thread, bounded queues) -> sorted runs on disk
// -> merge -> outputs. Same bytes out for any number of threads; memory does not grow with the
// evidence.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "evidence/source.h"
#include "finding/level.h"
#include "rules/rule_set.h"

namespace noroshi {

struct HuntProgress {
  std::uint64_t bytes_done = 0, bytes_total = 0, files_done = 0, files_total = 0, records = 0,
                findings = 0;
};

struct HuntOptions {
  std::vector<std::string> inputs;  // files and folders
  std::string out_dir;
  bool write_findings = true, write_timeline = true, write_report = true;
  unsigned threads = 0;                       // 0 = one per core
  std::size_t max_memory_bytes = 128u << 20;  // budget for sort buffers
  Level min_level = Level::kInformational;
  std::optional<Timestamp> from, to;  // inclusive, exclusive
  ReadOptions read;
  std::string language = "en";                // of the report: "en" or "ja"
  const std::atomic<bool>* cancel = nullptr;  // set by Ctrl-C: finish what is under way, write it
  std::function<void(const HuntProgress&)> on_progress;  // called from one thread, <= 10 a second
};

}  // namespace noroshi
