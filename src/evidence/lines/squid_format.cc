#include "evidence/lines/squid_format.h"

#include <algorithm>

#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

struct CodeRow {
  std::string_view code, name;
};
// Of the codes in squid's documentation those that say what W3C's logs say too. "[un" is "un" with
// an encoding, which is taken off before.
constexpr CodeRow kCodes[] = {
    {">a", "c-ip"},
    {">A", "c-dns"},
    {">p", "c-port"},
    {">eui", "c-mac"},
    {">la", "s-ip"},
    {"la", "s-ip"},
    {">lp", "s-port"},
    {"lp", "s-port"},
    {"<a", "r-ip"},
    {"<A", "r-dns"},
    {"<p", "r-port"},
    {"<la", "s-source-ip"},
    {"<lp", "s-source-port"},
    {"un", "cs-username"},
    {"ul", "cs-username"},
    {"ui", "cs-ident"},
    {"us", "cs-username"},
    {"ue", "cs-username"},
    {">Hs", "sc-status"},
    {"Hs", "sc-status"},
    {"<Hs", "rs-status"},
    {"rm", "cs-method"},
    {">rm", "cs-method"},
    {"ru", "c-uri"},
    {">ru", "c-uri"},
    {"<ru", "r-uri"},
    {"rp", "cs-uri-path"},
    {">rp", "cs-uri-path"},
    {"rv", "cs-version"},
    {">rv", "cs-version"},
    {">rs", "cs-uri-scheme"},
    {">rd", "cs-host"},
    {"<rd", "r-dns"},
    {">rP", "cs-uri-port"},
    {"<st", "sc-bytes"},
    {">st", "cs-bytes"},
    {"st", "bytes"},
    {"Ss", "s-action"},
    {"Sh", "s-hierarchy"},
    {"mt", "rs-content-type"},
    {"tr", "time-taken"},
    {"dt", "dns-time"},
    {"err_code", "x-error"},
    {"err_detail", "x-error-detail"},
    {"ssl::>sni", "cs-tls-sni"},
};

constexpr std::string_view kBlanks = " \t";

bool IsBlank(char c) noexcept { return kBlanks.find(c) != std::string_view::npos; }

// Letters, digits and what stands in codes: "ssl::>cert_subject", "<st".
bool IsCodeChar(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// "{User-Agent}" at the front: taken, without its braces.
std::string_view TakeArgument(std::string_view& format) noexcept {
  if (!format.starts_with('{')) return {};
  const std::size_t end = format.find('}');
  if (end == std::string_view::npos) return {};
  const std::string_view argument = format.substr(1, end - 1);
  format.remove_prefix(end + 1);
  return argument;
}

// "ssl::>sni", ">Hs", "tl": a direction, letters, and namespaces before.
std::string_view TakeCode(std::string_view& format) noexcept {
  std::size_t size = 0;
  while (size < format.size()) {
    const char c = format[size];
    const bool direction = (c == '>' || c == '<') && (size == 0 || format[size - 1] == ':');
    const bool colons = format.substr(size).starts_with("::");
    if (!IsCodeChar(c) && !direction && !colons) break;
    size += colons ? 2 : 1;
  }
  while (size > 0 && format[size - 1] == '_') --size;  // a literal: no code ends so
  const std::string_view code = format.substr(0, size);
  format.remove_prefix(size);
  return code;
}

std::string HeaderName(std::string_view code, std::string_view header) {
  const std::string_view name = header.substr(0, header.find(':'));
  std::string made(code.starts_with('<') ? "rs-" : "cs-");
  for (const char c : name) made += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return made;
}

bool IsHeader(std::string_view code) noexcept {
  return code == ">h" || code == "<h" || code == ">ha" || code == "h";
}

std::string NameOf(std::string_view code, std::string_view argument) {
  if (IsHeader(code) && !argument.empty()) return HeaderName(code, argument);
  const auto row = std::ranges::find(kCodes, code, &CodeRow::code);
  if (row != std::end(kCodes)) return std::string(row->name);
  std::string name(code);
  if (!argument.empty()) name.append(1, '{').append(argument).append(1, '}');
  return name;
}

// The literal at the front of the line; its blanks stand for any number of them, but not none.
bool TakeLiteral(std::string_view literal, std::string_view& line) noexcept {
  for (const char c : literal) {
    if (line.empty() || (IsBlank(c) ? !IsBlank(line[0]) : line[0] != c)) return false;
    line.remove_prefix(1);
    while (IsBlank(c) && !line.empty() && IsBlank(line[0])) line.remove_prefix(1);
  }
  return true;
}

// Where the quote is that ends a text; squid escapes those inside.
std::size_t FindQuote(std::string_view line) noexcept {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\')
      ++i;
    else if (line[i] == '"')
      return i;
  }
  return std::string_view::npos;
}

// Milliseconds, which may be written without leading zeros. Behind a zone they cannot stand.
void AddFraction(std::string_view digits, std::string& time) {
  constexpr std::size_t kDigits = 3;
  if (time.empty() || time.find_first_of("+ Z") != std::string::npos) return;
  time.append(1, '.').append(kDigits - std::min(digits.size(), kDigits), '0').append(digits);
}

}  // namespace

void SquidFormat::AddLiteral(char c) {
  if (parts_.empty() || parts_.back().kind != Kind::kLiteral) parts_.push_back({});
  std::string& text = parts_.back().text;
  if (IsBlank(c) && !text.empty() && IsBlank(text.back())) return;
  text += c;
}

// Behind the '%': [encoding] [-] [0width[.precision]] [{argument}] code [{argument}].
Status SquidFormat::AddCode(std::string_view& format, PathTable& paths) {
  constexpr std::string_view kEncodings = "\"[]'#/\\-*+";
  const std::string_view whole = format;
  const auto skip = [&](std::string_view chars) {
    format.remove_prefix(std::min(format.find_first_not_of(chars), format.size()));
  };
  skip(kEncodings);
  skip("0123456789.");
  std::string_view argument = TakeArgument(format);
  const std::string_view code = TakeCode(format);
  if (argument.empty()) argument = TakeArgument(format);
  if (code.empty()) {
    return Error{ErrorCode::kInvalid, 0, "logformat", "no format code: %" + std::string(whole)};
  }
  // A number of the time ends where its digits do.
  const bool open = !parts_.empty() && parts_.back().kind != Kind::kLiteral &&
                    parts_.back().kind != Kind::kSeconds && parts_.back().kind != Kind::kFraction;
  if (open) {
    return Error{ErrorCode::kInvalid, 0, "logformat",
                 "nothing tells the end of what stands before %" + std::string(whole)};
  }
  Part part;
  part.kind = Kind::kField;
  if (code == "ts") part.kind = Kind::kSeconds;
  if (code == "tu") part.kind = Kind::kFraction;
  if (code == "tl" || code == "tg") {
    constexpr std::string_view kUsual = "%d/%b/%Y:%H:%M:%S %z";
    const std::string_view form = argument.empty() ? kUsual : argument;
    part.kind = code == "tl" ? Kind::kLocal : Kind::kUtc;
    part.blanks = static_cast<std::size_t>(std::ranges::count(form, ' '));
    const bool zone = form.find("%z") != std::string_view::npos;
    if (code == "tg" && !zone) part.suffix = form.find('/') == form.npos ? "Z" : " +0000";
  }
  if (part.kind == Kind::kField) {
    part.path = paths.Find(kRootPath, NameOf(code, argument));
    const bool address = code.ends_with('a') && code != ">ha" && code.size() <= 3;
    if (address) part.kind = Kind::kAddress;
  }
  parts_.push_back(std::move(part));
  return Ok();
}

Result<SquidFormat> SquidFormat::Make(std::string_view logformat, PathTable& paths) {
  SquidFormat made(paths.Find(kRootPath, "_time"));
  while (!logformat.empty()) {
    const char c = logformat[0];
    logformat.remove_prefix(1);
    if (c != '%' || logformat.starts_with('%')) {
      made.AddLiteral(c);
      if (c == '%') logformat.remove_prefix(1);
      continue;
    }
    if (Status added = made.AddCode(logformat, paths); !added.ok()) return added.error();
  }
  const bool fields = std::ranges::any_of(
      made.parts_, [](const Part& part) { return part.kind != Kind::kLiteral; });
  if (!fields) return Error{ErrorCode::kInvalid, 0, "logformat", "no format code in it"};
  return made;
}

// Takes the value at the front of the line, up to where `next`, the literal behind it, begins.
std::string_view SquidFormat::Value(const Part& part, std::string_view& line,
                                    const Part* next) const noexcept {
  while (!line.empty() && IsBlank(line[0])) line.remove_prefix(1);  // of its width
  std::size_t end = line.size();
  if (part.kind == Kind::kSeconds || part.kind == Kind::kFraction) {
    end = std::min(line.find_first_not_of("0123456789"), line.size());
  } else if (next != nullptr) {
    const char stop = next->text[0];
    if (IsBlank(stop)) {
      end = line.find_first_of(kBlanks);
      for (std::size_t i = 0; i < part.blanks && end != std::string_view::npos; ++i) {
        end = line.find_first_of(kBlanks, end + 1);
      }
    } else if (stop == '"') {
      end = FindQuote(line);
    } else if (part.kind == Kind::kAddress) {
      end = line.substr(0, line.find_first_of(kBlanks)).rfind(stop);
    } else {
      end = line.find(stop);
    }
    end = std::min(end, line.size());
  }
  const std::string_view value = line.substr(0, end);
  line.remove_prefix(end);
  return value;
}

bool SquidFormat::Read(std::string_view line, FlatRecord& record, Arena& made) const {
  std::string time;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (part.kind == Kind::kLiteral) {
      if (!TakeLiteral(part.text, line)) return false;
      continue;
    }
    const bool last = i + 1 == parts_.size() || parts_[i + 1].kind != Kind::kLiteral;
    const Part* const next = last ? nullptr : &parts_[i + 1];
    const std::string_view value = Trim(Value(part, line, next));
    switch (part.kind) {
      case Kind::kSeconds:
        if (!IsDigits(value)) return false;
        time = value;
        break;
      case Kind::kFraction:
        if (!IsDigits(value)) return false;
        AddFraction(value, time);
        break;
      case Kind::kLocal:
      case Kind::kUtc:
        time += value;
        time += part.suffix;
        break;
      default:
        if (value.empty()) return false;
        if (value != "-") record.Add(part.path, FlatType::kText, value);
    }
  }
  if (!Trim(line).empty()) return false;
  if (!time.empty()) record.Add(time_, FlatType::kMade, made.Copy(time));
  return true;
}

}  // namespace noroshi::lines
