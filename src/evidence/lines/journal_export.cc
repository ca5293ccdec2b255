#include "evidence/lines/journal_export.h"

#include <algorithm>

#include "evidence/byte_stream.h"

namespace noroshi::lines {
namespace {

constexpr std::string_view kFirst = "__CURSOR=", kNextEntry = "\n__CURSOR=";
constexpr std::size_t kSizeBytes = 8, kMaxNameBytes = 64;  // systemd allows no longer name

// "MESSAGE" of "MESSAGE=..." or of a line of its own; 0 for a line of another kind.
std::size_t NameSize(std::string_view line) noexcept {
  std::size_t size = 0;
  while (size < line.size() && size <= kMaxNameBytes &&
         ((line[size] >= 'A' && line[size] <= 'Z') || line[size] == '_' ||
          (size > 0 && line[size] >= '0' && line[size] <= '9'))) {
    ++size;
  }
  return size <= kMaxNameBytes ? size : 0;
}

bool BeginsField(std::string_view text) noexcept {
  const std::size_t name = NameSize(text);
  return name > 0 && name < text.size() && text[name] == '=';
}

// Behind the text of a field that has its size before it: the next line that begins a field.
std::size_t LongValueEnd(std::string_view text) noexcept {
  for (std::size_t end = text.find('\n'); end != std::string_view::npos;
       end = text.find('\n', end + 1)) {
    if (end >= kSizeBytes && BeginsField(text.substr(end + 1))) return end;
  }
  return text.size();
}

// Without the size, of which bytes that are no UTF-8 have become one character each.
std::string_view WithoutSize(std::string_view value) noexcept {
  for (std::size_t i = 0; i < kSizeBytes && !value.empty(); ++i) {
    value.remove_prefix(1);
    while (!value.empty() && (static_cast<unsigned char>(value[0]) & 0xC0) == 0x80) {
      value.remove_prefix(1);  // the rest of a character
    }
  }
  return value.substr(0, value.find_last_not_of('\n') + 1);
}

}  // namespace

bool JournalExport::Detect(std::string_view start) {
  return start.starts_with(kFirst) && start.find("\n__REALTIME_TIMESTAMP=") < kSniffBytes;
}

std::unique_ptr<RecordCutter> JournalExport::NewCutter() {
  return std::make_unique<JournalEntryCutter>();
}

Cut JournalEntryCutter::Next(std::string_view text, At at) {
  const std::size_t begin = std::min(text.find_first_not_of('\n'), text.size());
  if (begin > 0) return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = begin};
  if (text.empty()) return {};
  const std::size_t next = text.find(kNextEntry);
  if (next == std::string_view::npos && at == At::kMiddle) return {};
  const std::size_t end = std::min(next, text.size());
  const std::size_t size = text.substr(0, end).find_last_not_of('\n') + 1;
  return {.kind = Cut::Kind::kRecord, .begin = 0, .end = size, .next = end};
}

Parsed JournalExport::Parser::Parse(std::string_view text, FlatRecord& record) {
  record.Clear();
  bool whole = text.starts_with(kFirst);
  while (!text.empty()) {
    const std::size_t name = NameSize(text);
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    if (name > 0 && name < text.size() && text[name] == '=') {
      record.Add(paths_.Find(kRootPath, text.substr(0, name)), FlatType::kText,
                 text.substr(name + 1, line_end - name - 1));
      text.remove_prefix(std::min(line_end + 1, text.size()));
    } else if (name > 0 && name == line_end && line_end < text.size()) {
      const PathId path = paths_.Find(kRootPath, text.substr(0, name));
      text.remove_prefix(line_end + 1);
      const std::size_t end = LongValueEnd(text);
      record.Add(path, FlatType::kText, WithoutSize(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    } else {
      whole = false;
      text.remove_prefix(std::min(line_end + 1, text.size()));
    }
  }
  if (record.fields().empty()) return Parsed::kBad;
  return journal_.Add(record) && whole ? Parsed::kRecord : Parsed::kPartial;
}

}  // namespace noroshi::lines
