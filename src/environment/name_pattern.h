// Patterns of names, as people write them into environment.yaml, and NamePatterns: many of them,
// asked often.
//
//   *  any run of characters, none too     ?  one character
//   #  one digit (names of computers and accounts only)
//
// Compared without case (Unicode simple folding). Pure; const access is safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/ip_network.h"

namespace noroshi {

enum class PatternWords : std::uint8_t {
  kValue,  // of any field: '#' is itself
  kName,   // of computers and accounts: '#' is a digit
};

// Whether an entry stands for everything: '*', '**?', 0.0.0.0/0. Such an entry in a list that
// quietens findings would hide them all, so readers refuse it. False for "".
[[nodiscard]] bool StandsForEverything(std::string_view entry) noexcept;
[[nodiscard]] bool HasWildcard(std::string_view pattern, PatternWords words) noexcept;
// Whether `text` as a whole fits. Both already folded. No recursion; at most the product of sizes.
[[nodiscard]] bool FitsPattern(std::string_view text, std::string_view pattern,
                               PatternWords words) noexcept;

// "HQ-DC01" of "HQ-DC01.corp.example"; an address is itself. A view of `name`.
[[nodiscard]] std::string_view ShortHostName(std::string_view name) noexcept;
// "sato" of "CORP\sato" and "sato@corp.example". A view of `account`.
[[nodiscard]] std::string_view ShortAccountName(std::string_view account) noexcept;

// A list of names, patterns, addresses and ranges, in any mixture: what an entry is shows from its
// text, so a list of servers may hold HQ-DC01, HQ-FS## and 10.1.9.0/28 beside each other. Build
// with Add, then Freeze, then ask.
class NamePatterns {
 public:
  explicit NamePatterns(PatternWords words = PatternWords::kName) : words_(words) {}

  void Add(std::string_view entry);
  void Freeze() { networks_.Freeze(); }

  [[nodiscard]] bool empty() const noexcept {
    return names_.empty() && patterns_.empty() && networks_.empty();
  }
  // Whether some entry is the text, or has it. A text that is an address is looked for in the
  // ranges. One hash look-up, and a test for each pattern.
  [[nodiscard]] bool Has(std::string_view text) const;
  // The whole name or the short one: "HQ-DC01" has HQ-DC01.corp.example, but
  // "HQ-DC01.corp.example" has no HQ-DC01.other.example.
  [[nodiscard]] bool HasHost(std::string_view host) const;
  // Likewise of accounts: "sato" has CORP\sato, "CORP\sato" not OTHER\sato.
  [[nodiscard]] bool HasAccount(std::string_view account) const;

 private:
  PatternWords words_;
  std::unordered_set<std::string> names_;  // folded, without wildcards
  std::vector<std::string> patterns_;      // folded
  NetworkSet networks_;
};

}  // namespace noroshi
