// NameKey: what two spellings of one name have in common. "APT 10", "apt-10" and "ＡＰＴ１０" are
// one; "G0045" and "g0045" are one.
//
// Case is folded, full-width letters and digits become plain ones, and what only separates (spaces,
// hyphens, dashes, underscores, dots, slashes, the middle dot of Japanese) is left out. Letters are
// never changed otherwise: "Winnti" and "Winti" stay two.
//
// Pure; safe from any thread. Invalid UTF-8 stands for itself.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

[[nodiscard]] std::string NameKey(std::string_view name);

}  // namespace noroshi
