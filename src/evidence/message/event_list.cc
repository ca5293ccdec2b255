#include "evidence/message/event_list.h"

#include <algorithm>
#include <array>
#include <utility>

namespace noroshi::message {
namespace {

constexpr std::string_view kWevtutilStart = "Event[";

// wevtutil's names, in English and Japanese, as those of Get-WinEvent's properties.
struct ListName {
  std::string_view shown, name;
};
constexpr ListName kNames[] = {
    {"Log Name", "LogName"},
    {"ログの名前", "LogName"},
    {"Source", "ProviderName"},
    {"ソース", "ProviderName"},
    {"Date", "TimeCreated"},
    {"日付", "TimeCreated"},
    {"Event ID", "Id"},
    {"イベント ID", "Id"},
    {"Computer", "MachineName"},
    {"コンピューター", "MachineName"},
    {"Description", "Message"},
    {"説明", "Message"},
    {"Level", "LevelDisplayName"},
    {"レベル", "LevelDisplayName"},
    {"Task", "TaskDisplayName"},
    {"タスク", "TaskDisplayName"},
    {"Opcode", "OpcodeDisplayName"},
    {"オペコード", "OpcodeDisplayName"},
    {"Keyword", "KeywordsDisplayNames"},
    {"キーワード", "KeywordsDisplayNames"},
};

std::string_view PropertyName(std::string_view shown) noexcept {
  const auto row = std::find_if(std::begin(kNames), std::end(kNames),
                                [shown](const ListName& one) { return one.shown == shown; });
  return row == std::end(kNames) ? shown : row->name;
}

std::string_view WithoutEnd(std::string_view line) noexcept {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::string_view TrimRight(std::string_view text) noexcept {
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

// "TimeCreated  : 1" => name and value; an empty name for a line of another kind.
struct ListLine {
  std::string_view name, value;
  std::size_t value_at = 0;
};

ListLine ReadFormatList(std::string_view line) noexcept {
  if (line.empty() || line[0] == ' ' || line[0] == '\t') return {};
  const std::size_t colon = line.find(" :");
  if (colon == std::string_view::npos) return {};
  const std::string_view name = TrimRight(line.substr(0, colon));
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  const std::size_t value_at = std::min(colon + 3, line.size());
  return plain ? ListLine{name, line.substr(value_at), value_at} : ListLine{};
}

// "  Log Name: Security".
ListLine ReadWevtutil(std::string_view line) noexcept {
  constexpr std::string_view kIndent = "  ";
  if (!line.starts_with(kIndent)) return {};
  line.remove_prefix(kIndent.size());
  const std::size_t colon = line.find(':');
  if (line.starts_with(' ') || colon == std::string_view::npos) return {};
  const std::string_view value = line.substr(colon + 1);
  const std::size_t begin = std::min(value.find_first_not_of(' '), value.size());
  return {line.substr(0, colon), value.substr(begin), 0};
}

// What every record of the text begins with; "" where nothing does.
std::string FirstOf(std::string_view line) {
  if (line.starts_with(kWevtutilStart)) return std::string(kWevtutilStart);
  const ListLine first = ReadFormatList(line);
  return first.name.empty() ? std::string() : std::string(first.name);
}

bool Begins(std::string_view line, std::string_view first) noexcept {
  if (!line.starts_with(first)) return false;
  return first == kWevtutilStart || ReadFormatList(line).name == first;
}

// Where the next line begins; npos when there is no line end.
std::size_t BehindLine(std::string_view text, std::size_t from) noexcept {
  const std::size_t end = text.find('\n', from);
  return end == std::string_view::npos ? end : end + 1;
}

bool IsBlank(std::string_view line) noexcept {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

bool EventList::Detect(std::string_view start) {
  constexpr std::array<std::string_view, 3> kWanted = {"TimeCreated", "ProviderName", "Id"};
  std::array<bool, kWanted.size()> found{};
  std::string first;
  for (std::size_t at = 0; at < start.size();) {
    const std::size_t next = std::min(BehindLine(start, at), start.size());
    const std::string_view line = WithoutEnd(start.substr(at, next - at - 1));
    at = next;
    if (first.empty() && IsBlank(line)) continue;
    if (first.empty()) {
      first = FirstOf(line);
      if (first.empty()) return false;
    } else if (Begins(line, first)) {
      break;
    }
    const ListLine item = first == kWevtutilStart ? ReadWevtutil(line) : ReadFormatList(line);
    const auto wanted = std::find(kWanted.begin(), kWanted.end(), PropertyName(item.name));
    if (wanted != kWanted.end()) found[static_cast<std::size_t>(wanted - kWanted.begin())] = true;
  }
  return std::all_of(found.begin(), found.end(), [](bool one) { return one; });
}

std::unique_ptr<RecordCutter> EventList::NewCutter() { return std::make_unique<EventListCutter>(); }

Cut EventListCutter::Next(std::string_view text, At at) {
  std::size_t next = BehindLine(text, 0);
  const bool cut = next == std::string_view::npos;
  if (text.empty() || (cut && at == At::kMiddle)) return {};
  const std::string_view line = WithoutEnd(text.substr(0, cut ? text.size() : next - 1));
  if (first_.empty()) first_ = FirstOf(line);
  if (IsBlank(line)) {
    const std::size_t end = cut ? text.size() : next;
    return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = end};
  }
  while (next < text.size()) {
    const std::size_t behind = BehindLine(text, next);
    if (behind == std::string_view::npos && at == At::kMiddle) return {};
    const std::size_t end = std::min(behind, text.size());
    if (!first_.empty() && Begins(text.substr(next, end - next), first_)) break;
    next = end;
  }
  // Whether more lines of the record come can be told only when they are there.
  if (next >= text.size() && at == At::kMiddle) return {};
  next = std::min(next, text.size());
  const std::size_t size = text.substr(0, next).find_last_not_of(" \t\r\n") + 1;
  return {.kind = Cut::Kind::kRecord, .begin = 0, .end = size, .next = next};
}

void EventList::Parser::Begin(std::string_view name, std::string_view value, FlatRecord& record) {
  Flush(record);
  name_ = PropertyName(name);
  value_ = TrimRight(value);
}

void EventList::Parser::Flush(FlatRecord& record) {
  const std::string_view name = std::exchange(name_, {});
  if (name.empty() || value_.empty()) return;
  const std::string_view text = made_.Copy(value_);
  if (name == "ProviderName") event_.provider = text;
  if (name == "Id") event_.event_id = text;
  if (name == "Message") event_.message = text;
  record.Add(paths_.Find(kRootPath, name), FlatType::kMade, text);
}

void EventList::Parser::TakeLine(std::string_view line, FlatRecord& record) {
  const bool in_message = is_wevtutil_ && name_ == "Message";
  const ListLine item = in_message     ? ListLine{}
                        : is_wevtutil_ ? ReadWevtutil(line)
                                       : ReadFormatList(line);
  if (!item.name.empty()) return Begin(item.name, item.value, record);
  if (name_.empty()) return;
  // Lines that go on stand below the value.
  if (!is_wevtutil_) {
    const std::size_t text = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(text);
  }
  if (!value_.empty()) value_ += '\n';
  value_ += line;
}

Parsed EventList::Parser::Parse(std::string_view text, FlatRecord& record) {
  record.Clear();
  made_.Reset();
  name_ = {};
  event_ = {};
  is_wevtutil_ = text.starts_with(kWevtutilStart);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    TakeLine(WithoutEnd(text.substr(0, end)), record);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  Flush(record);
  if (record.fields().empty()) return Parsed::kBad;
  if (event_.provider.empty() || event_.event_id.empty()) return Parsed::kPartial;
  return messages_.Add(event_, record, made_) ? Parsed::kRecord : Parsed::kMessageOnly;
}

}  // namespace noroshi::message
