// EcsNames: events of Windows whose data Winlogbeat's modules have moved. The modules for Sysmon
// and the Security log take values out of winlog.event_data and keep them under the names of the
// Elastic Common Schema only ("process.executable"); rules read Windows' names (Elastic, Winlogbeat
// modules "sysmon" and "security", their field mappings).
//
// One per parser; not thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "evidence/lines/record_adder.h"

namespace noroshi::jsonl {

class EcsNames {
 public:
  explicit EcsNames(PathTable& paths);

  // Adds to an event of one of the two logs, under winlog.event_data, what it has under ECS's names
  // alone. Any other record is left as it is, at the cost of one look.
  void Add(FlatRecord& record);

 private:
  // A dotted name comes as objects in each other or as it is.
  struct EitherPath {
    PathId nested{}, flat{};
  };
  struct Row {
    EitherPath ecs;
    EitherPath windows;
  };
  [[nodiscard]] EitherPath Path(std::string_view name);
  [[nodiscard]] std::string_view Text(const EitherPath& path);
  void AddRow(std::size_t index);
  // "MD5=..,SHA256=..": Sysmon's one text of several hashes.
  void AddHashes(std::string_view object, const EitherPath& windows);
  void AddUser();

  PathTable& paths_;
  lines::RecordAdder adder_;
  EitherPath channel_, event_id_, code_, user_, domain_, windows_user_, hashes_;
  std::vector<Row> rows_;  // of the table, in its order
};

}  // namespace noroshi::jsonl
