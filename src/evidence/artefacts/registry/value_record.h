// A registry value as a record, live or deleted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/artefacts/record_writer.h"
#include "evidence/artefacts/registry/hive_names.h"

namespace noroshi::registry {

// Where a value stands. Borrows everything; lives for one call.
struct ValuePlace {
  const HiveNames& names;
  Timestamp written;                          // of its key
  std::string_view shown;                     // the key as in TargetObject
  const std::vector<std::string_view>& path;  // CommonPath of the key
};

// As Sysmon writes them in Details, but for lists of texts, which it does not show.
[[nodiscard]] std::string DetailsOf(const RegistryValue& value);

// Begins a record and writes all that there is to say of the value; the caller ends it.
void BeginValueRecord(std::string_view channel, const RegistryValue& value, const ValuePlace& place,
                      artefacts::RecordWriter& records);

}  // namespace noroshi::registry
