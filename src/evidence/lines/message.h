// What a program said, whoever carried it: a line of syslog, a record of the journal. Tells the log
// it belongs to and takes apart what the program is known for.
//
// One per parser; not thread-safe. Made texts live in the adder, or here until the next call.
#pragma once

#include <string_view>

#include "evidence/lines/record_adder.h"
#include "evidence/xml/event_parser.h"

namespace noroshi::lines {

class MessageReader {
 public:
  explicit MessageReader(PathTable& paths) : events_(paths) {}

  // Adds "_log" and the fields; "message" as it is, but for Sysmon for Linux, whose message is an
  // event of its own. False when that event could not be read whole.
  bool Add(std::string_view program, std::string_view message, RecordAdder& record);

 private:
  // Reads the event that Sysmon for Linux writes as its message.
  xml::EventParser events_;
};

}  // namespace noroshi::lines
