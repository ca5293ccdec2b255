// minute, hour, day, week, month, year: one part of a timestamp against a number (S-6.15).
#include <fmt/format.h>

#include "rules/sigma/modifiers/modifier.h"
#include "rules/text/number.h"

namespace noroshi::sigma {
namespace {

bool TakePart(Item& item, const ModifierContext& context, TimePart part) {
  if (item.touched || item.open_start || item.open_end || item.field.empty()) {
    return context.Misplaced(item, "must be the first modifier, behind a field name");
  }
  item.form = ItemForm::kTimePart;
  item.touched = true;
  item.part = part;
  for (ItemValue& value : item.values) {
    const auto number = value.node->is_plain() ? ParseNumber(value.node->text) : std::nullopt;
    if (!number || !number->whole || number->negative) {
      context.reporter.Report(codes::kNumberBad, *value.node,
                              fmt::format("'{}' is not a whole number", value.node->text));
      return false;
    }
    value.number = *number;
  }
  return true;
}

}  // namespace

bool ApplyMinute(Item& item, const ModifierContext& context) {
  return TakePart(item, context, TimePart::kMinute);
}

bool ApplyHour(Item& item, const ModifierContext& context) {
  return TakePart(item, context, TimePart::kHour);
}

bool ApplyDay(Item& item, const ModifierContext& context) {
  return TakePart(item, context, TimePart::kDay);
}

bool ApplyWeek(Item& item, const ModifierContext& context) {
  return TakePart(item, context, TimePart::kWeek);
}

bool ApplyMonth(Item& item, const ModifierContext& context) {
  return TakePart(item, context, TimePart::kMonth);
}

bool ApplyYear(Item& item, const ModifierContext& context) {
  return TakePart(item, context, TimePart::kYear);
}

}  // namespace noroshi::sigma
