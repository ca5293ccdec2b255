// cidr: the value is an address inside the range (S-6.9).
#include <fmt/format.h>

#include "rules/sigma/modifiers/modifier.h"
#include "rules/text/address.h"

namespace noroshi::sigma {

bool ApplyCidr(Item& item, const ModifierContext& context) {
  if (item.touched || item.open_start || item.open_end) {
    return context.Misplaced(item, "stands alone");
  }
  item.form = ItemForm::kCidr;
  item.touched = true;
  for (ItemValue& value : item.values) {
    const auto parsed = ParseAddressRange(value.node->text);
    if (!parsed) {
      context.reporter.Report(codes::kCidrBad, *value.node,
                              fmt::format("'{}' is not an address range", value.node->text));
      return false;
    }
    if (parsed->had_host_bits) {
      context.reporter.Report(
          codes::kCidrHostBits, *value.node,
          fmt::format("'{}' has bits behind its prefix; they are ignored", value.node->text));
    }
    value.range = parsed->range;
  }
  return true;
}

}  // namespace noroshi::sigma
