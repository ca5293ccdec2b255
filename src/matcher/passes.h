// The optional passes by name. One table: what `--disable-pass` accepts and its help lists, and
// what the tests switch off. A new pass is a member of MatcherOptions and a row here.
#pragma once

#include <string_view>

#include "matcher/matcher.h"

namespace noroshi {

struct Pass {
  // As typed behind --disable-pass.
  std::string_view name;
  // The switch; true by default.
  bool MatcherOptions::*on;
};

inline constexpr Pass kPasses[] = {
    {"memo", &MatcherOptions::memo},
    {"literal_prefilter", &MatcherOptions::literal_prefilter},
    {"wakeup", &MatcherOptions::wakeup},
    {"narrow", &MatcherOptions::narrow},
    {"outcomes", &MatcherOptions::outcomes},
};

}  // namespace noroshi
