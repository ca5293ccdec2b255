#include "knowledge/citation.h"

#include <cctype>
#include <cstddef>

namespace noroshi {
namespace {

constexpr std::string_view kOwnPages = "attack.mitre.org";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// "19dd" or "20dd" at this place, as a number; else 0.
int YearAt(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return 0;
  const std::string_view digits = text.substr(at, 4);
  for (const char c : digits) {
    if (!IsDigit(c)) return 0;
  }
  if (!digits.starts_with("19") && !digits.starts_with("20")) return 0;
  return (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 + digits[3] -
         '0';
}

bool InBrackets(std::string_view text, std::size_t at) {
  return at > 0 && text[at - 1] == '(' && at + 4 < text.size() &&
         (text[at + 4] == ',' || text[at + 4] == ')');
}

bool StandsAlone(std::string_view text, std::size_t at) {
  return (at == 0 || !IsWord(text[at - 1])) && (at + 4 == text.size() || !IsWord(text[at + 4]));
}

}  // namespace

std::string ReportAddressKey(std::string_view url) {
  std::string key;
  for (const char c : url.substr(0, url.find_first_of("?#"))) {
    key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!key.starts_with(scheme)) continue;
    key.erase(0, scheme.size());
    if (key.starts_with("www.")) key.erase(0, 4);
    break;
  }
  while (!key.empty() && key.back() == '/') key.pop_back();
  const bool identifies = key.find('/') != std::string::npos && !key.starts_with(kOwnPages);
  return identifies ? key : std::string();
}

int CitationYear(std::string_view citation) {
  const std::string_view told = citation.substr(0, citation.find("Retrieved"));
  int first = 0;
  for (std::size_t at = 0; at + 4 <= told.size(); ++at) {
    const int year = YearAt(told, at);
    if (year == 0) continue;
    if (InBrackets(told, at)) return year;
    if (first == 0 && StandsAlone(told, at)) first = year;
  }
  return first;
}

}  // namespace noroshi
