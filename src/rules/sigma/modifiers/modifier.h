// Modifier: one word of a detection key. Each lives in its own file beside this one and is
// registered on one line of registry.cc; nothing else knows their names.
#pragma once

#include <span>
#include <string_view>

#include "rules/rule_set.h"
#include "rules/sigma/item.h"
#include "rules/sigma/reporter.h"

namespace noroshi::sigma {

// What a modifier may look at besides the item. Lives for one call.
struct ModifierContext {
  Reporter& reporter;
  const LoadOptions& options;
  std::string_view name;  // as written, for messages

  // Says that the modifier cannot stand where it stands; returns false for the caller to pass on.
  bool Misplaced(const Item& item, std::string_view why) const;
};

// Changes the item. False: an error has been reported and the item is of no use.
using ModifierFunction = bool (*)(Item& item, const ModifierContext& context);

// A row of the registry.
struct Modifier {
  std::string_view name;
  ModifierFunction apply = nullptr;
};

// Null if there is no such modifier. Names are lower case and compared exactly.
[[nodiscard]] const Modifier* FindModifier(std::string_view name) noexcept;
[[nodiscard]] std::span<const Modifier> AllModifiers() noexcept;
// The known name nearest to a misspelt one, or nothing.
[[nodiscard]] std::string_view NearestModifier(std::string_view name) noexcept;

// Order of a chain is the author's. Encodings come before positions; what must be first (re, cidr,
// numbers, exists, fieldref, time parts) says S041 when it is not.
//
// The modifiers, by file.
bool ApplyContains(Item& item, const ModifierContext& context);  // position.cc
bool ApplyStartsWith(Item& item, const ModifierContext& context);
bool ApplyEndsWith(Item& item, const ModifierContext& context);
bool ApplyAll(Item& item, const ModifierContext& context);  // logic.cc
bool ApplyNeq(Item& item, const ModifierContext& context);
bool ApplyCased(Item& item, const ModifierContext& context);
bool ApplyRe(Item& item, const ModifierContext& context);  // re.cc
bool ApplyIgnoreCase(Item& item, const ModifierContext& context);
bool ApplyMultiLine(Item& item, const ModifierContext& context);
bool ApplyDotAll(Item& item, const ModifierContext& context);
bool ApplyCidr(Item& item, const ModifierContext& context);  // cidr.cc
bool ApplyLt(Item& item, const ModifierContext& context);    // compare.cc
bool ApplyLte(Item& item, const ModifierContext& context);
bool ApplyGt(Item& item, const ModifierContext& context);
bool ApplyGte(Item& item, const ModifierContext& context);
bool ApplyExists(Item& item, const ModifierContext& context);    // exists.cc
bool ApplyFieldRef(Item& item, const ModifierContext& context);  // fieldref.cc
bool ApplyEndsWithField(Item& item, const ModifierContext& context);
bool ApplyMinute(Item& item, const ModifierContext& context);  // time_part.cc
bool ApplyHour(Item& item, const ModifierContext& context);
bool ApplyDay(Item& item, const ModifierContext& context);
bool ApplyWeek(Item& item, const ModifierContext& context);
bool ApplyMonth(Item& item, const ModifierContext& context);
bool ApplyYear(Item& item, const ModifierContext& context);
bool ApplyUtf16Le(Item& item, const ModifierContext& context);  // wide.cc
bool ApplyUtf16Be(Item& item, const ModifierContext& context);
bool ApplyUtf16(Item& item, const ModifierContext& context);
bool ApplyBase64(Item& item, const ModifierContext& context);  // base64.cc
bool ApplyBase64Offset(Item& item, const ModifierContext& context);
bool ApplyWindash(Item& item, const ModifierContext& context);  // windash.cc
bool ApplyExpand(Item& item, const ModifierContext& context);   // expand.cc

}  // namespace noroshi::sigma
