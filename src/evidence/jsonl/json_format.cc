#include "evidence/jsonl/json_format.h"

#include <algorithm>

#include "evidence/jsonl/element_cutter.h"
#include "evidence/jsonl/json_flattener.h"
#include "evidence/jsonl/lone_document.h"
#include "evidence/lines/journal.h"
#include "evidence/text/text_decoder.h"
#include "evidence/text/text_source.h"

namespace noroshi::jsonl {
namespace {

// Members that hold the records where a file is one object: CloudTrail, Microsoft Graph, and what
// search programs export.
constexpr std::string_view kRecordMembers[] = {"Records", "records", "value",   "events",
                                               "Events",  "logs",    "results", "data"};

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

// The bytes up to and with the '[' of a member that holds records; 0 when there is none. Only
// scalars may stand before it.
std::size_t WrapperBytes(std::string_view start) noexcept {
  std::string_view text = SkipBlank(start);
  while (text.starts_with('{') || text.starts_with(',')) {
    text = SkipBlank(text.substr(1));
    const std::string_view behind = SkipScalar(text);
    if (!text.starts_with('"') || behind.empty()) return 0;
    const std::string_view name = text.substr(1, text.size() - behind.size() - 2);
    text = SkipBlank(behind);
    if (!text.starts_with(':')) return 0;
    text = SkipBlank(text.substr(1));
    if (text.starts_with('[')) {
      const bool known = std::ranges::find(kRecordMembers, name) != std::end(kRecordMembers);
      const std::string_view inside = SkipBlank(text.substr(1));
      return known && inside.starts_with('{') ? start.size() - text.size() + 1 : 0;
    }
    if (text.starts_with('{')) return 0;
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

class JsonParser final : public RecordParser {
 public:
  explicit JsonParser(PathTable& paths) : flattener_(paths), journal_(paths) {}

  Parsed Parse(std::string_view text, FlatRecord& record) override {
    switch (flattener_.Read(text, record)) {
      case JsonRead::kWhole: return journal_.Add(record) ? Parsed::kRecord : Parsed::kPartial;
      case JsonRead::kMended: return journal_.Add(record) ? Parsed::kOddText : Parsed::kPartial;
      case JsonRead::kDeep: return Parsed::kPartial;
      case JsonRead::kBad: return Parsed::kBad;
    }
    return Parsed::kBad;
  }

 private:
  JsonFlattener flattener_;
  lines::JournalReader journal_;
};

std::unique_ptr<RecordParser> NewParser(PathTable& paths) {
  return std::make_unique<JsonParser>(paths);
}

}  // namespace

JsonForm DetectJson(std::string_view start) noexcept {
  const std::string_view text = SkipBlank(start);
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
  return std::make_unique<TextDecoder>(kFormatName, NewParser, options, context);
}

}  // namespace noroshi::jsonl
