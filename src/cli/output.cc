#include "cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "cli/terminal/safe_text.h"
#include "stream/output/write_all.h"

namespace noroshi {

void PrintOut(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

bool FlushOut() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
  PrintError(std::string("cannot write to standard output: ") + std::strerror(errno),
             "is the disk full?");
  return false;
}

Status WriteOut(std::string_view text) {
  if (const int error = WriteAll(STDOUT_FILENO, text)) {
    return Error{ErrorCode::kIo, 0, kStandardOutput, std::strerror(error)};
  }
  return Ok();
}

void PrintErr(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

void PrintError(std::string_view what, std::string_view fix) {
  std::string text = "noroshi: error: " + SafeText(what) + "\n";
  if (!fix.empty()) text += "  " + SafeText(fix) + "\n";
  PrintErr(text);
}

void PrintError(const Error& error, std::string_view fix) {
  PrintError(
      error.detail.empty() ? error.ToString() : std::string(error.subject) + ": " + error.detail,
      fix);
}

void PrintWarning(std::string_view what) { PrintErr("noroshi: warning: " + SafeText(what) + "\n"); }

}  // namespace noroshi
