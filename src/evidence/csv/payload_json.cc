#include "evidence/csv/payload_json.h"

#include "evidence/flat/flat_value.h"
#include "evidence/text/text_source.h"

namespace noroshi::csv {
namespace {

// "UserData.EventXML.Param1" => "Param1".
std::string_view LastName(std::string_view path) noexcept {
  return path.substr(path.rfind('.') + 1);
}

}  // namespace

PayloadJson::PayloadJson(PathTable& paths)
    : paths_(paths),
      event_data_(paths.Find(kRootPath, "EventData")),
      user_data_(paths.Find(kRootPath, "UserData")) {
  const PathId data = own_paths_.Find(kRootPath, "EventData");
  data_ = own_paths_.Find(data, "Data");
  name_ = own_paths_.Find(data_, "@Name");
  text_ = own_paths_.Find(data_, "#text");
}

bool PayloadJson::Add(std::string_view json, FlatRecord& record, Arena& made) {
  padded_.assign(json);
  padded_.append(kUnitPaddingBytes, '\0');
  const auto read = flattener_.Read(std::string_view(padded_).substr(0, json.size()), flat_);
  if (read == jsonl::JsonRead::kBad) return false;
  PathId named = kRootPath;  // of the Data element under way
  const auto end_named = [&] {
    if (named != kRootPath) record.Add(named, FlatType::kMade, {});  // had no text
    named = kRootPath;
  };
  for (const FlatField& field : flat_.fields()) {
    const std::string_view path = own_paths_.Text(field.path);
    if (field.path == name_) {
      end_named();
      named = paths_.Find(event_data_, TextOf(field, made));
    } else if (field.path == text_) {
      AddText(named == kRootPath ? paths_.Find(event_data_, "Data") : named, field, record, made);
      named = kRootPath;
    } else {
      end_named();
      const PathId section = path.starts_with("UserData.") ? user_data_ : event_data_;
      AddText(paths_.Find(section, LastName(path)), field, record, made);
    }
  }
  end_named();
  return true;
}

void PayloadJson::AddText(PathId path, const FlatField& field, FlatRecord& record, Arena& made) {
  record.Add(path, FlatType::kMade, made.Copy(TextOf(field, made)));
}

}  // namespace noroshi::csv
