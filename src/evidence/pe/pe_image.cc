#include "evidence/pe/pe_image.h"

#include <algorithm>
#include <array>

namespace noroshi::pe {
namespace {

// In the order of PeOddity.
constexpr std::array<std::string_view, 12> kOddityNames = {
    "truncated_headers", "too_many_sections",  "section_behind_end",    "sections_overlap",
    "writable_code",     "entry_outside_code", "entry_in_last_section", "bad_import",
    "bad_export",        "bad_resource",       "bad_certificate_table", "wiped_dos_header",
};

}  // namespace

std::string_view PeOddityName(PeOddity oddity) noexcept {
  return kOddityNames[static_cast<std::size_t>(oddity)];
}

std::string_view PeVersion::Find(std::string_view key) const noexcept {
  const auto found = std::find_if(strings.begin(), strings.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  return found == strings.end() ? std::string_view() : std::string_view(found->second);
}

void PeImage::Note(PeOddity oddity) {
  if (!Has(oddity)) oddities.push_back(oddity);
}

bool PeImage::Has(PeOddity oddity) const noexcept {
  return std::find(oddities.begin(), oddities.end(), oddity) != oddities.end();
}

}  // namespace noroshi::pe
