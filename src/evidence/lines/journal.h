// JSON records that carry what syslog would have: systemd's journal (`journalctl -o json`,
// systemd.journal-fields(7)) in MESSAGE, Azure Log Analytics' Syslog table in SyslogMessage.
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

  // Adds "_log", "program", "pid", "message" and what they hold to such a record; any other is left
  // as it is. False when some of it could not be read.
  bool Add(FlatRecord& record);

 private:
  bool AddFromJournal(FlatRecord& record);
  bool AddFromTable(FlatRecord& record);
  // The first value of a path in the record at hand; "" when it has none.
  [[nodiscard]] std::string_view Text(PathId path);
  [[nodiscard]] std::string_view Message();

  RecordAdder adder_;
  MessageReader messages_;
  PathId time_, message_, identifier_, command_, pid_, syslog_pid_, transport_, audit_type_;
  PathId table_message_, table_program_, table_pid_;
};

}  // namespace noroshi::lines
