#include "evidence/jsonl/lone_document.h"

#include <algorithm>
#include <string>

#include "evidence/flat/event_maker.h"
#include "evidence/jsonl/element_cutter.h"
#include "evidence/jsonl/json_format.h"
#include "evidence/jsonl/json_parser.h"
#include "evidence/mapping/mapping_list.h"
#include "evidence/text/text_source.h"

namespace noroshi::jsonl {
namespace {

// The object, if it is all there is and has more than one line; else nothing.
std::string_view LoneObject(std::string_view whole) noexcept {
  whole.remove_prefix(std::min(whole.find_first_not_of(kBlank), whole.size()));
  if (!whole.starts_with('{')) return {};
  const ElementEnd end = FindElementEnd(whole);
  if (!end.found || whole.find_first_not_of(kBlank, end.size) != std::string_view::npos) return {};
  const std::string_view object = whole.substr(0, end.size);
  return object.find('\n') == std::string_view::npos ? std::string_view() : object;
}

}  // namespace

bool IsLoneDocument(std::string_view whole, const ReadOptions& options) {
  std::string text(LoneObject(whole));
  if (text.empty()) return false;
  const std::size_t size = text.size();
  text.append(kUnitPaddingBytes, '\0');
  PathTable paths;
  const auto parser = NewJsonParser(paths, options);
  FlatRecord record;
  if (parser->Parse(std::string_view(text).substr(0, size), record) == Parsed::kBad) {
    return false;  // damage is told of, not passed over
  }
  EventContext context;
  EventMaker maker(context, paths, MappingsFor(kFormatName, options));
  Arena arena;
  Event event;
  maker.Make(record, {}, nullptr, arena, event);
  return maker.last_is_unknown() && event.time.ticks == 0;
}

}  // namespace noroshi::jsonl
