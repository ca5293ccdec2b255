// EvtxECmd's Payload column: the event's data as JSON,
//   {"EventData":{"Data":[{"@Name":"Image","#text":"C:\\x.exe"},...]}}
//   {"EventData":{"Data":"one, two"}}    {"UserData":{"EventXML":{"Param1":"x"}}}
// to fields under "EventData." and "UserData.".
//
// One per decoder; not thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "evidence/flat/flat_record.h"
#include "evidence/jsonl/json_flattener.h"

namespace noroshi::csv {

class PayloadJson {
 public:
  explicit PayloadJson(PathTable& paths);

  // Adds the fields to `record`; texts are copied into `made`. False when it is no such JSON. A
  // Data element without text becomes an empty value: the event had the field.
  [[nodiscard]] bool Add(std::string_view json, FlatRecord& record, Arena& made);

 private:
  void AddText(PathId path, const FlatField& field, FlatRecord& record, Arena& made);

  PathTable& paths_;
  PathId event_data_, user_data_;
  // Of the JSON itself.
  PathTable own_paths_;
  PathId name_, text_, data_;
  jsonl::JsonFlattener flattener_{own_paths_};
  FlatRecord flat_;
  // The cell with the zero bytes behind it that the JSON parser may read.
  std::string padded_;
};

}  // namespace noroshi::csv
