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
//
// position.cc: these open the ends of text patterns; on `re` they say
// nothing new, on `fieldref` they choose the comparison.
bool ApplyContains(Item& item, const ModifierContext& context);
bool ApplyStartsWith(Item& item, const ModifierContext& context);
bool ApplyEndsWith(Item& item, const ModifierContext& context);
// logic.cc: how values are joined, negated and compared. May stand anywhere in the chain.
bool ApplyAll(Item& item, const ModifierContext& context);
bool ApplyNeq(Item& item, const ModifierContext& context);
bool ApplyCased(Item& item, const ModifierContext& context);
// re.cc: `re` must come first: everything behind it is a flag or an end.
bool ApplyRe(Item& item, const ModifierContext& context);
bool ApplyIgnoreCase(Item& item, const ModifierContext& context);
bool ApplyMultiLine(Item& item, const ModifierContext& context);
bool ApplyDotAll(Item& item, const ModifierContext& context);
// cidr.cc: stands alone; takes the values as address ranges (S-6.9).
bool ApplyCidr(Item& item, const ModifierContext& context);
// compare.cc: numbers, which must stand unquoted (S-6.10); behind a time part they compare that.
bool ApplyLt(Item& item, const ModifierContext& context);
bool ApplyLte(Item& item, const ModifierContext& context);
bool ApplyGt(Item& item, const ModifierContext& context);
bool ApplyGte(Item& item, const ModifierContext& context);
// exists.cc: stands alone; its value must be an unquoted true or false (S-6.12).
bool ApplyExists(Item& item, const ModifierContext& context);
// fieldref.cc: the values become names of other fields of the same event (S-6.13).
bool ApplyFieldRef(Item& item, const ModifierContext& context);
bool ApplyEndsWithField(Item& item, const ModifierContext& context);
// time_part.cc: one part of a timestamp, in the zone of its own text, against a number (S-6.15).
bool ApplyMinute(Item& item, const ModifierContext& context);
bool ApplyHour(Item& item, const ModifierContext& context);
bool ApplyDay(Item& item, const ModifierContext& context);
bool ApplyWeek(Item& item, const ModifierContext& context);
bool ApplyMonth(Item& item, const ModifierContext& context);
bool ApplyYear(Item& item, const ModifierContext& context);
// wide.cc: make bytes of the values, which only base64 can turn into text again (S-6.7). utf16 puts
// the byte order mark FF FE in front.
bool ApplyUtf16Le(Item& item, const ModifierContext& context);
bool ApplyUtf16Be(Item& item, const ModifierContext& context);
bool ApplyUtf16(Item& item, const ModifierContext& context);
// base64.cc: the Base64 form of the values, whole or as it shows at any offset; compared
// case-sensitively from then on (S-6.4, S-6.5, D-4).
bool ApplyBase64(Item& item, const ModifierContext& context);
bool ApplyBase64Offset(Item& item, const ModifierContext& context);
// windash.cc: dashes that begin a word become a class of dashes (S-6.3).
bool ApplyWindash(Item& item, const ModifierContext& context);
// expand.cc: %name% stands for each entry of the user's list; before all others that change text
// (S-12).
bool ApplyExpand(Item& item, const ModifierContext& context);

}  // namespace noroshi::sigma
