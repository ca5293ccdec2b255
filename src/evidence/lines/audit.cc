#include <algorithm>
#include <string>
#include <vector>

#include "evidence/lines/audit_text.h"
#include "evidence/lines/event_line_cutter.h"
#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// A name such as "a12".
struct ArgumentName {
  int number = -1;     // -1: no argument
  bool piece = false;  // "a12[3]": the kernel cuts long ones into pieces
};

int SmallNumber(std::string_view digits) noexcept {
  constexpr std::size_t kMaxDigits = 6;
  if (!IsDigits(digits) || digits.size() > kMaxDigits) return -1;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

ArgumentName ReadArgumentName(std::string_view key) noexcept {
  if (!key.starts_with('a')) return {};
  key.remove_prefix(1);
  const std::size_t bracket = key.find('[');
  const bool piece = bracket != std::string_view::npos && key.ends_with(']');
  return {SmallNumber(key.substr(0, bracket)), piece};
}

// All lines of one event; the first tells time and serial for all.
class AuditEvent {
 public:
  explicit AuditEvent(RecordAdder& record) : record_(record) {}

  bool Add(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      AddLine(ReadAuditLine(line));
      if (first_.event.empty()) return false;
    }
    AddProcess();
    AddWholePaths();
    if (!IsComplete()) record_.MarkPartial();
    return true;
  }

 private:
  // Lines of other events may stand between those of one.
  void AddLine(const AuditLine& line) {
    if (first_.event.empty() && !Begin(line)) return;
    if (!line.IsOf(first_)) return;
    type_ = line.type;
    has_call_ = has_call_ || type_ == "SYSCALL" || type_ == "URINGOP";
    if (type_ == "PATH") ++paths_;
    record_.Add("type", type_);
    std::string_view rest = line.rest;
    if (rest.starts_with(':')) rest.remove_prefix(1);
    AddPairs(rest);
  }

  bool Begin(const AuditLine& line) {
    const std::size_t colon = line.event.find(':');
    if (colon == std::string_view::npos || !IsDigits(line.event.substr(colon + 1))) return false;
    first_ = line;
    record_.Add("node", line.node);
    record_.Add("_log", "linux:auditd");
    record_.Add("_time_epoch", line.event.substr(0, colon));
    record_.Add("_record", line.event.substr(colon + 1));
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
    const ArgumentName argument = type_ == "EXECVE" ? ReadArgumentName(key) : ArgumentName{};
    std::string decoded;
    if (!quoted && (argument.number >= 0 || MayBeAuditHex(key))) decoded = DecodeAuditHex(value);
    const std::string_view text = decoded.empty() ? value : std::string_view(decoded);
    if (argument.number >= 0) TakeArgument(argument, text);
    if (type_ == "EXECVE" && key == "argc") expected_arguments_ = SmallNumber(value);
    if (type_ == "SYSCALL" && key == "items") expected_paths_ = SmallNumber(value);
    if (type_ == "PATH" && key == "name") names_.emplace_back(text);
    if (type_ == "SOCKADDR" && key == "saddr") AddAddress(value);
    if (decoded.empty()) return record_.Add(key, value);
    record_.AddMade(key, decoded);
  }

  // Under the names that auditd's enriched format has for the same; that comes later in the line,
  // if at all, and is then a second, equal value.
  void AddAddress(std::string_view hex) {
    const AuditAddress peer = DecodeAuditAddress(hex);
    if (peer.family.empty()) return;
    record_.Add("saddr_fam", peer.family);
    record_.AddMade("laddr", peer.address);
    record_.AddMade("lport", peer.port);
  }

  // The arguments come in their order; SYSCALL has an a0 of another meaning.
  void TakeArgument(const ArgumentName& name, std::string_view value) {
    const bool goes_on = name.piece && name.number == arguments_ - 1;
    if ((!goes_on && name.number != arguments_) || arguments_ > kMaxArguments) return;
    if (name.number == 0) program_ += value;
    if (!goes_on && arguments_ != 0) command_line_ += ' ';
    command_line_ += value;
    if (!goes_on) ++arguments_;
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
    record_.Add("User", record_.Text("UID"));  // what auditd adds where log_format is ENRICHED
  }

  // A program may name a file from where it stands: rules name it from the root.
  void AddWholePaths() {
    const std::string cwd(record_.Text("cwd"));
    if (!cwd.starts_with('/')) return;
    for (const std::string& name : names_) {
      if (!name.empty() && name[0] != '/' && name != "(null)") {
        record_.AddMade("name", JoinAuditPath(cwd, name));
      }
    }
  }

  // A kind of record that auditd was told to leave out is not missed.
  [[nodiscard]] bool IsComplete() const {
    const bool is_call = arguments_ != 0 || !names_.empty() || paths_ != 0;
    return (has_call_ || !is_call) && arguments_ >= expected_arguments_ &&
           (paths_ == 0 || paths_ >= expected_paths_);
  }

  // The kernel splits longer command lines over several records.
  static constexpr int kMaxArguments = 4096;

  RecordAdder& record_;
  AuditLine first_;
  std::string_view type_;
  int paths_ = 0, expected_paths_ = 0;
  int arguments_ = 0, expected_arguments_ = 0;
  bool has_call_ = false;
  std::string program_, command_line_;
  std::vector<std::string> names_;
};

}  // namespace

bool AddAudit(std::string_view message, RecordAdder& record) {
  if (message.find("msg=audit(") == std::string_view::npos) return false;
  return AuditEvent(record).Add(message);
}

}  // namespace noroshi::lines
