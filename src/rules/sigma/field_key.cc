#include "rules/sigma/field_key.h"

#include "rules/text/ascii.h"

namespace noroshi::sigma {

FieldKey ParseFieldKey(std::string_view key) {
  const std::size_t bar = key.find('|');
  FieldKey parsed{.field = key, .modifiers = {}};
  if (bar == std::string_view::npos) return parsed;
  parsed.field = Trim(key.substr(0, bar));
  for (std::string_view name : Split(key.substr(bar + 1), '|')) {
    parsed.modifiers.push_back(Trim(name));
  }
  if (parsed.modifiers.empty()) parsed.modifiers.emplace_back();  // "Image|": a name is missing
  return parsed;
}

}  // namespace noroshi::sigma
