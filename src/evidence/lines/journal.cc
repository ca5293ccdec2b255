#include "evidence/lines/journal.h"

#include <charconv>

#include "base/utf.h"
#include "evidence/flat/flat_value.h"
#include "evidence/lines/payload.h"

namespace noroshi::lines {
namespace {

// Bytes that are no UTF-8 become U+FFFD.
std::string Repaired(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t size = Utf8SequenceBytes(bytes);
    if (size == 0) {
      AppendCodePoint(0xFFFD, text);
    } else {
      text += bytes.substr(0, size);
    }
    bytes.remove_prefix(size == 0 ? 1 : size);
  }
  return text;
}

}  // namespace

JournalReader::JournalReader(PathTable& paths)
    : adder_(paths),
      messages_(paths),
      time_(paths.Find(kRootPath, "__REALTIME_TIMESTAMP")),
      message_(paths.Find(kRootPath, "MESSAGE")),
      identifier_(paths.Find(kRootPath, "SYSLOG_IDENTIFIER")),
      command_(paths.Find(kRootPath, "_COMM")),
      pid_(paths.Find(kRootPath, "_PID")),
      syslog_pid_(paths.Find(kRootPath, "SYSLOG_PID")),
      transport_(paths.Find(kRootPath, "_TRANSPORT")),
      audit_type_(paths.Find(kRootPath, "_AUDIT_TYPE_NAME")),
      table_message_(paths.Find(kRootPath, "SyslogMessage")),
      table_program_(paths.Find(kRootPath, "ProcessName")),
      table_pid_(paths.Find(kRootPath, "ProcessID")) {}

std::string_view JournalReader::Text(PathId path) {
  const FlatField* field = adder_.record().Find(path);
  return field == nullptr ? std::string_view() : TextOf(*field, adder_.arena());
}

// A message that is no UTF-8 is written as an array of its bytes.
std::string_view JournalReader::Message() {
  const FlatField* field = adder_.record().Find(message_);
  if (field == nullptr) return {};
  if (field->type != FlatType::kNumber) return TextOf(*field, adder_.arena());
  std::string bytes;
  for (const FlatField& item : adder_.record().fields()) {
    unsigned char byte = 0;
    if (item.path != message_ || item.type != FlatType::kNumber) continue;
    const char* const end = item.text.data() + item.text.size();
    if (std::from_chars(item.text.data(), end, byte).ptr == end) bytes += static_cast<char>(byte);
  }
  return adder_.arena().Copy(Repaired(bytes));
}

bool JournalReader::Add(FlatRecord& record) {
  if (record.Find(time_) != nullptr && record.Find(message_) != nullptr) {
    return AddFromJournal(record);
  }
  return record.Find(table_message_) == nullptr || AddFromTable(record);
}

bool JournalReader::AddFromTable(FlatRecord& record) {
  adder_.Continue(record);
  record.SetTransient();
  const std::string_view program = Text(table_program_);
  const std::string_view message = Text(table_message_);
  adder_.AddMade("program", program);
  adder_.AddMade("pid", Text(table_pid_));
  return messages_.Add(program, message, adder_);
}

bool JournalReader::AddFromJournal(FlatRecord& record) {
  adder_.Continue(record);
  record.SetTransient();  // messages have been unescaped
  const std::string_view message = Message();
  if (Text(transport_) == "audit") {
    adder_.AddMade("_log", "linux:auditd");
    adder_.AddMade("type", Text(audit_type_));
    ForEachPair(message,
                [&](std::string_view key, std::string_view value) { adder_.AddMade(key, value); });
    return true;
  }
  std::string_view program = Text(identifier_);
  if (program.empty()) program = Text(command_);
  const std::string_view pid = Text(record.Find(syslog_pid_) == nullptr ? pid_ : syslog_pid_);
  adder_.AddMade("program", program);
  adder_.AddMade("pid", pid);
  return messages_.Add(program, message, adder_);
}

}  // namespace noroshi::lines
