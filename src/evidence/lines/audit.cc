#include <algorithm>
#include <string>

#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// Fields that the kernel writes in hex when they hold blanks or quotes.
bool MayBeEncoded(std::string_view type, std::string_view key) noexcept {
  static constexpr std::string_view kKeys[] = {"acct", "cmd", "comm", "cwd",      "data",
                                               "exe",  "key", "name", "proctitle"};
  if (std::ranges::find(kKeys, key) != std::end(kKeys)) return true;
  return type == "EXECVE" && key.starts_with('a') && IsDigits(key.substr(1));
}

int HexDigit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Upper-case hex of an even number of digits => the bytes, with blanks for the NULs that separate
// arguments; "" for anything else.
std::string Decoded(std::string_view text) {
  std::string bytes;
  if (text.empty() || text.size() % 2 != 0) return bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = HexDigit(text[i]), low = HexDigit(text[i + 1]);
    if (high < 0 || low < 0) return {};
    const char byte = static_cast<char>(high << 4 | low);
    bytes += byte == '\0' ? ' ' : byte;
  }
  const bool ascii =
      std::ranges::all_of(bytes, [](char c) { return static_cast<signed char>(c) > 0; });
  return ascii ? bytes : std::string();
}

// All lines of one event; the first tells time and serial for all.
class AuditEvent {
 public:
  explicit AuditEvent(RecordAdder& record) : record_(record) {}

  bool Add(std::string_view text) {
    bool found = false;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      found |= AddLine(line, found);
      if (!found) return false;
    }
    AddProcess();
    return found;
  }

 private:
  bool AddLine(std::string_view message, bool is_further) {
    Scanner in(message);
    std::string_view node;
    if (in.Take("node=")) {
      node = in.Word();
      in.SkipBlanks();
    }
    if (!in.Take("type=")) return false;
    type_ = in.Word();
    in.SkipBlanks();
    if (!in.Take("msg=audit(")) return false;
    const auto time = in.Until(':');
    const auto serial = time ? in.Until(')') : std::nullopt;
    if (!serial || !IsDigits(*serial)) return false;
    in.Take(':');
    if (!is_further) {
      record_.Add("node", node);
      record_.Add("_log", "linux:auditd");
      record_.Add("_time_epoch", *time);
      record_.Add("_record", *serial);
    }
    record_.Add("type", type_);
    AddPairs(in.rest());
    return true;
  }

  void AddPairs(std::string_view text) {
    ForEachPair(text, [&](std::string_view key, std::string_view value) {
      // What a program in user space says is key=value pairs inside a quoted one.
      if (key == "msg" && value.find('=') != std::string_view::npos) {
        ForEachPair(value, [&](std::string_view k, std::string_view v) { AddField(k, v); });
      } else {
        AddField(key, value);
      }
    });
  }

  void AddField(std::string_view key, std::string_view value) {
    const bool quoted = !value.empty() && value.data()[-1] == '"';
    std::string decoded;
    if (!quoted && MayBeEncoded(type_, key)) decoded = Decoded(value);
    if (type_ == "EXECVE") TakeArgument(key, decoded.empty() ? value : decoded);
    if (decoded.empty()) return record_.Add(key, value);
    record_.AddMade(key, decoded);
  }

  // The arguments come in their order; SYSCALL has an a0 of another meaning.
  void TakeArgument(std::string_view key, std::string_view value) {
    if (key != "a" + std::to_string(arguments_) || arguments_ >= kMaxArguments) return;
    if (arguments_ == 0) {
      program_ = value;
    } else {
      command_line_ += ' ';
    }
    command_line_ += value;
    ++arguments_;
  }

  // The names that rules for process creation read, of an event in which a program was started.
  void AddProcess() {
    if (arguments_ == 0) return;
    record_.AddMade("CommandLine", command_line_);
    const std::string_view exe = record_.Text("exe");
    record_.AddMade("Image", exe.empty() ? program_ : exe);
    record_.Add("CurrentDirectory", record_.Text("cwd"));
    record_.Add("ProcessId", record_.Text("pid"));
    record_.Add("ParentProcessId", record_.Text("ppid"));
  }

  // The kernel splits longer command lines over several records.
  static constexpr int kMaxArguments = 4096;

  RecordAdder& record_;
  std::string_view type_;
  int arguments_ = 0;
  std::string program_, command_line_;
};

}  // namespace

bool AddAudit(std::string_view message, RecordAdder& record) {
  if (message.find("msg=audit(") == std::string_view::npos) return false;
  return AuditEvent(record).Add(message);
}

}  // namespace noroshi::lines
