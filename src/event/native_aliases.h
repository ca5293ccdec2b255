// Sysmon's field names on Windows' own audit events (Sigma spec, section 2.5). Private to
// taxonomy.cc.
#pragma once

#include <span>
#include <string_view>

#include "event/taxonomy.h"

namespace noroshi {

struct NativeAlias {
  std::string_view name;    // as rules write it
  std::string_view native;  // payload field
  Derivation derivation = Derivation::kValue;
  std::string_view other = {};  // second payload field, if the derivation has one
  std::uint32_t item = 0;       // kItem: which of the native field's values
  enum class Use : std::uint8_t {
    kFirst,  // if no row of the name before it gave anything
    kMore,   // besides
  } use = Use::kFirst;
};

// False: these names are the rule's alone, and a payload field of the same name is another thing
// (ProcessId of Security 4688 is the parent's).
[[nodiscard]] constexpr bool YieldsToPayload(FieldAliases aliases) noexcept {
  return aliases >= FieldAliases::kWeb;
}

[[nodiscard]] std::span<const NativeAlias> NativeAliases(FieldAliases aliases) noexcept;

}  // namespace noroshi
