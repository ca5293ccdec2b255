// TextFormats: the formats of text evidence, one row each. A reader gets the text as UTF-8,
// whatever it was written in and wherever it comes from, and looks at its start to know it.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "evidence/byte_stream.h"
#include "evidence/source.h"

namespace noroshi {

// Plain pointers to functions: the table is a constant, and adding a format is adding a row.
struct TextFormat {
  // What Source::format() says; a literal.
  std::string_view name;
  // Null without an error when text->start() is something else; `text` is moved from only on
  // success. Any bytes may come: images are offered too.
  Result<std::unique_ptr<Source>> (*open)(std::unique_ptr<SniffedStream>& text,
                                          const ReadOptions& options);
  std::unique_ptr<Decoder> (*new_decoder)(const ReadOptions& options, EventContext& context);
};

// In the order in which they are asked: the stricter ones first.
[[nodiscard]] std::span<const TextFormat> TextFormats() noexcept;

}  // namespace noroshi
