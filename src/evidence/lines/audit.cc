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

class AuditLine {
 public:
  explicit AuditLine(RecordAdder& record) : record_(record) {}

  bool Add(std::string_view message) {
    Scanner in(message);
    if (in.Take("node=")) {
      record_.Add("node", in.Word());
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
    record_.Add("_log", "linux:auditd");
    record_.Add("_time_epoch", *time);
    record_.Add("_record", *serial);
    record_.Add("type", type_);
    AddPairs(in.rest());
    if (type_ == "EXECVE") AddCommandLine();
    return true;
  }

 private:
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
    if (!quoted && MayBeEncoded(type_, key)) {
      const std::string decoded = Decoded(value);
      if (!decoded.empty()) return record_.AddMade(key, decoded);
    }
    record_.Add(key, value);
  }

  // The arguments as one line, which is what rules for process creation read.
  void AddCommandLine() {
    std::string line;
    for (int i = 0; i < kMaxArguments; ++i) {
      const std::string name = "a" + std::to_string(i);
      if (!record_.Has(name)) break;
      if (i > 0) line += ' ';
      line += record_.Text(name);
    }
    record_.AddMade("CommandLine", line);
    record_.Add("Image", record_.Text("a0"));
  }

  // The kernel splits longer command lines over several records.
  static constexpr int kMaxArguments = 4096;

  RecordAdder& record_;
  std::string_view type_;
};

}  // namespace

bool AddAudit(std::string_view message, RecordAdder& record) {
  if (message.find("msg=audit(") == std::string_view::npos) return false;
  return AuditLine(record).Add(message);
}

}  // namespace noroshi::lines
