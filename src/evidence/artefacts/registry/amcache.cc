// Amcache: programs that were there when Windows made an inventory of them, or that ran, with the
// SHA-1 of their first 31 MiB. The key's time is when the entry was last written: that of the
// inventory in Windows 10, near the first run before.
//
// Names of values: Blanche Lagny, "Analysis of the AmCache" (ANSSI, 2019).
#include "evidence/artefacts/registry/key_facts.h"

namespace noroshi::registry {
namespace {

// The value of an entry and what it is called in events.
struct AmcacheRow {
  std::string_view value;
  std::string_view field;
};
constexpr AmcacheRow kNames[] = {
    {"LowerCaseLongPath", "Image"}, {"OriginalFileName", "OriginalFileName"},
    {"ProductName", "Product"},     {"Publisher", "Company"},
    {"Version", "FileVersion"},     {"LinkDate", "LinkDate"},
    {"BinaryType", "BinaryType"},   {"Language", "Language"},
    {"ProgramId", "ProgramId"},
};
// Before Windows 10 values are called by numbers.
constexpr AmcacheRow kOldNames[] = {
    {"15", "Image"}, {"0", "Product"}, {"1", "Company"}, {"5", "FileVersion"}, {"100", "ProgramId"},
};

// "0000" and the hash in hex -> "SHA1=..." as Sysmon writes hashes.
void WriteHash(const RegistryValue* value, artefacts::RecordWriter& records) {
  if (value == nullptr) return;
  constexpr std::size_t kSha1Digits = 40;
  std::string text = value->Text();
  if (text.size() != 4 + kSha1Digits) return;
  for (char& c : text) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  records.Text("Hashes", "SHA1=" + text.substr(4));
}

void WriteNumber(const RegistryValue* value, std::string_view name,
                 artefacts::RecordWriter& records) {
  if (value != nullptr) records.Number(name, value->Number());
}

void WriteNames(std::span<const AmcacheRow> rows, const KeyPlace& place,
                artefacts::RecordWriter& records) {
  for (const AmcacheRow& row : rows) {
    const RegistryValue* value = FindValue(place.values, row.value);
    if (value != nullptr) records.TextIfAny(row.field, value->Text());
  }
}

}  // namespace

void WriteAmcacheFile(const KeyPlace& place, artefacts::RecordWriter& records) {
  BeginKeyFact("amcache", place, records);
  WriteNames(kNames, place, records);
  WriteHash(FindValue(place.values, "FileId"), records);
  WriteNumber(FindValue(place.values, "Size"), "FileSize", records);
  records.End();
}

void WriteOldAmcacheFile(const KeyPlace& place, artefacts::RecordWriter& records) {
  BeginKeyFact("amcache", place, records);
  WriteNames(kOldNames, place, records);
  WriteHash(FindValue(place.values, "101"), records);
  WriteNumber(FindValue(place.values, "6"), "FileSize", records);
  const auto time = [&](std::string_view name) {
    const RegistryValue* value = FindValue(place.values, name);
    return Timestamp{value == nullptr ? 0 : value->Number()};
  };
  records.Time("FileModified", time("11"));
  records.Time("FileCreated", time("12"));
  records.End();
}

}  // namespace noroshi::registry
