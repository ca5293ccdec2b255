#include "evidence/jsonl/json_format.h"

#include <algorithm>
#include <span>

#include "evidence/jsonl/element_cutter.h"
#include "evidence/jsonl/json_parser.h"
#include "evidence/jsonl/lone_document.h"
#include "evidence/text/text_decoder.h"
#include "evidence/text/text_source.h"

namespace noroshi::jsonl {
namespace {

// Members that hold the records where a file is one object: CloudTrail, Microsoft Graph, and what
// search programs export.
constexpr std::string_view kRecordMembers[] = {"Records", "records", "value",   "events",
                                               "Events",  "logs",    "results", "data",
                                               "hits",    "items",   "entries"};
// Members whose object holds such a member: answers of Elasticsearch, of programs with an API.
constexpr std::string_view kAroundRecords[] = {"hits", "response", "rawResponse", "result", "data"};
constexpr std::size_t kMostAround = 4;  // so deep that is

std::string_view SkipBlank(std::string_view text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
  return text;
}

// The text behind a string or number; empty when it has no end here.
std::string_view SkipScalar(std::string_view text) noexcept {
  if (!text.starts_with('"')) {
    text.remove_prefix(std::min(text.find_first_of(",}]"), text.size()));
    return text;
  }
  std::size_t i = 1;
  while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
  text.remove_prefix(std::min(i + 1, text.size()));
  return text;
}

bool IsOneOf(std::span<const std::string_view> names, std::string_view name) noexcept {
  return std::ranges::find(names, name) != names.end();
}

// The bytes up to and with the '[' of a member that holds records; 0 when there is none. Before it
// may stand scalars and objects that hold none.
std::size_t WrapperBytes(std::string_view start) noexcept {
  std::string_view text = SkipBlank(start);
  std::size_t around = 0;
  while (text.starts_with('{') || text.starts_with(',')) {
    text = SkipBlank(text.substr(1));
    const std::string_view behind = SkipScalar(text);
    if (!text.starts_with('"') || behind.empty()) return 0;
    const std::string_view name = text.substr(1, text.size() - behind.size() - 2);
    text = SkipBlank(behind);
    if (!text.starts_with(':')) return 0;
    text = SkipBlank(text.substr(1));
    if (text.starts_with('[')) {
      const std::string_view inside = SkipBlank(text.substr(1));
      const bool found = IsOneOf(kRecordMembers, name) && inside.starts_with('{');
      return found ? start.size() - text.size() + 1 : 0;
    }
    if (text.starts_with('{')) {
      if (IsOneOf(kAroundRecords, name) && ++around <= kMostAround) continue;
      const ElementEnd object = FindElementEnd(text);
      if (!object.found) return 0;
      text = SkipBlank(text.substr(object.size));
      continue;
    }
    text = SkipBlank(SkipScalar(text));
  }
  return 0;
}

// Some line among the first is an object of its own.
bool HasObjectLine(std::string_view start) noexcept {
  constexpr int kLinesToTry = 64;  // a file may begin with damage
  for (int i = 0; i < kLinesToTry && !start.empty(); ++i) {
    const std::size_t end = std::min(start.find('\n'), start.size());
    const std::string_view line = SkipBlank(start.substr(0, end));
    if (line.starts_with("{\"") || line.starts_with("{ \"")) {
      const ElementEnd element = FindElementEnd(line);
      if (element.found && SkipBlank(line.substr(element.size)).empty()) return true;
    }
    start.remove_prefix(std::min(end + 1, start.size()));
  }
  return false;
}

}  // namespace

JsonForm DetectJson(std::string_view start) noexcept {
  const std::string_view text = SkipBlank(start);
  if (const std::size_t title = TitleLineBytes(text); title != 0) {
    if (title == std::string_view::npos) return {};
    const bool object = SkipBlank(text.substr(title)).starts_with('{');
    return {object ? JsonForm::Kind::kElements : JsonForm::Kind::kNone, 0};
  }
  if (text.starts_with('[')) {
    const bool objects = SkipBlank(text.substr(1)).starts_with('{');
    return {objects ? JsonForm::Kind::kElements : JsonForm::Kind::kNone, 0};
  }
  const std::size_t wrapper = WrapperBytes(start);
  if (wrapper > 0) return {JsonForm::Kind::kElements, wrapper};
  if (text.starts_with('{') && SkipBlank(text.substr(1)).starts_with('"')) {
    const ElementEnd first = FindElementEnd(text);
    const bool one_line = text.substr(0, first.size).find('\n') == std::string_view::npos;
    if (one_line || HasObjectLine(start)) return {JsonForm::Kind::kLines, 0};
    return {JsonForm::Kind::kElements, 0};
  }
  return {HasObjectLine(start) ? JsonForm::Kind::kLines : JsonForm::Kind::kNone, 0};
}

Result<std::unique_ptr<Source>> OpenJson(std::unique_ptr<SniffedStream>& text,
                                         const ReadOptions& options) {
  const Bytes start = text->start();
  const std::string_view shown{reinterpret_cast<const char*>(start.data()), start.size()};
  const JsonForm form = DetectJson(shown);
  if (form.kind == JsonForm::Kind::kNone) return std::unique_ptr<Source>();
  const bool bare = form.kind == JsonForm::Kind::kElements && form.wrapper_bytes == 0;
  if (bare && text->is_whole() && IsLoneDocument(shown, options)) {
    return std::unique_ptr<Source>();
  }
  std::unique_ptr<RecordCutter> cutter = std::make_unique<LineCutter>();
  if (form.kind == JsonForm::Kind::kElements) {
    cutter = std::make_unique<ElementCutter>(form.wrapper_bytes);
  }
  return std::unique_ptr<Source>(
      std::make_unique<TextSource>(std::move(text), std::move(cutter), kFormatName, options));
}

std::unique_ptr<Decoder> NewJsonDecoder(const ReadOptions& options, EventContext& context) {
  return std::make_unique<TextDecoder>(kFormatName, NewJsonParser, options, context);
}

}  // namespace noroshi::jsonl
