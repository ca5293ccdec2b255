// JSON as text evidence: lines of objects, objects laid out over several lines, one large array, or
// an array inside an object. What the objects mean is told by mappings.
#pragma once

#include <memory>
#include <string_view>

#include "evidence/text_formats.h"

namespace noroshi::jsonl {

inline constexpr std::string_view kFormatName = "json";
// What may stand between records; U+001E is the record separator of RFC 7464.
inline constexpr std::string_view kBlank = " \t\r\n\x1E";

// Null without an error when the text is no JSON; `text` is moved from only on success.
[[nodiscard]] Result<std::unique_ptr<Source>> OpenJson(std::unique_ptr<SniffedStream>& text,
                                                       const ReadOptions& options);
[[nodiscard]] std::unique_ptr<Decoder> NewJsonDecoder(const ReadOptions& options,
                                                      EventContext& context);

// How the records of a JSON text are cut, told from its start.
struct JsonForm {
  enum class Kind : std::uint8_t {
    kNone,      // no JSON objects
    kLines,     // an object a line
    kElements,  // anything else
  } kind = Kind::kNone;
  std::size_t wrapper_bytes = 0;  // kElements: of the object around the array
};
[[nodiscard]] JsonForm DetectJson(std::string_view start) noexcept;

}  // namespace noroshi::jsonl
