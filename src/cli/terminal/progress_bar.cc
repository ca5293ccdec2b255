#include "cli/terminal/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cli/output.h"
#include "cli/terminal/number_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kBarCells = 20;
constexpr double kFirstEstimateAt = 0.02;  // of the bytes; earlier guesses jump about

}  // namespace

std::string ProgressLine(const HuntProgress& progress, std::uint64_t elapsed_ns,
                         std::size_t columns) {
  const double total = static_cast<double>(std::max<std::uint64_t>(progress.bytes_total, 1));
  const double share = std::min(1.0, static_cast<double>(progress.bytes_done) / total);
  const double seconds = static_cast<double>(elapsed_ns) / 1e9;
  const auto full = static_cast<std::size_t>(share * kBarCells);
  std::vector<std::string> parts = {
      "[" + std::string(full, '#') + std::string(kBarCells - full, '.') + "]",
      fmt::format("{:3.0f} %", share * 100), ByteSize(progress.bytes_done)};
  if (seconds > 0) {
    const double rate = static_cast<double>(progress.bytes_done) / seconds;
    parts.push_back(ByteSize(static_cast<std::uint64_t>(rate)) + "/s");
  }
  if (share >= kFirstEstimateAt) {
    const double left = static_cast<double>(elapsed_ns) * (1 - share) / share;
    parts.push_back(Duration(static_cast<std::uint64_t>(left)) + " left");
  }
  parts.push_back(GroupedNumber(progress.findings) + " findings");
  std::string line;
  for (const std::string& part : parts) {
    if (line.size() + 2 + part.size() > columns) break;
    if (!line.empty()) line += "  ";
    line += part;
  }
  return line;
}

void ProgressBar::Draw(const HuntProgress& progress, std::uint64_t elapsed_ns) {
  if (!terminal_.err_is_tty) return;
  drawn_ = true;
  PrintErr("\r\x1b[2K" + ProgressLine(progress, elapsed_ns, terminal_.columns - 1));
}

void ProgressBar::Clear() {
  if (drawn_) PrintErr("\r\x1b[2K");
  drawn_ = false;
}

}  // namespace noroshi
