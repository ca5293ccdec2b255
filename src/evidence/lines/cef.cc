#include <algorithm>
#include <string>

#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// The dictionary's names (ArcSight, "Common Event Format", extension dictionary) as rules have
// them.
struct CefName {
  std::string_view own, name;
};
constexpr CefName kNames[] = {
    {"src", "src_ip"},
    {"dst", "dst_ip"},
    {"spt", "src_port"},
    {"dpt", "dst_port"},
    {"act", "action"},
    {"suser", "src_user"},
    {"duser", "dst_user"},
    {"proto", "protocol"},
    {"request", "c-uri"},
    {"requestMethod", "cs-method"},
    {"requestClientApplication", "cs-user-agent"},
    {"requestContext", "cs-referer"},
    {"in", "bytes_received"},
    {"out", "bytes_sent"},
    {"app", "app"},
};
constexpr std::string_view kHeader[] = {"vendor",       "product", "product_version",
                                        "signature_id", "name",    "severity"};

std::string_view NameOf(std::string_view own) noexcept {
  const auto row = std::ranges::find(kNames, own, &CefName::own);
  return row == std::end(kNames) ? own : row->name;
}

// Up to the next bar that is not escaped, which is taken too; nothing without one.
std::optional<std::string_view> TakeColumn(std::string_view& text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '|') {
      const std::string_view column = text.substr(0, i);
      text.remove_prefix(i + 1);
      return column;
    }
  }
  return std::nullopt;
}

bool IsKeyChar(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

// Where the next "key=" begins behind a blank: values have blanks of their own. Linear: every
// character is looked at once.
std::size_t FindNextKey(std::string_view text) noexcept {
  std::size_t blank = std::string_view::npos;  // before the word at hand, while that may be a key
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') {
      blank = i;
    } else if (text[i] == '=') {
      if (blank != std::string_view::npos && i > blank + 1) return blank;
      blank = std::string_view::npos;
    } else if (!IsKeyChar(text[i])) {
      blank = std::string_view::npos;
    }
  }
  return text.size();
}

void AddValue(std::string_view name, std::string_view raw, RecordAdder& record) {
  if (raw.find('\\') == std::string_view::npos) return record.Add(name, raw);
  std::string plain;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      plain += raw[i];
    } else {
      const char next = raw[++i];
      plain += next == 'n' ? '\n' : next == 'r' ? '\r' : next;
    }
  }
  record.AddMade(name, plain);
}

void AddExtension(std::string_view text, RecordAdder& record) {
  text = Trim(text);
  while (!text.empty()) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return;
    const std::string_view key = text.substr(0, equals);
    text.remove_prefix(equals + 1);
    const std::size_t end = FindNextKey(text);
    const std::string_view value = Trim(text.substr(0, end));
    if (key == "rt")
      record.Add(IsDigits(value) ? "_time_epoch" : "rt", value);
    else if (key == "dvchost")
      record.Add("_host", value);
    else
      AddValue(NameOf(key), value, record);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// What its fields say it is: a request, a connection, or anything.
std::string_view LogOf(RecordAdder& record) {
  if (record.Has("c-uri")) return "cef:web";
  const bool flow = record.Has("src_ip") && record.Has("dst_ip") && record.Has("dst_port");
  return flow ? "cef:flow" : "cef:event";
}

}  // namespace

bool AddCef(std::string_view message, RecordAdder& record) {
  constexpr std::string_view kMark = "CEF:";
  if (!message.starts_with(kMark)) return false;
  std::string_view rest = message.substr(kMark.size());
  if (rest.empty() || rest[0] < '0' || rest[0] > '9' || !TakeColumn(rest)) return false;
  for (const std::string_view name : kHeader) {
    const auto column = TakeColumn(rest);
    if (!column) {
      record.MarkPartial();
      record.Add("_log", LogOf(record));
      return true;
    }
    AddValue(name, *column, record);
  }
  AddExtension(rest, record);
  record.Add("_log", LogOf(record));
  return true;
}

}  // namespace noroshi::lines
