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
};

[[nodiscard]] std::span<const NativeAlias> NativeAliases(FieldAliases aliases) noexcept;

}  // namespace noroshi
