#include "evidence/mapping/mapping_list.h"

#include "evidence/mapping/shapes.h"

namespace noroshi {
namespace {

void AddMappings(std::string_view format, const ReadOptions& options,
                 std::vector<const Mapping*>& mappings) {
  for (const Mapping* mapping : options.text.mappings) {
    if (mapping->format == format && mapping->logformat.empty()) mappings.push_back(mapping);
  }
  for (const Mapping* mapping : BuiltInMappings()) {
    if (mapping->format == format) mappings.push_back(mapping);
  }
}

}  // namespace

std::vector<const Mapping*> MappingsFor(std::string_view format, const ReadOptions& options) {
  std::vector<const Mapping*> mappings;
  AddMappings(format, options, mappings);
  // The same records come as tables, behind the headers of syslog, in the journal's other form.
  const bool same = format == "csv" || format == "syslog" || format == "journal_export";
  if (same) AddMappings("json", options, mappings);
  mappings.push_back(&shapes::kUnknown);
  return mappings;
}

}  // namespace noroshi
