#include "casestore/testing/temp_case.h"

#include <stdlib.h>

#include <filesystem>

namespace noroshi {

TempCase::TempCase() {
  std::string pattern = (std::filesystem::temp_directory_path() / "noroshi-case-XXXXXX").string();
  const char* made = ::mkdtemp(pattern.data());
  folder_ = made == nullptr ? "." : made;
}

TempCase::~TempCase() {
  std::error_code ignored;
  if (folder_ != ".") std::filesystem::remove_all(folder_, ignored);
}

Status WriteHunt(CaseStore& store, const std::string& key, const std::vector<std::string>& ids,
                 std::uint64_t first_tick) {
  NOROSHI_TRY(CaseWriter writer, CaseWriter::Begin(store));
  NOROSHI_TRY(const std::uint64_t rule,
              writer.AddRule({0, "r-1", "rules/r.yml", "A rule", "{}", Level::kHigh}));
  std::uint64_t tick = first_tick;
  for (const std::string& id : ids) {
    const std::string line = "{\"id\":\"" + id + "\"}\n";
    NOROSHI_TRY([[maybe_unused]] const Done added,
                writer.AddFinding({id, "SRV01", line, {tick++}, rule}));
  }
  CaseHunt hunt;
  hunt.key = key;
  hunt.at = {first_tick};
  hunt.inputs = "[\"evidence\"]";
  hunt.rules_by_source = "{}";
  hunt.files = ids.size();
  NOROSHI_TRY([[maybe_unused]] const Done set, writer.SetHunt(hunt));
  NOROSHI_TRY([[maybe_unused]] const Done loss,
              writer.AddLoss({key, "chunk_checksum", "", 1, 2, 3, 4}));
  NOROSHI_TRY([[maybe_unused]] const Done records,
              writer.AddRecords({CaseRecordKind::kChannel, "Security", 10}));
  NOROSHI_TRY([[maybe_unused]] const Done sight, writer.AddSight({"T1078", 1, 0, 2}));
  return writer.Commit();
}

}  // namespace noroshi
