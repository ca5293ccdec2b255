// A folder that goes away with the test, and rows to put into a case.
#pragma once

#include <string>

#include "casestore/case_writer.h"

namespace noroshi {

class TempCase {
 public:
  TempCase();
  ~TempCase();
  TempCase(const TempCase&) = delete;
  TempCase& operator=(const TempCase&) = delete;

  [[nodiscard]] std::string path() const { return folder_ + "/case.db"; }
  [[nodiscard]] const std::string& folder() const noexcept { return folder_; }

 private:
  std::string folder_;
};

// One finding of rule "r-1" for each id, in a hunt under `key`.
[[nodiscard]] Status WriteHunt(CaseStore& store, const std::string& key,
                               const std::vector<std::string>& ids, std::uint64_t first_tick = 1);

}  // namespace noroshi
