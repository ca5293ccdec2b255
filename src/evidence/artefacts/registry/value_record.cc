#include "evidence/artefacts/registry/value_record.h"

#include <fmt/format.h>

#include "evidence/artefacts/registry/autostart.h"

namespace noroshi::registry {

std::string DetailsOf(const RegistryValue& value) {
  switch (value.type) {
    case RegistryType::kDword:
    case RegistryType::kDwordBig: return fmt::format("DWORD (0x{:08x})", value.Number());
    case RegistryType::kQword:
      return fmt::format("QWORD (0x{:08x}-0x{:08x})", value.Number() >> 32,
                         value.Number() & 0xFFFFFFFF);
    case RegistryType::kString:
    case RegistryType::kExpandString:
    case RegistryType::kMultiString:
    case RegistryType::kLink: {
      std::string text = value.Text();
      return text.empty() ? "(Empty)" : text;
    }
    default: return "Binary Data";
  }
}

void BeginValueRecord(std::string_view channel, const RegistryValue& value, const ValuePlace& place,
                      artefacts::RecordWriter& records) {
  records.Begin(channel, kBaseBlockBytes + std::uint64_t{value.cell});
  records.When(place.written, "key_last_write");
  records.TextIfAny("Computer", place.names.computer);
  records.Text("TargetObject",
               fmt::format("{}\\{}", place.shown.substr(0, artefacts::kMaxFieldBytes),
                           value.name.empty() ? std::string_view("(Default)") : value.name));
  records.Text("Details", DetailsOf(value));
  records.TextIfAny("User", place.names.user);
  records.TextIfAny("Autostart", AutostartOf(place.path, value.name));
}

}  // namespace noroshi::registry
