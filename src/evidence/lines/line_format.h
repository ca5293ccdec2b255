// LineFormat: what a line-based text format is made of, and the row of TextFormats() it becomes.
//
// A format is a type with
//   static constexpr std::string_view kName;                 // also Mapping::format
//   static bool Detect(std::string_view start);              // by the first bytes of the text
//   // or Detect(std::string_view start, const ReadOptions&)
//   static std::unique_ptr<RecordCutter> NewCutter();
//   class Parser : public RecordParser { explicit Parser(PathTable&); ... };
//     // or Parser(PathTable&, const ReadOptions&)
//
// The templates below only forward, so that a format is one struct and one row; nothing virtual is
// asked per line but the parser.
#pragma once

#include <memory>
#include <type_traits>

#include "evidence/text/text_decoder.h"
#include "evidence/text/text_source.h"
#include "evidence/text_formats.h"

namespace noroshi::lines {

template <class Format>
// Null without an error when the format does not know the text, which is then left alone.
Result<std::unique_ptr<Source>> OpenLines(std::unique_ptr<SniffedStream>& text,
                                          const ReadOptions& options) {
  const Bytes start = text->start();
  const std::string_view shown{reinterpret_cast<const char*>(start.data()), start.size()};
  bool found = false;
  if constexpr (std::is_invocable_v<decltype(Format::Detect), std::string_view,
                                    const ReadOptions&>) {
    found = Format::Detect(shown, options);
  } else {
    found = Format::Detect(shown);
  }
  if (!found) return std::unique_ptr<Source>();
  return std::unique_ptr<Source>(
      std::make_unique<TextSource>(std::move(text), Format::NewCutter(), Format::kName, options));
}

template <class Format>
std::unique_ptr<Decoder> NewLineDecoder(const ReadOptions& options, EventContext& context) {
  const auto new_parser =
      +[](PathTable& paths, const ReadOptions& read) -> std::unique_ptr<RecordParser> {
    using Parser = typename Format::Parser;
    if constexpr (std::is_constructible_v<Parser, PathTable&, const ReadOptions&>) {
      return std::make_unique<Parser>(paths, read);
    } else {
      static_cast<void>(read);
      return std::make_unique<Parser>(paths);
    }
  };
  return std::make_unique<TextDecoder>(Format::kName, new_parser, options, context);
}

template <class Format>
constexpr TextFormat RowOf() {
  return {Format::kName, OpenLines<Format>, NewLineDecoder<Format>};
}

}  // namespace noroshi::lines
