// ProgressBar: one line on a terminal's stderr that is redrawn in place and gone at the end.
#pragma once

#include <cstdint>
#include <string>

#include "cli/terminal/terminal.h"
#include "stream/hunt.h"

namespace noroshi {

// The line for a state: "[#####.....]  52 %  1.2 GB  310.0 MB/s  3.80 s left  1,234 findings".
// Parts that do not fit are left out from the right.
[[nodiscard]] std::string ProgressLine(const HuntProgress& progress, std::uint64_t elapsed_ns,
                                       std::size_t columns);

// One owner; Draw and Clear from one thread. Nothing else may write to stderr between a Draw and
// the Clear behind it.
class ProgressBar {
 public:
  // Draws nothing unless stderr is a terminal.
  explicit ProgressBar(const Terminal& terminal) : terminal_(terminal) {}
  ~ProgressBar() { Clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Call as often as there is news (the hunt says so at most ten times a second).
  void Draw(const HuntProgress& progress, std::uint64_t elapsed_ns);
  // Takes the line off the screen again, so that what follows starts on a clean one.
  void Clear();

 private:
  Terminal terminal_;
  bool drawn_ = false;
};

}  // namespace noroshi
