#include "evidence/mapping/mapping_list.h"

#include "evidence/mapping/shapes.h"

namespace noroshi {

std::vector<const Mapping*> MappingsFor(std::string_view format, const ReadOptions& options) {
  std::vector<const Mapping*> mappings;
  for (const Mapping* mapping : options.text.mappings) {
    if (mapping->format == format) mappings.push_back(mapping);
  }
  for (const Mapping* mapping : BuiltInMappings()) {
    if (mapping->format == format) mappings.push_back(mapping);
  }
  mappings.push_back(&shapes::kUnknown);
  return mappings;
}

}  // namespace noroshi
