#include "attribution/observed.h"

#include <algorithm>

namespace noroshi {
namespace {

constexpr std::string_view kOwnForm = "own";

void SortUnique(std::vector<std::uint32_t>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

double TrustIn(std::optional<Mark> mark) noexcept {
  switch (mark.value_or(Mark::kInferred)) {
    case Mark::kPrimary: return 1;
    case Mark::kSecondary: return 0.75;
    case Mark::kInferred: return 0.5;
    case Mark::kUnconfirmed: return 0;
  }
  return 0;
}

AimText ReadAim(std::string_view text) noexcept {
  const std::size_t open = text.rfind(" [");
  if (open == std::string_view::npos || open == 0 || text.back() != ']') return {text, {}};
  const std::string_view word = text.substr(open + 2, text.size() - open - 3);
  if (word == kOwnForm) return {text.substr(0, open), Mark::kPrimary, true};
  const std::optional<Mark> mark = ParseMark(word);
  return mark ? AimText{text.substr(0, open), mark} : AimText{text, {}};
}

void MarkOwnForms(ObservedIncident& observed) {
  for (const std::string& hint : observed.hints) {
    const AimText aim = ReadAim(hint);
    const auto is_it = [&](const ObservedMark& mark) { return mark.name == aim.name; };
    if (aim.own && std::ranges::none_of(observed.marks, is_it)) {
      observed.marks.push_back({std::string(aim.name), {}});
    }
  }
}

SeenItems SeenIn(const AttributionLibrary& library, const std::vector<std::string>& techniques,
                 const std::vector<std::string>& software) {
  SeenItems seen;
  for (const std::string& id : techniques) {
    if (const auto number = library.FindTechnique(id)) seen.techniques.push_back(*number);
  }
  for (const std::string& name : software) {
    const std::vector<SoftwareNumber> numbers = library.FindSoftware(name);
    seen.software.insert(seen.software.end(), numbers.begin(), numbers.end());
  }
  SortUnique(seen.techniques);
  SortUnique(seen.software);
  return seen;
}

std::vector<std::uint32_t> SetsOfName(const AttributionLibrary& library, std::string_view name) {
  std::vector<std::uint32_t> sets = library.FindSets(name);
  if (!sets.empty()) return sets;
  const std::vector<SoftwareNumber> software = library.FindSoftware(name);
  for (std::uint32_t g = 0; g < library.sets().size(); ++g) {
    for (const LibraryUse& use : library.sets()[g].software) {
      if (std::find(software.begin(), software.end(), use.item) != software.end()) {
        sets.push_back(g);
      }
    }
  }
  SortUnique(sets);
  return sets;
}

}  // namespace noroshi
