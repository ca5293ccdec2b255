#include "scan/memory/object_names.h"

#include <algorithm>

namespace noroshi::scan {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) { return IsLower(c) || IsUpper(c); }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

template <class Test>
bool All(std::string_view text, Test test) {
  return std::all_of(text.begin(), text.end(), test);
}

bool IsVowel(char c) { return std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos; }

// The longest run of letters without a vowel.
std::size_t LongestHardRun(std::string_view text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = IsLetter(c) && !IsVowel(c) ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Changes between letters and digits.
std::size_t Switches(std::string_view text) {
  std::size_t switches = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (IsDigit(text[i]) != IsDigit(text[i - 1])) ++switches;
  }
  return switches;
}

struct PipeForm {
  std::string_view begin, end;
  bool (*middle)(char);
};
// Defaults of Cobalt Strike and of tools that share its pipes, as public Sigma rules list them.
constexpr PipeForm kPipes[] = {
    {"MSSE-", "-server", IsDigit}, {"postex_ssh_", "", IsHex}, {"postex_", "", IsHex},
    {"status_", "", IsHex},        {"msagent_", "", IsHex},    {"DserNamePipe", "", IsHex},
    {"wkssvc_", "", IsHex},        {"ntsvcs_", "", IsHex},     {"scerpc_", "", IsHex},
    {"mypipe-f", "", IsHex},       {"mypipe-h", "", IsHex},
};

}  // namespace

std::string_view ObjectNameOf(std::string_view name) noexcept {
  for (const std::string_view folder :
       {"\\BaseNamedObjects\\", "\\Device\\NamedPipe\\", "\\\\.\\pipe\\"}) {
    const std::size_t at = name.find(folder);
    if (at != std::string_view::npos) name.remove_prefix(at + folder.size());
  }
  for (const std::string_view space : {"Global\\", "Local\\"}) {
    if (name.starts_with(space)) name.remove_prefix(space.size());
  }
  return name;
}

std::string_view OddObjectName(std::string_view name) noexcept {
  constexpr std::size_t kLeastHex = 16, kMostHex = 64, kLeastMixed = 12, kMost = 48;
  if (name.size() >= kLeastHex && name.size() <= kMostHex && All(name, IsHex) &&
      !All(name, IsDigit)) {
    return "hex";
  }
  if (name.size() < kLeastMixed || name.size() > kMost) return "";
  const auto ordinary = [](char c) { return IsLetter(c) || IsDigit(c) || c == '(' || c == ')'; };
  if (!All(name, ordinary)) return "";
  if (Switches(name) >= 4) return "mixed";
  return All(name, IsLower) && LongestHardRun(name) >= 4 ? "unpronounceable" : "";
}

bool IsFrameworkPipe(std::string_view name) noexcept {
  return std::any_of(std::begin(kPipes), std::end(kPipes), [&](const PipeForm& form) {
    if (name.size() <= form.begin.size() + form.end.size() || !name.starts_with(form.begin) ||
        !name.ends_with(form.end)) {
      return false;
    }
    return All(name.substr(form.begin.size(), name.size() - form.begin.size() - form.end.size()),
               form.middle);
  });
}

}  // namespace noroshi::scan
