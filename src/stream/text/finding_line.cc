#include "stream/text/finding_line.h"

namespace noroshi {

void AppendTimeMember(std::string_view quoted_name_and_colon, Timestamp time, std::string& out) {
  if (time.ticks != 0) return AppendJsonMember(quoted_name_and_colon, ToIso8601(time), out);
  out += quoted_name_and_colon;
  out += "null";
}

void AppendLineMember(const LineMember& member, std::string& out) {
  AppendJsonMember("\"rule\":", member.rule, out);
  AppendJsonMember(",\"time\":", ToIso8601(member.time), out);
  AppendJsonMember(",\"host\":", Shown(member.host), out);
  AppendJsonMember(",\"path\":", member.path, out);
  AppendOptional(",\"line\":", member.line, out);
  AppendOptional(",\"record_id\":", member.record_id, out);
  AppendNumberMember(",\"offset\":", member.offset, out);
  if (!member.from.empty()) AppendJsonMember(",\"from\":", Shown(member.from), out);
}

}  // namespace noroshi
