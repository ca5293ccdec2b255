// JsonFlattener: one JSON object to a FlatRecord, with simdjson's on-demand parser. Values stay as
// they stand in the text; names of nested objects become paths; the elements of arrays are further
// values of the array's path, objects in them further values of their names' paths (S-2.8). The
// object that holds the record in an export ("_source", "result") is left out of the paths.
//
// What is not valid UTF-8 or holds raw control characters is mended in a copy, once, and read
// again: one odd byte must not cost a record. One per decoder; not thread-safe; no recursion.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "evidence/flat/flat_record.h"

namespace noroshi::jsonl {

// Objects and arrays within each other. Deeper values are left out; cloud logs have up to ten.
inline constexpr std::size_t kMaxJsonDepth = 64;

enum class JsonRead : std::uint8_t {
  kWhole,
  // Read, once odd bytes had been replaced or escaped.
  kMended,
  // Values below kMaxJsonDepth are missing.
  kDeep,
  // No JSON object, even when mended.
  kBad,
};

class JsonFlattener {
 public:
  explicit JsonFlattener(PathTable& paths);
  ~JsonFlattener();

  // `json` is followed by kUnitPaddingBytes readable bytes. Clears and fills `record`, whose views
  // point into `json` or into this object's copy, and are valid until the next call. kBad leaves
  // what was read before the fault in the record.
  [[nodiscard]] JsonRead Read(std::string_view json, FlatRecord& record);

 private:
  // simdjson's, kept out of this header.
  struct Parser;

  PathTable& paths_;
  std::unique_ptr<Parser> parser_;
  // What the record's views point into after kMended.
  std::string mended_;
};

}  // namespace noroshi::jsonl
