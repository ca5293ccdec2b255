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
    // No JSON objects here.
    kNone,
    // An object a line.
    kLines,
    // Any other layout: cut by strings and depth.
    kElements,
  } kind = Kind::kNone;
  // kElements: of the object around the array.
  std::size_t wrapper_bytes = 0;
};
[[nodiscard]] JsonForm DetectJson(std::string_view start) noexcept;

}  // namespace noroshi::jsonl
