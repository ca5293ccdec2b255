#include "evidence/artefacts/registry/hive_names.h"

#include <algorithm>
#include <array>

namespace noroshi::registry {
namespace {

// Keys that only a hive of that kind has at its root, all of them.
struct KindRow {
  HiveKind kind;
  std::string_view root;
  std::array<std::string_view, 2> keys;
};
constexpr KindRow kKinds[] = {
    {HiveKind::kSystem, "HKLM\\System", {"Select", "ControlSet001"}},
    {HiveKind::kSystem, "HKLM\\System", {"Select", "ControlSet002"}},
    {HiveKind::kSoftware, "HKLM\\Software", {"Microsoft", "Classes"}},
    {HiveKind::kSoftware, "HKLM\\Software", {"Microsoft", "Policies"}},
    {HiveKind::kSam, "HKLM\\SAM", {"SAM", ""}},
    {HiveKind::kSecurity, "HKLM\\SECURITY", {"Policy", ""}},
    {HiveKind::kUser, "HKU", {"Software", "Control Panel"}},
    {HiveKind::kUser, "HKU", {"Software", "Environment"}},
    {HiveKind::kUser, "HKU", {"Software", "Console"}},
    {HiveKind::kUserClasses, "HKU", {"Local Settings", ""}},
    {HiveKind::kAmcache, "\\REGISTRY\\A\\Amcache", {"Root", ""}},
    {HiveKind::kBoot, "HKLM\\BCD00000000", {"Objects", "Description"}},
    {HiveKind::kComponents, "HKLM\\COMPONENTS", {"DerivedData", ""}},
};

// SECURITY has a link to SAM as well.
bool Fits(const KindRow& row, const std::vector<std::string>& names) {
  const auto has = [&](std::string_view wanted) {
    return wanted.empty() ||
           std::ranges::any_of(names, [&](const auto& name) { return SameName(name, wanted); });
  };
  if (row.kind == HiveKind::kSam && has("Policy")) return false;
  return std::ranges::all_of(row.keys, has);
}

std::vector<std::string> SubkeyNames(Hive& hive, const Key& root) {
  constexpr std::size_t kEnough = 256;  // HKLM\Software has some forty
  std::vector<std::string> names;
  Key key;
  for (const CellOffset cell : hive.Subkeys(root)) {
    if (names.size() < kEnough && hive.ReadKey(cell, key)) names.push_back(key.name);
  }
  return names;
}

// "C:\Users\bob\ntuser.dat", of which a header keeps the last 31 characters -> "bob". Nothing when
// the name was cut.
std::string UserOf(std::string_view path) {
  // A class hive lies deeper: ...\bob\AppData\Local\Microsoft\Windows\UsrClass.dat.
  const std::size_t below = path.find("\\AppData\\");
  if (below == std::string_view::npos &&
      !SameName(path.substr(path.rfind('\\') + 1), "ntuser.dat")) {
    return {};
  }
  const std::size_t end = below != std::string_view::npos ? below : path.rfind('\\');
  if (end == std::string_view::npos || end == 0) return {};
  const std::size_t begin = path.rfind('\\', end - 1);
  if (begin == std::string_view::npos) return {};
  return std::string(path.substr(begin + 1, end - begin - 1));
}

// Follows names from a key down; false when one is missing.
bool Descend(Hive& hive, Key& key, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    Key below;
    if (!hive.FindSubkey(key, name, below)) return false;
    key = below;
  }
  return true;
}

void ReadSystemNames(Hive& hive, const Key& root, HiveNames& names) {
  Key select = root;
  if (!Descend(hive, select, {"Select"})) return;
  const auto values = hive.Values(select);
  const RegistryValue* current = FindValue(values, "Current");
  const std::uint64_t number = current == nullptr ? 1 : current->Number();
  if (number > 999) return;
  const std::string digits = std::to_string(number);
  names.control_set = "ControlSet" + std::string(3 - digits.size(), '0') + digits;
  Key key = root;
  if (!Descend(hive, key, {names.control_set, "Control", "ComputerName", "ComputerName"})) return;
  const auto own = hive.Values(key);
  if (const RegistryValue* name = FindValue(own, "ComputerName")) names.computer = name->Text();
}

constexpr std::string_view kCurrentSet = "CurrentControlSet";

bool IsControlSet(std::string_view name) {
  return name.size() == 13 && SameName(name.substr(0, 10), "ControlSet");
}

}  // namespace

HiveNames ReadHiveNames(Hive& hive, const Key& root) {
  HiveNames names;
  const std::vector<std::string> subkeys = SubkeyNames(hive, root);
  const auto row =
      std::ranges::find_if(kKinds, [&](const KindRow& one) { return Fits(one, subkeys); });
  if (row == std::end(kKinds)) {
    names.root = "(hive)";
    return names;
  }
  names.kind = row->kind;
  names.root = row->root;
  if (names.kind == HiveKind::kSystem) ReadSystemNames(hive, root, names);
  if (names.kind != HiveKind::kUser && names.kind != HiveKind::kUserClasses) return names;
  names.user = UserOf(hive.file().base().file_name);
  names.root += '\\' + (names.user.empty() ? std::string("?") : names.user);
  if (names.kind == HiveKind::kUserClasses) names.root += "_Classes";
  return names;
}

std::vector<std::string_view> CommonPath(const HiveNames& hive,
                                         const std::vector<std::string>& names) {
  std::vector<std::string_view> path(names.begin(), names.end());
  const auto drop_first = [&](std::string_view name) {
    if (!path.empty() && SameName(path.front(), name)) path.erase(path.begin());
  };
  if (hive.kind == HiveKind::kSystem) {
    if (!path.empty() && IsControlSet(path.front())) path.front() = kCurrentSet;
    return path;
  }
  if (hive.kind == HiveKind::kUser) drop_first("Software");
  if (hive.kind == HiveKind::kUserClasses) path.insert(path.begin(), "Classes");
  drop_first("Wow6432Node");
  if (path.size() > 1 && SameName(path[0], "Classes") && SameName(path[1], "Wow6432Node")) {
    path.erase(path.begin() + 1);
  }
  return path;
}

bool PathFits(std::string_view pattern, const std::vector<std::string_view>& path) {
  for (const std::string_view name : path) {
    if (pattern.empty()) return false;
    const std::size_t end = std::min(pattern.find('\\'), pattern.size());
    const std::string_view part = pattern.substr(0, end);
    if (part == "**") return true;
    if (part != "*" && !SameName(part, name)) return false;
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
  }
  return pattern.empty();
}

}  // namespace noroshi::registry
