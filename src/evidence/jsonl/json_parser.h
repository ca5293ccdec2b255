// The parser of JSON records: flattened, and what they carry opened.
#pragma once

#include <memory>

#include "evidence/source.h"
#include "evidence/text/record_parser.h"

namespace noroshi::jsonl {

// `paths` and the mappings of `options` outlive it.
[[nodiscard]] std::unique_ptr<RecordParser> NewJsonParser(PathTable& paths,
                                                          const ReadOptions& options);

}  // namespace noroshi::jsonl
