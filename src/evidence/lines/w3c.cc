#include "evidence/lines/w3c.h"

#include <algorithm>

#include "evidence/csv/event_csv.h"
#include "evidence/lines/header_cutter.h"

namespace noroshi::lines {
namespace {

// "cs(User-Agent)" => "cs-user-agent".
std::string SigmaName(std::string_view name) {
  std::string made;
  for (const char c : name) {
    if (c == ')') continue;
    made += c == '(' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return made;
}

bool Contains(std::string_view text, std::string_view part) noexcept {
  return text.find(part) != std::string_view::npos;
}

// Some of Exchange's logs name their columns once more, in a line before the directives.
bool IsColumnLine(std::string_view line) noexcept { return line.starts_with("DateTime,"); }

}  // namespace

bool W3c::Detect(std::string_view start) {
  bool fields = false;
  ForFirstLines(start, 16, [&](std::string_view line) {
    fields = line.starts_with("#Fields:");
    return !fields && (line.starts_with('#') || IsColumnLine(line));
  });
  return fields;
}

std::unique_ptr<RecordCutter> W3c::NewCutter() { return std::make_unique<HeaderCutter>(); }

W3c::Parser::Parser(PathTable& paths)
    : paths_(paths),
      log_field_(paths.Find(kRootPath, "_log")),
      time_field_(paths.Find(kRootPath, "_time")),
      url_field_(paths.Find(kRootPath, "c-uri")),
      url_parts_{paths.Find(kRootPath, "cs-uri"),      paths.Find(kRootPath, "cs-uri-scheme"),
                 paths.Find(kRootPath, "cs-host"),     paths.Find(kRootPath, "cs-uri-port"),
                 paths.Find(kRootPath, "cs-uri-path"), paths.Find(kRootPath, "cs-uri-query")} {}

void W3c::Parser::Reset() {
  software_.clear();
  names_.clear();
  date_.clear();
  columns_.clear();
}

void W3c::Parser::TakeDirective(std::string_view line) {
  const std::size_t colon = std::min(line.find(':'), line.size() - 1);
  const std::string_view value = Trim(line.substr(colon + 1));
  if (line.starts_with("#Fields:")) TakeFields(value);
  if (line.starts_with("#Software:")) software_ = value;
  if (line.starts_with("#Date:")) date_ = value.substr(0, value.find(' '));
  TellLog();
}

void W3c::Parser::TakeFields(std::string_view names) {
  using Role = Column::Role;
  names_ = names;
  commas_ = Contains(names, ",") && !Contains(names, " ");
  commas_ ? csv::SplitRow(names, words_) : SplitWords(names, words_);
  columns_.clear();
  for (const std::string_view word : words_) {
    const std::string name = SigmaName(word);
    Column column{paths_.Find(kRootPath, name)};
    if (name == "date") column.role = Role::kDate;
    if (name == "time") column.role = Role::kTime;
    if (name == "date-time" || name == "datetime") column.role = Role::kDateTime;
    if (name == "cs-user-agent") column.role = Role::kPlusIsBlank;
    columns_.push_back(column);
  }
}

void W3c::Parser::TellLog() {
  log_ = "web";
  if (Contains(names_, "s-action") || Contains(names_, "cs-uri-scheme")) log_ = "proxy";
  if (Contains(software_, "Internet Information Services")) log_ = "iis";
  if (Contains(software_, "Windows Firewall")) log_ = "firewall";
  if (Contains(software_, "Microsoft Exchange")) {
    log_ = Contains(names_, "UrlStem") ? "exchange" : "mail";
  }
  quotes_ = log_ != "iis";
}

void W3c::Parser::Split(std::string_view line) {
  if (commas_) return csv::SplitRow(line, words_);
  if (quotes_) return SplitWords(line, words_);
  SplitBy(line, ' ', words_);
  std::erase_if(words_, [](std::string_view word) { return word.empty(); });
}

Parsed W3c::Parser::ParseLine(std::string_view line, FlatRecord& record) {
  using Role = Column::Role;
  if (IsColumnLine(line)) return Parsed::kNoRecord;
  if (columns_.empty()) return Parsed::kBad;
  Split(line);
  record.Add(log_field_, FlatType::kMade, log_);
  std::string_view date = date_, time;
  bool joined = false;
  const std::size_t count = std::min(words_.size(), columns_.size());
  for (std::size_t i = 0; i < count; ++i) {
    const Column& column = columns_[i];
    const std::string_view text = quotes_ ? Unquoted(words_[i]) : words_[i];
    if (column.role == Role::kDate) date = text;
    if (column.role == Role::kTime) time = text;
    if (column.role == Role::kDateTime) joined = true;
    AddCell(column, words_[i], record);
  }
  if (!joined) AddTime(date, time, record);
  if (log_ == "proxy") AddUrl(record);
  if (words_.size() > columns_.size()) return Parsed::kOddText;
  return words_.size() < columns_.size() ? Parsed::kPartial : Parsed::kRecord;
}

void W3c::Parser::AddCell(const Column& column, std::string_view cell, FlatRecord& record) {
  using Role = Column::Role;
  const std::string_view text = quotes_ ? Unquoted(cell) : cell;
  if (text == "-" || (commas_ && text.empty())) return;
  if (column.role == Role::kDate || column.role == Role::kTime) return;
  if (column.role == Role::kDateTime) return record.Add(time_field_, FlatType::kText, text);
  if (column.role != Role::kPlusIsBlank || text.size() != cell.size() || commas_) {
    return record.Add(column.path, FlatType::kText, text);
  }
  agent_ = text;
  std::ranges::replace(agent_, '+', ' ');
  record.Add(column.path, FlatType::kMade, agent_);
}

void W3c::Parser::AddUrl(FlatRecord& record) {
  const auto text = [&](PathId part) {
    const FlatField* field = record.Find(part);
    return field == nullptr ? std::string_view() : field->text;
  };
  const std::string_view host = text(url_parts_.host), path = text(url_parts_.path);
  if (host.empty() || path.empty()) return;
  if (record.Find(url_field_) != nullptr || record.Find(url_parts_.whole) != nullptr) return;
  const std::string_view scheme = text(url_parts_.scheme), port = text(url_parts_.port);
  const bool usual = port.empty() || port == "80" || (port == "443" && scheme != "http") ||
                     host.find(':') != std::string_view::npos;
  url_.clear();
  if (!scheme.empty()) url_.append(scheme).append("://");
  url_ += host;
  if (!usual) url_.append(1, ':').append(port);
  if (!path.starts_with('/')) url_ += '/';
  url_ += path;
  const std::string_view query = text(url_parts_.query);
  if (!query.empty() && !query.starts_with('?')) url_ += '?';
  url_ += query;
  record.Add(url_field_, FlatType::kMade, url_);
}

void W3c::Parser::AddTime(std::string_view date, std::string_view time, FlatRecord& record) {
  time_.assign(date);
  time_ += ' ';
  time_ += time;
  record.Add(time_field_, FlatType::kMade, time_);
}

}  // namespace noroshi::lines
