#include "evidence/jsonl/json_parser.h"

#include <algorithm>

#include "evidence/carried/carried_record.h"
#include "evidence/jsonl/ecs_names.h"
#include "evidence/jsonl/json_flattener.h"
#include "evidence/jsonl/json_format.h"
#include "evidence/lines/journal.h"

namespace noroshi::jsonl {
namespace {

class JsonParser final : public RecordParser {
 public:
  JsonParser(PathTable& paths, const ReadOptions& options)
      : flattener_(paths), journal_(paths), carried_(paths, options), ecs_(paths) {}

  Parsed Parse(std::string_view text, FlatRecord& record) override {
    // The separator of JSON text sequences stands before each (RFC 7464).
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    const Parsed parsed = carried_.Open(Read(text, record), record);
    if (parsed != Parsed::kBad) ecs_.Add(record);
    return parsed;
  }

 private:
  Parsed Read(std::string_view text, FlatRecord& record) {
    switch (flattener_.Read(text, record)) {
      case JsonRead::kWhole: return journal_.Add(record) ? Parsed::kRecord : Parsed::kPartial;
      case JsonRead::kMended: return journal_.Add(record) ? Parsed::kOddText : Parsed::kPartial;
      case JsonRead::kDeep: return Parsed::kPartial;
      case JsonRead::kBad: return Parsed::kBad;
    }
    return Parsed::kBad;
  }

  JsonFlattener flattener_;
  lines::JournalReader journal_;
  carried::CarriedRecord carried_;
  EcsNames ecs_;
};

}  // namespace

std::unique_ptr<RecordParser> NewJsonParser(PathTable& paths, const ReadOptions& options) {
  return std::make_unique<JsonParser>(paths, options);
}

}  // namespace noroshi::jsonl
