#include "evidence/lines/event_line_cutter.h"

#include <algorithm>
#include <charconv>

namespace noroshi::lines {
namespace {

struct TextLine {
  std::size_t end = 0, next = 0;
  bool cut = false;  // no line end there
};

TextLine LineAt(std::string_view text, std::size_t from) noexcept {
  const std::size_t end = text.find('\n', from);
  if (end == std::string_view::npos) return {text.size(), text.size(), true};
  const bool cr = end > from && text[end - 1] == '\r';
  return {cr ? end - 1 : end, end + 1, false};
}

// Records that the kernel writes of one system call (linux/audit.h, audit-userspace's list of
// record types); those of programs, such as USER_LOGIN, stand alone.
bool IsPartOfCall(std::string_view type) noexcept {
  static constexpr std::string_view kTypes[] = {
      "AVC",         "BPF",           "BPRM_FCAPS",    "CAPSET",    "CWD",
      "EXECVE",      "FANOTIFY",      "FD_PAIR",       "IPC",       "IPC_SET_PERM",
      "KERN_MODULE", "MMAP",          "MQ_GETSETATTR", "MQ_NOTIFY", "MQ_OPEN",
      "MQ_SENDRECV", "NETFILTER_CFG", "OBJ_PID",       "OPENAT2",   "PATH",
      "SELINUX_ERR", "SOCKADDR",      "SOCKETCALL",    "SYSCALL",   "URINGOP"};
  return std::binary_search(std::begin(kTypes), std::end(kTypes), type);
}

// The kernel writes these last.
bool EndsEvent(std::string_view type) noexcept { return type == "PROCTITLE" || type == "EOE"; }

std::uint64_t SecondsOf(std::string_view event) noexcept {
  std::uint64_t seconds = 0;
  std::from_chars(event.data(), event.data() + event.size(), seconds);
  return seconds;
}

// Is the event over when that line of another one is seen?
bool IsLater(const AuditLine& other, const AuditLine& first) noexcept {
  return !other.event.empty() &&
         SecondsOf(other.event) >= SecondsOf(first.event) + kAuditEventSeconds;
}

}  // namespace

AuditLine ReadAuditLine(std::string_view line) noexcept {
  constexpr std::string_view kNode = "node=", kType = "type=", kMark = " msg=audit(";
  const std::size_t mark = line.find(kMark);
  if (mark == std::string_view::npos) return {};
  const std::string_view before = line.substr(0, mark);
  const std::size_t type_at = before.rfind(' ') + 1;  // 0 without one
  if (!before.substr(type_at).starts_with(kType)) return {};
  AuditLine found;
  found.type = before.substr(type_at + kType.size());
  std::string_view head = before.substr(0, type_at);
  if (head.size() > 1) {
    const std::size_t word_at = head.rfind(' ', head.size() - 2) + 1;
    const std::string_view word = head.substr(word_at, head.size() - 1 - word_at);
    if (word.starts_with(kNode)) {
      found.node = word.substr(kNode.size());
      head = head.substr(0, word_at);
    }
  }
  if (!head.empty() && !head.ends_with(": ")) return {};  // somebody quotes such a line
  const std::string_view behind = line.substr(mark + kMark.size());
  const std::size_t end = behind.find(')');
  if (end == std::string_view::npos) return {};
  found.event = behind.substr(0, end);
  found.rest = behind.substr(end + 1);
  return found;
}

Cut EventLineCutter::Pass(std::size_t next) {
  position_ += next;
  return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = next};
}

bool EventLineCutter::IsClaimed(const AuditLine& line) {
  std::erase_if(claimed_, [this](const ClaimedEvent& one) { return one.end <= position_; });
  return std::any_of(claimed_.begin(), claimed_.end(), [&line](const ClaimedEvent& one) {
    return one.event == line.event && one.node == line.node;
  });
}

// Nobody knows how much was skipped before.
std::size_t EventLineCutter::Resume(std::string_view text) {
  claimed_.clear();
  return RecordCutter::Resume(text);
}

bool EventLineCutter::FindExtent(std::string_view text, At at, const AuditLine& first,
                                 EventExtent& extent) {
  bool is_call = IsPartOfCall(first.type), ended = EndsEvent(first.type), together = true;
  std::size_t foreign = 0;
  for (std::size_t from = extent.next; from < kMaxAuditEventBytes;) {
    const TextLine line = LineAt(text, from);
    // Whether the next line belongs to it can be told only when it is there.
    if (line.cut && at == At::kMiddle) return false;
    if (from >= text.size()) return true;
    const AuditLine other = ReadAuditLine(text.substr(from, line.end - from));
    if (other.IsOf(first)) {
      is_call = is_call || IsPartOfCall(other.type);
      ended = ended || EndsEvent(other.type);
      extent.end = line.end;
      if (together) extent.next = line.next;
      foreign = 0;
    } else {
      if (ended || !is_call || IsLater(other, first)) return true;
      if (++foreign > kMaxForeignLines || line.next - extent.end > kMaxForeignBytes) return true;
      together = false;
    }
    from = line.next;
  }
  return true;
}

Cut EventLineCutter::Next(std::string_view text, At at) {
  const TextLine line = LineAt(text, 0);
  if (text.empty() || (line.cut && at == At::kMiddle)) return {};
  if (line.end == 0) return Pass(line.next);
  const AuditLine first = ReadAuditLine(text.substr(0, line.end));
  EventExtent extent{line.end, line.next};
  if (!first.event.empty()) {
    // The end of an event tells nothing where its lines are not there.
    if (first.type == "EOE" || IsClaimed(first)) return Pass(line.next);
    if (!FindExtent(text, at, first, extent)) return {};
  }
  if (extent.end > extent.next) {
    claimed_.push_back({std::string(first.node), std::string(first.event), position_ + extent.end});
  }
  position_ += extent.next;
  return {.kind = Cut::Kind::kRecord, .begin = 0, .end = extent.end, .next = extent.next};
}

}  // namespace noroshi::lines
