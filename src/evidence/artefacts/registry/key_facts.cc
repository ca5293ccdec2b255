#include "evidence/artefacts/registry/key_facts.h"

#include <algorithm>

namespace noroshi::registry {
namespace {

using artefacts::RecordWriter;

std::string TextOfValue(const KeyPlace& place, std::string_view name) {
  const RegistryValue* value = FindValue(place.values, name);
  return value == nullptr ? std::string() : value->Text();
}

// SERVICE_... and start types of winsvc.h and wdm.h.
std::string_view StartName(std::uint64_t start) noexcept {
  static constexpr std::string_view kNames[] = {"boot", "system", "auto", "demand", "disabled"};
  return start < std::size(kNames) ? kNames[start] : std::string_view("other");
}

// Drivers and services alike. A key without ImagePath is no service of its own: some hold only
// parameters.
void WriteService(const KeyPlace& place, RecordWriter& records) {
  const RegistryValue* image = FindValue(place.values, "ImagePath");
  Key parameters;
  std::string library = TextOfValue(place, "ServiceDll");
  if (library.empty() && place.hive.FindSubkey(place.key, "Parameters", parameters)) {
    const auto values = place.hive.Values(parameters);
    if (const RegistryValue* dll = FindValue(values, "ServiceDll")) library = dll->Text();
  }
  if (image == nullptr && library.empty()) return;
  BeginKeyFact("service", place, records);
  records.Text("ServiceName", place.key.name);
  if (image != nullptr) records.Text("ImagePath", image->Text());
  records.TextIfAny("ServiceDll", library);
  records.TextIfAny("DisplayName", TextOfValue(place, "DisplayName"));
  records.TextIfAny("Description", TextOfValue(place, "Description"));
  records.TextIfAny("AccountName", TextOfValue(place, "ObjectName"));
  if (const auto* start = FindValue(place.values, "Start")) {
    records.Text("StartType", StartName(start->Number()));
  }
  if (const auto* type = FindValue(place.values, "Type")) {
    constexpr std::uint64_t kDriver = 0xF;
    records.Text("ServiceType", (type->Number() & kDriver) != 0 ? "driver" : "service");
  }
  records.End();
}

// Whither somebody went from here by remote desktop, and as whom.
void WriteRemoteDesktop(const KeyPlace& place, RecordWriter& records) {
  BeginKeyFact("rdp_client", place, records);
  records.Text("Server", place.key.name);
  records.TextIfAny("UsernameHint", TextOfValue(place, "UsernameHint"));
  records.TextIfAny("User", place.names.user);
  records.End();
}

struct FactRow {
  HiveKind kind;
  std::string_view key;
  void (*write)(const KeyPlace& place, RecordWriter& records);
};
constexpr FactRow kRows[] = {
    {HiveKind::kSystem, "CurrentControlSet\\Services\\*", WriteService},
    {HiveKind::kSystem, "CurrentControlSet\\Control\\Session Manager\\AppCompatCache",
     WriteShimCache},
    {HiveKind::kSoftware, "Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\*",
     WriteTask},
    {HiveKind::kSoftware, "Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree\\**",
     WriteTreeTask},
    {HiveKind::kUser, "Microsoft\\Terminal Server Client\\Servers\\*", WriteRemoteDesktop},
    {HiveKind::kAmcache, "Root\\InventoryApplicationFile\\*", WriteAmcacheFile},
    {HiveKind::kAmcache, "Root\\File\\*\\*", WriteOldAmcacheFile},
};

}  // namespace

void BeginKeyFact(std::string_view channel, const KeyPlace& place, RecordWriter& records) {
  records.Begin(channel, kBaseBlockBytes + std::uint64_t{place.key.cell});
  records.When(place.key.written, "key_last_write");
  records.TextIfAny("Computer", place.names.computer);
  records.Text("RegistryKey", place.shown);
}

void WriteKeyFacts(const KeyPlace& place, RecordWriter& records) {
  for (const FactRow& row : kRows) {
    if (row.kind == place.names.kind && PathFits(row.key, place.path)) {
      return row.write(place, records);
    }
  }
}

}  // namespace noroshi::registry
