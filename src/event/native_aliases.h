// Sysmon's field names on Windows' own audit events (Sigma spec, section 2.5). Private to
// taxonomy.cc.
#pragma once

#include <span>
#include <string_view>

#include "event/taxonomy.h"

namespace noroshi {

struct NativeAlias {
  // As rules write it.
  std::string_view name;
  // Payload field.
  std::string_view native;
  Derivation derivation = Derivation::kValue;
  // Second payload field, if the derivation has one.
  std::string_view other = {};
  // kItem: which of the native field's values.
  std::uint32_t item = 0;
  enum class Use : std::uint8_t {
    // If no row of the name before it gave anything.
    kFirst,
    // Gives further values, whatever the rows before it gave.
    kMore,
  } use = Use::kFirst;
};

// False: these names are the rule's alone, and a payload field of the same name is another thing
// (ProcessId of Security 4688 is the parent's).
[[nodiscard]] constexpr bool YieldsToPayload(FieldAliases aliases) noexcept {
  return aliases >= FieldAliases::kWeb;
}

// The table of one log source, in the order in which rows are tried; empty for kNone. Constants:
// they live forever.
[[nodiscard]] std::span<const NativeAlias> NativeAliases(FieldAliases aliases) noexcept;

}  // namespace noroshi
