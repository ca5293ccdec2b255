#include "rules/sigma/field_key.h"

#include "rules/text/ascii.h"

namespace noroshi::sigma {

FieldKey ParseFieldKey(std::string_view key) {
  const std::size_t bar = key.find('|');
  FieldKey parsed{.field = key.substr(0, bar), .modifiers = {}};
  if (bar == std::string_view::npos) return parsed;
  for (std::string_view name : Split(key.substr(bar + 1), '|')) {
    parsed.modifiers.push_back(Trim(name));
  }
  return parsed;
}

}  // namespace noroshi::sigma
