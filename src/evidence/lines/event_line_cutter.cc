#include "evidence/lines/event_line_cutter.h"

#include <algorithm>

namespace noroshi::lines {
namespace {

struct Line {
  std::size_t end = 0, next = 0;
  bool cut = false;  // no line end there
};

Line LineAt(std::string_view text, std::size_t from) noexcept {
  const std::size_t end = text.find('\n', from);
  if (end == std::string_view::npos) return {text.size(), text.size(), true};
  const bool cr = end > from && text[end - 1] == '\r';
  return {cr ? end - 1 : end, end + 1, false};
}

}  // namespace

std::string_view AuditEventOf(std::string_view line) noexcept {
  constexpr std::string_view kNode = "node=", kType = "type=", kMark = " msg=audit(";
  if (line.starts_with(kNode)) {
    line.remove_prefix(std::min(line.find(' '), line.size()));
    if (line.starts_with(' ')) line.remove_prefix(1);
  }
  if (!line.starts_with(kType)) return {};
  line.remove_prefix(std::min(line.find(' '), line.size()));
  if (!line.starts_with(kMark)) return {};
  line.remove_prefix(kMark.size());
  const std::size_t end = line.find(')');
  return end == std::string_view::npos ? std::string_view() : line.substr(0, end);
}

Cut EventLineCutter::Next(std::string_view text, At at) {
  Line line = LineAt(text, 0);
  if (text.empty() || (line.cut && at == At::kMiddle)) return {};
  if (line.end == 0) {
    return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = line.next};
  }
  const std::string_view event = AuditEventOf(text.substr(0, line.end));
  Cut cut{.kind = Cut::Kind::kRecord, .begin = 0, .end = line.end, .next = line.next};
  while (!event.empty() && cut.next < kMaxAuditEventBytes) {
    line = LineAt(text, cut.next);
    // Whether the next line belongs to it can be told only when it is there.
    if (line.cut && at == At::kMiddle) return {};
    const std::string_view next = text.substr(cut.next, line.end - cut.next);
    if (AuditEventOf(next) != event) break;
    cut.end = line.end;
    cut.next = line.next;
  }
  return cut;
}

}  // namespace noroshi::lines
