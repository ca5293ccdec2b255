#include "environment/learn/name_schemes.h"

#include <algorithm>

namespace noroshi {
namespace {

bool IsDigit(char c) noexcept { return c >= '0' && c <= '9'; }
bool IsUpper(char c) noexcept { return c >= 'A' && c <= 'Z'; }

struct FactoryForm {
  std::string_view begin;
  std::size_t random;  // letters and digits behind it
};
constexpr FactoryForm kFactoryForms[] = {{"DESKTOP-", 7}, {"LAPTOP-", 8}, {"WIN-", 11}};

std::string DigitMask(const std::string& name) {
  std::string mask = name;
  std::ranges::replace_if(mask, IsDigit, '#');
  return mask;
}

// Behind the prefix only lengths and digits count; "" for a name without one.
std::string WideMask(const std::string& name) {
  const std::size_t prefix = NamePrefix(name).size();
  if (prefix == 0) return {};
  std::string mask = DigitMask(name);
  std::replace_if(mask.begin() + static_cast<std::ptrdiff_t>(prefix) + 1, mask.end(), IsUpper, '?');
  return mask;
}

std::string PrefixMask(const std::string& name) {
  const std::size_t prefix = NamePrefix(name).size();
  return prefix == 0 ? std::string() : name.substr(0, prefix + 1) + '*';
}

// Moves the names that share their mask with enough others out of `names`.
void TakeSchemes(std::string (*mask_of)(const std::string&), std::vector<std::string>& names,
                 NameSchemes& out) {
  std::map<std::string, std::vector<std::string>> groups;
  for (const std::string& name : names) groups[mask_of(name)].push_back(name);
  names.clear();
  for (auto& [mask, group] : groups) {
    const bool scheme = !mask.empty() && group.size() >= kNamesOfScheme;
    auto& to = scheme ? out.by_pattern[mask] : names;
    to.insert(to.end(), group.begin(), group.end());
  }
}

}  // namespace

bool IsFactoryName(std::string_view name) noexcept {
  return std::ranges::any_of(kFactoryForms, [&](const FactoryForm& form) {
    if (!name.starts_with(form.begin)) return false;
    name.remove_prefix(form.begin.size());
    return name.size() == form.random &&
           std::ranges::all_of(name, [](char c) { return IsDigit(c) || IsUpper(c); });
  });
}

std::string_view NamePrefix(std::string_view name) noexcept {
  const std::size_t end = name.find_first_of("-_");
  if (end == std::string_view::npos || end == 0 || end > kMaxPrefixBytes) return {};
  return name.substr(0, end);
}

NameSchemes FindSchemes(const std::vector<std::string>& names) {
  NameSchemes out;
  std::vector<std::string> rest = names;
  for (auto* mask_of : {DigitMask, WideMask, PrefixMask}) TakeSchemes(mask_of, rest, out);
  std::ranges::sort(rest);
  out.others = std::move(rest);
  return out;
}

}  // namespace noroshi
