#include "evidence/lines/zeek.h"

#include <algorithm>

#include "evidence/flat/flat_value.h"
#include "evidence/lines/header_cutter.h"

namespace noroshi::lines {
namespace {

FlatType TypeOf(std::string_view type) noexcept {
  if (type == "count" || type == "int" || type == "port") return FlatType::kNumber;
  if (type == "bool") return FlatType::kTrue;
  if (type == "string" || type == "enum") return FlatType::kHexed;
  return FlatType::kText;
}

// "set[string]" => "string".
std::string_view InnerType(std::string_view type) noexcept {
  const std::size_t open = type.find('[');
  return open == std::string_view::npos ? type : type.substr(open + 1, type.size() - open - 2);
}

// The text behind the first separator.
std::string_view ValueOf(std::string_view line, char separator) noexcept {
  return line.substr(std::min(line.find(separator), line.size() - 1) + 1);
}

}  // namespace

bool Zeek::Detect(std::string_view start) {
  bool fields = false;
  ForFirstLines(start, 16, [&](std::string_view line) {
    fields = line.starts_with("#fields") || line.starts_with("#separator ");
    return !fields && line.starts_with('#');
  });
  return fields;
}

std::unique_ptr<RecordCutter> Zeek::NewCutter() { return std::make_unique<HeaderCutter>(); }

Zeek::Parser::Parser(PathTable& paths)
    : paths_(paths), path_field_(paths.Find(kRootPath, "_path")) {}

void Zeek::Parser::Reset() {
  separator_ = '\t';
  set_separator_ = ',';
  unset_ = "-";
  empty_ = "(empty)";
  log_.clear();
  columns_.clear();
}

void Zeek::Parser::TakeDirective(std::string_view line) {
  const std::string_view value = ValueOf(line, separator_);
  if (line.starts_with("#separator ")) {
    char text[8] = {};
    const std::string_view written = line.substr(11).substr(0, sizeof(text));
    if (UnescapeHex(written, text) == 1) separator_ = text[0];
  } else if (line.starts_with("#set_separator")) {
    if (!value.empty()) set_separator_ = value[0];
  } else if (line.starts_with("#unset_field")) {
    unset_ = value;
  } else if (line.starts_with("#empty_field")) {
    empty_ = value;
  } else if (line.starts_with("#path")) {
    log_ = value;
  } else if (line.starts_with("#fields")) {
    SplitBy(value, separator_, parts_);
    columns_.clear();
    for (const std::string_view name : parts_) columns_.push_back({paths_.Find(kRootPath, name)});
  } else if (line.starts_with("#types")) {
    TakeTypes(value);
  }
}

void Zeek::Parser::TakeTypes(std::string_view types) {
  SplitBy(types, separator_, parts_);
  for (std::size_t i = 0; i < columns_.size() && i < parts_.size(); ++i) {
    columns_[i].is_set = parts_[i].find('[') != std::string_view::npos;
    columns_[i].type = TypeOf(InnerType(parts_[i]));
  }
}

Parsed Zeek::Parser::ParseLine(std::string_view line, FlatRecord& record) {
  if (columns_.empty()) return Parsed::kBad;
  SplitBy(line, separator_, parts_);
  if (parts_.size() > columns_.size()) return Parsed::kBad;
  if (!log_.empty()) record.Add(path_field_, FlatType::kMade, log_);
  for (std::size_t i = 0; i < parts_.size(); ++i) AddValue(columns_[i], parts_[i], record);
  return parts_.size() < columns_.size() ? Parsed::kPartial : Parsed::kRecord;
}

void Zeek::Parser::AddValue(const Column& column, std::string_view text, FlatRecord& record) {
  if (text == unset_) return;
  if (text == empty_) {
    return record.Add(column.path, column.is_set ? FlatType::kNull : FlatType::kText, {});
  }
  items_.assign(1, text);
  if (column.is_set) SplitBy(text, set_separator_, items_);
  for (const std::string_view item : items_) {
    FlatType type = column.type;
    if (type == FlatType::kTrue && item == "F") type = FlatType::kFalse;
    record.Add(column.path, type, item);
  }
}

}  // namespace noroshi::lines
