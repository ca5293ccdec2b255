#include "rules/sigma/tags.h"

#include <algorithm>
#include <optional>

#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

constexpr std::string_view kAttack = "attack.";

bool AllDigits(std::string_view text, std::size_t count) noexcept {
  return text.size() == count && std::ranges::all_of(text, IsDigit);
}

// "t1059.001" in lower case => "T1059.001".
std::optional<std::string> TechniqueId(std::string_view tag) {
  if (!tag.starts_with('t') || !AllDigits(tag.substr(1, 4), 4)) return std::nullopt;
  const std::string_view rest = tag.substr(5);
  if (!rest.empty() && !(rest.front() == '.' && AllDigits(rest.substr(1), 3))) return std::nullopt;
  return "T" + std::string(tag.substr(1));
}

bool IsTacticName(std::string_view name) noexcept {
  return !name.empty() &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

void SortUnique(std::vector<std::string>& texts) {
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

}  // namespace

std::vector<std::string> AimsOf(const Rule& rule) {
  std::vector<std::string> aims;
  for (const std::string& tag : rule.tags) {
    std::string aim;
    if (tag.starts_with(kFamilyTag)) {
      aim = tag.substr(kFamilyTag.size());
    } else if (std::string name = ToLowerAscii(tag); name.starts_with(kAttack)) {
      name.erase(0, kAttack.size());
      const bool known = name.starts_with('g') || name.starts_with('s');
      if (known && AllDigits(std::string_view(name).substr(1), 4)) {
        name[0] = name[0] == 'g' ? 'G' : 'S';
        aim = std::move(name);
      }
    }
    if (aim.empty() || aim == "any") continue;  // "any": for everybody, so for nobody
    if (std::ranges::find(aims, aim) == aims.end()) aims.push_back(std::move(aim));
  }
  return aims;
}

void ReadAttackTags(Rule& rule) {
  for (const std::string& tag : rule.tags) {
    std::string name = ToLowerAscii(tag);
    const bool is_attack = name.starts_with(kAttack);
    if (is_attack) name.erase(0, kAttack.size());
    if (auto technique = TechniqueId(name)) {
      rule.techniques.push_back(*std::move(technique));
      continue;
    }
    std::ranges::replace(name, '_', '-');
    if (is_attack && IsTacticName(name)) rule.tactics.push_back(std::move(name));
  }
  SortUnique(rule.techniques);
  SortUnique(rule.tactics);
}

}  // namespace noroshi::sigma
