#include "evidence/csv/event_csv.h"

#include <algorithm>
#include <span>

#include "base/time.h"
#include "evidence/text/time_format.h"

namespace noroshi::csv {
namespace {

constexpr std::string_view kUtcMark = " [UTC]", kLocalMark = " [Local Time]";
constexpr std::string_view kTypeLine = "#TYPE ";  // Export-Csv of Windows PowerShell
// The longest header we know of has 400 bytes.
constexpr std::size_t kMaxHeaderBytes = 64 * 1024;

// What tells each of the exports by its header: all of these columns are there.
constexpr std::string_view kEvtxECmd[] = {"EventRecordId", "MapDescription", "Payload", "Channel"};
constexpr std::string_view kGetWinEvent[] = {"Id", "ProviderName", "LogName", "TimeCreated"};
constexpr std::string_view kViewer[] = {"Date and Time", "Source", "Event ID"};
constexpr std::string_view kViewerJapanese[] = {"日付と時刻", "ソース", "イベント ID"};
constexpr std::span<const std::string_view> kExports[] = {kEvtxECmd, kGetWinEvent, kViewer,
                                                          kViewerJapanese};

// Event Viewer's columns in Japanese, and the one that it gives no name, as its English ones.
struct Translation {
  std::string_view japanese, english;
};
constexpr Translation kColumns[] = {{"レベル", "Level"},
                                    {"日付と時刻", "Date and Time"},
                                    {"ソース", "Source"},
                                    {"イベント ID", "Event ID"},
                                    {"タスクのカテゴリ", "Task Category"}};

std::string_view EnglishName(std::string_view name) noexcept {
  const auto row = std::ranges::find(kColumns, name, &Translation::japanese);
  return row == std::end(kColumns) ? name : row->english;
}

bool IsQuoted(std::string_view cell) noexcept {
  return cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
}
std::string_view Inside(std::string_view cell) noexcept {
  return IsQuoted(cell) ? cell.substr(1, cell.size() - 2) : cell;
}

// Without quotes, doubled ones made one. Copied only where there are some.
std::string_view Plain(std::string_view cell, Arena& made) {
  const std::string_view inside = Inside(cell);
  if (!IsQuoted(cell) || inside.find("\"\"") == std::string_view::npos) return inside;
  std::string text;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    text += inside[i];
    if (inside[i] == '"' && i + 1 < inside.size() && inside[i + 1] == '"') ++i;
  }
  return made.Copy(text);
}

// Behind the closing quote of a cell that begins with one; npos when there is none.
std::size_t QuotedEnd(std::string_view text, std::size_t at) noexcept {
  std::size_t i = at + 1;
  while (true) {
    i = text.find('"', i);
    if (i == std::string_view::npos) return i;
    if (i + 1 >= text.size() || text[i + 1] != '"') return i + 1;
    i += 2;
  }
}

bool IsHeader(std::string_view row) {
  std::vector<std::string_view> cells;
  SplitRow(row, cells);
  return std::ranges::any_of(kExports, [&](std::span<const std::string_view> names) {
    return std::ranges::all_of(names, [&](std::string_view name) {
      return std::ranges::find(cells, name, Inside) != cells.end();
    });
  });
}

}  // namespace

Row FindRow(std::string_view text) noexcept {
  std::size_t i = 0;
  while (true) {
    if (i < text.size() && text[i] == '"') {
      i = QuotedEnd(text, i);
      if (i == std::string_view::npos) return {text.size(), i};
    }
    i = text.find_first_of(",\n", i);
    if (i == std::string_view::npos) return {text.size(), i};
    if (text[i] == '\n') break;
    ++i;
  }
  const bool cr = i > 0 && text[i - 1] == '\r';
  return {cr ? i - 1 : i, i + 1};
}

void SplitRow(std::string_view row, std::vector<std::string_view>& cells) {
  cells.clear();
  std::size_t begin = 0;
  while (true) {
    std::size_t i = begin;
    if (i < row.size() && row[i] == '"') i = std::min(QuotedEnd(row, i), row.size());
    i = std::min(row.find(',', i), row.size());
    cells.push_back(row.substr(begin, i - begin));
    if (i == row.size()) return;
    begin = i + 1;
  }
}

Cut RowCutter::Next(std::string_view text, At at) {
  const Row row = FindRow(text);
  const bool cut = row.size == std::string_view::npos;
  if (text.empty() || (cut && at == At::kMiddle)) return {};
  const std::size_t end = cut ? text.size() : row.text;
  const std::size_t next = cut ? text.size() : row.size;
  const std::string_view whole = text.substr(0, end);
  if (whole.empty() || (header_ == nullptr && whole.starts_with(kTypeLine))) {
    return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = next};
  }
  if (header_ == nullptr) {
    header_ = std::make_shared<const std::string>(whole.substr(0, kMaxHeaderBytes));
  }
  return {.kind = Cut::Kind::kRecord, .begin = 0, .end = end, .next = next};
}

std::string_view SkipTypeLine(std::string_view text) noexcept {
  if (!text.starts_with(kTypeLine)) return text;
  const Row line = FindRow(text);
  return line.size == std::string_view::npos ? std::string_view() : text.substr(line.size);
}

bool EventCsv::Detect(std::string_view start) {
  start = SkipTypeLine(start);
  const Row row = FindRow(start);
  return row.text <= kMaxHeaderBytes && IsHeader(start.substr(0, row.text));
}

std::unique_ptr<RecordCutter> EventCsv::NewCutter() { return std::make_unique<RowCutter>(); }

EventCsv::Parser::Parser(PathTable& paths, const ReadOptions& options)
    : paths_(paths),
      message_field_(paths.Find(kRootPath, "Message")),
      messages_(paths),
      payload_(paths),
      carried_(paths, options) {}

void EventCsv::Parser::BeginUnit(const Unit& unit) {
  columns_.clear();
  if (unit.header != nullptr) TakeHeader(*unit.header);
}

EventCsv::Parser::Column::Role EventCsv::Parser::RoleOf(std::string_view name) const noexcept {
  using Role = Column::Role;
  if (name.empty()) return Role::kNothing;
  if (!is_windows_) return Role::kValue;
  if (name == "ProviderName" || name == "Source") return Role::kProvider;
  if (name == "Id" || name == "Event ID") return Role::kEventId;
  if (name == "Payload") return Role::kPayload;
  if (name == "Message") return Role::kMessage;
  return name == "Properties" ? Role::kNothing : Role::kValue;
}

void EventCsv::Parser::TakeHeader(std::string_view row) {
  columns_.clear();
  made_.Reset();
  SplitRow(row, cells_);
  is_windows_ = IsHeader(row);
  for (const std::string_view cell : cells_) {
    std::string_view name = EnglishName(Plain(cell, made_));
    // Azure's portal: "TimeGenerated [UTC]", "TimeGenerated [Local Time]".
    const bool utc = !is_windows_ && name.ends_with(kUtcMark);
    for (const std::string_view mark : {kUtcMark, kLocalMark}) {
      if (name.ends_with(mark)) name.remove_suffix(mark.size());
    }
    const Column::Role role = utc ? Column::Role::kUtcTime : RoleOf(name);
    columns_.push_back({paths_.Find(kRootPath, name), role});
  }
  // Event Viewer writes the message behind the columns that it names.
  const bool viewer = std::ranges::any_of(
      cells_, [](std::string_view cell) { return EnglishName(Inside(cell)) == "Date and Time"; });
  if (viewer) columns_.push_back({message_field_, Column::Role::kMessage});
}

Parsed EventCsv::Parser::Parse(std::string_view text, FlatRecord& record) {
  record.Clear();
  if (columns_.empty()) {
    TakeHeader(text);
    return Parsed::kNoRecord;
  }
  made_.Reset();
  SplitRow(text, cells_);
  provider_ = event_id_ = message_ = {};
  const std::size_t count = std::min(cells_.size(), columns_.size());
  for (std::size_t i = 0; i < count; ++i) AddCell(columns_[i], cells_[i], record);
  Parsed read = Parsed::kRecord;
  if (is_windows_) {
    const bool told = messages_.Add({provider_, event_id_, message_}, record, made_);
    if (!told) read = Parsed::kMessageOnly;
  }
  if (cells_.size() > columns_.size()) read = Parsed::kOddText;
  if (cells_.size() < columns_.size()) read = Parsed::kPartial;
  return is_windows_ ? read : carried_.Open(read, record);
}

void EventCsv::Parser::AddUtcTime(PathId path, std::string_view text, FlatRecord& record) {
  const auto time = ParseTime(text, TimeForm::kUsSlashes, {});
  if (time) text = made_.Copy(ToIso8601(*time));
  record.Add(path, FlatType::kMade, text);
}

void EventCsv::Parser::AddCell(const Column& column, std::string_view cell, FlatRecord& record) {
  using Role = Column::Role;
  const std::string_view text = Plain(cell, made_);
  if (text.empty() || column.role == Role::kNothing) return;
  if (column.role == Role::kUtcTime) return AddUtcTime(column.path, text, record);
  const bool payload = column.role == Role::kPayload && payload_.Add(text, record, made_);
  if (payload) return;
  const bool as_it_stands = text.data() >= cell.data() && text.data() < cell.data() + cell.size();
  record.Add(column.path, as_it_stands ? FlatType::kText : FlatType::kMade, text);
  if (column.role == Role::kProvider) provider_ = text;
  if (column.role == Role::kEventId) event_id_ = text;
  if (column.role == Role::kMessage) message_ = text;
}

}  // namespace noroshi::csv
