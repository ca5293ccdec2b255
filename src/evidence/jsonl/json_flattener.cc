#include "evidence/jsonl/json_flattener.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "evidence/jsonl/mend.h"
#include "evidence/text/text_source.h"

namespace noroshi::jsonl {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

static_assert(kUnitPaddingBytes >= simdjson::SIMDJSON_PADDING);

// An object or array under way.
struct Level {
  PathId path{};
  bool is_object = false;
  simdjson::simdjson_result<ondemand::object_iterator> field, fields_end;
  simdjson::simdjson_result<ondemand::array_iterator> item, items_end;
};

// Objects of a record that are the record which somebody exported: their names are taken as the
// record's own. `witness` is a name of the exporter that stands before; "" where `name` is enough.
struct ExportedObject {
  std::string_view name, witness;
};
constexpr ExportedObject kExported[] = {
    {"_source", ""},                      // Elasticsearch
    {"fields", "_index"},                 // Elasticsearch, asked for fields
    {"result", "preview"},                // Splunk's export
    {"event", "sourcetype"},              // Splunk's HTTP event collector
    {"detail", "detail-type"},            // Amazon EventBridge
    {"auditData", "auditLogRecordType"},  // Microsoft Graph's audit log queries
};

// The text of a scalar's token without the white space behind it.
std::string_view Trimmed(std::string_view token) noexcept {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

}  // namespace

struct JsonFlattener::Parser {
  explicit Parser(PathTable& table) : paths(table) {
    for (std::size_t i = 0; i < std::size(kExported); ++i) {
      const ExportedObject& row = kExported[i];
      const PathId witness = row.witness.empty() ? kRootPath : paths.Find(kRootPath, row.witness);
      exported[i] = {paths.Find(kRootPath, row.name), witness};
    }
  }

  // Two of them in one record would mix: the first one counts.
  [[nodiscard]] bool IsExported(PathId path) {
    if (has_exported) return false;
    has_exported = std::ranges::any_of(exported, [&](const auto& one) {
      return one.first == path && (one.second == kRootPath || record->Find(one.second) != nullptr);
    });
    return has_exported;
  }

  error_code Read(std::string_view json, FlatRecord& out) {
    record = &out;
    levels.clear();
    deep = has_exported = false;
    ondemand::document document;
    error_code error =
        parser.iterate(json.data(), json.size(), json.size() + kUnitPaddingBytes).get(document);
    if (error != simdjson::SUCCESS) return error;
    ondemand::object object;
    error = document.get_object().get(object);
    if (error != simdjson::SUCCESS) return error;
    Enter(kRootPath, object);
    while (!levels.empty()) {
      error = Step();
      if (error != simdjson::SUCCESS) return error;
    }
    // Behind the last token there is no location.
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                          : simdjson::TAPE_ERROR;
  }

  void Enter(PathId path, ondemand::object& object) {
    levels.push_back({path, true, object.begin(), object.end(), {}, {}});
  }
  void Enter(PathId path, ondemand::array& array) {
    levels.push_back({path, false, {}, {}, array.begin(), array.end()});
  }

  // Takes the next value of the innermost level, or leaves it.
  error_code Step() { return levels.back().is_object ? StepField() : StepItem(); }

  error_code StepField() {
    Level& level = levels.back();
    if (level.field.error() != simdjson::SUCCESS) return level.field.error();
    if (level.field == level.fields_end) return Leave();
    ondemand::field field;
    error_code error = (*level.field).get(field);
    if (error != simdjson::SUCCESS) return error;
    PathId path = kOtherPath;
    error = FindKey(level.path, field, path);
    if (error != simdjson::SUCCESS) return error;
    return TakeValue(path, field.value());
  }

  error_code StepItem() {
    Level& level = levels.back();
    if (level.item.error() != simdjson::SUCCESS) return level.item.error();
    if (level.item == level.items_end) return Leave();
    ondemand::value value;
    const error_code error = (*level.item).get(value);
    return error != simdjson::SUCCESS ? error : TakeValue(level.path, value);
  }

  // Back to the level above, behind the value that has been left.
  error_code Leave() {
    levels.pop_back();
    return levels.empty() ? simdjson::SUCCESS : Advance();
  }
  error_code Advance() {
    Level& level = levels.back();
    if (level.is_object) {
      ++level.field;
      return level.field.error();
    }
    ++level.item;
    return level.item.error();
  }

  error_code FindKey(PathId parent, ondemand::field& field, PathId& path) {
    const char* const raw = field.key().raw();
    const auto* const end =
        static_cast<const char*>(std::memchr(raw, '"', kMaxNameBytes));  // padded: readable
    std::string_view name;
    if (end != nullptr) name = {raw, static_cast<std::size_t>(end - raw)};
    if (end == nullptr || name.find('\\') != std::string_view::npos) {
      const error_code error = field.unescaped_key().get(name);
      if (error != simdjson::SUCCESS) return error;
    }
    path = paths.Find(parent, name);
    return simdjson::SUCCESS;
  }

  error_code TakeValue(PathId path, ondemand::value value) {
    ondemand::json_type type{};
    error_code error = value.type().get(type);
    if (error != simdjson::SUCCESS) return error;
    const bool nested = type == ondemand::json_type::object || type == ondemand::json_type::array;
    if (!nested) {
      AddScalar(path, type, Trimmed(value.raw_json_token()));
      return Advance();
    }
    if (levels.size() >= kMaxJsonDepth) {
      deep = true;
      return Advance();
    }
    return type == ondemand::json_type::object ? EnterObject(path, value) : EnterArray(path, value);
  }

  error_code EnterObject(PathId path, ondemand::value& value) {
    ondemand::object object;
    const error_code error = value.get_object().get(object);
    if (error != simdjson::SUCCESS) return error;
    Enter(IsExported(path) ? kRootPath : path, object);
    return error;
  }

  error_code EnterArray(PathId path, ondemand::value& value) {
    ondemand::array array;
    error_code error = value.get_array().get(array);
    if (error != simdjson::SUCCESS) return error;
    Enter(path, array);
    const Level& level = levels.back();
    if (level.item.error() != simdjson::SUCCESS) return level.item.error();
    if (level.item == level.items_end) record->Add(path, FlatType::kNull, {});
    return error;
  }

  void AddScalar(PathId path, ondemand::json_type type, std::string_view token) {
    if (type == ondemand::json_type::string && token.size() >= 2) {
      record->Add(path, FlatType::kEscaped, token.substr(1, token.size() - 2));
    } else if (type == ondemand::json_type::number) {
      record->Add(path, FlatType::kNumber, token);
    } else if (type == ondemand::json_type::boolean) {
      record->Add(path, token == "true" ? FlatType::kTrue : FlatType::kFalse, token);
    } else {
      record->Add(path, FlatType::kNull, {});
    }
  }

  PathTable& paths;
  ondemand::parser parser;
  FlatRecord* record = nullptr;
  std::vector<Level> levels;
  bool deep = false, has_exported = false;
  // kExported, as paths: the object's and the witness's, kRootPath for none.
  std::array<std::pair<PathId, PathId>, std::size(kExported)> exported;
};

JsonFlattener::JsonFlattener(PathTable& paths)
    : paths_(paths), parser_(std::make_unique<Parser>(paths)) {}
JsonFlattener::~JsonFlattener() = default;

JsonRead JsonFlattener::Read(std::string_view json, FlatRecord& record) {
  record.Clear();
  error_code error = parser_->Read(json, record);
  const bool odd_bytes = error == simdjson::UTF8_ERROR || error == simdjson::UNESCAPED_CHARS;
  if (odd_bytes) {
    mended_.clear();
    AppendMended(json, mended_);
    const std::size_t size = mended_.size();
    mended_.append(kUnitPaddingBytes, '\0');
    record.Clear();
    record.SetTransient();
    error = parser_->Read(std::string_view(mended_).substr(0, size), record);
  }
  if (error != simdjson::SUCCESS) return JsonRead::kBad;
  if (parser_->deep) return JsonRead::kDeep;
  return odd_bytes ? JsonRead::kMended : JsonRead::kWhole;
}

}  // namespace noroshi::jsonl
