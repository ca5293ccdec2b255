#include "cli/terminal/time_text.h"

namespace noroshi {

std::string MinuteText(Timestamp time) {
  if (time.ticks == 0) return "";
  std::string text = ToIso8601(time);
  text.resize(text.rfind(':'));  // of the seconds: years may have five digits
  return text;
}

}  // namespace noroshi
