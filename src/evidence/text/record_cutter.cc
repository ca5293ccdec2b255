#include "evidence/text/record_cutter.h"

namespace noroshi {

Cut LineCutter::Next(std::string_view text, At at) {
  std::size_t end = text.find('\n');
  std::size_t next = end + 1;
  if (end == std::string_view::npos) {
    if (at == At::kMiddle || text.empty()) return {};
    end = next = text.size();
  }
  if (end > 0 && text[end - 1] == '\r') --end;
  if (end == 0) return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = next};
  return {.kind = Cut::Kind::kRecord, .begin = 0, .end = end, .next = next};
}

}  // namespace noroshi
