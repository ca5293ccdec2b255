// LineFormat: what a line-based text format is made of, and the row of TextFormats() it becomes.
//
// A format is a type with
//   static constexpr std::string_view kName;                 // also Mapping::format
//   static bool Detect(std::string_view start);              // by the first bytes of the text
//   static std::unique_ptr<RecordCutter> NewCutter();
//   class Parser : public RecordParser { explicit Parser(PathTable&); ... };
//
// The templates below only forward, so that a format is one struct and one row; nothing virtual is
// asked per line but the parser.
#pragma once

#include <memory>

#include "evidence/text/text_decoder.h"
#include "evidence/text/text_source.h"
#include "evidence/text_formats.h"

namespace noroshi::lines {

template <class Format>
// Null without an error when the format does not know the text, which is then left alone.
Result<std::unique_ptr<Source>> OpenLines(std::unique_ptr<SniffedStream>& text,
                                          const ReadOptions& options) {
  const Bytes start = text->start();
  if (!Format::Detect({reinterpret_cast<const char*>(start.data()), start.size()})) {
    return std::unique_ptr<Source>();
  }
  return std::unique_ptr<Source>(
      std::make_unique<TextSource>(std::move(text), Format::NewCutter(), Format::kName, options));
}

template <class Format>
std::unique_ptr<Decoder> NewLineDecoder(const ReadOptions& options, EventContext& context) {
  const auto new_parser = +[](PathTable& paths) -> std::unique_ptr<RecordParser> {
    return std::make_unique<typename Format::Parser>(paths);
  };
  return std::make_unique<TextDecoder>(Format::kName, new_parser, options, context);
}

template <class Format>
constexpr TextFormat RowOf() {
  return {Format::kName, OpenLines<Format>, NewLineDecoder<Format>};
}

}  // namespace noroshi::lines
