// YaraProblem: what libyara says of a rule file. Plain data.
#pragma once

#include <string>

namespace noroshi::scan {

// Line 0: the file as a whole.
struct YaraProblem {
  std::string file;
  int line = 0;
  std::string message;
  bool is_error = false;  // then its rules are not used; else a warning
};

}  // namespace noroshi::scan
