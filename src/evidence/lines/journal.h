// Records of systemd's journal as `journalctl -o json` and -o json-sse write them (systemd.journal-
// fields(7)): what stands in MESSAGE is what syslog would have carried.
//
// One per parser; not thread-safe.
#pragma once

#include <string>

#include "evidence/lines/message.h"
#include "evidence/lines/record_adder.h"

namespace noroshi::lines {

class JournalReader {
 public:
  explicit JournalReader(PathTable& paths);

  // Adds "_log", "program", "pid", "message" and what they hold to a record of the journal; any
  // other is left as it is. False when some of it could not be read.
  bool Add(FlatRecord& record);

 private:
  [[nodiscard]] std::string_view Text(PathId path);
  [[nodiscard]] std::string_view Message();

  RecordAdder adder_;
  MessageReader messages_;
  PathId time_, message_, identifier_, command_, pid_, syslog_pid_, transport_, audit_type_;
};

}  // namespace noroshi::lines
