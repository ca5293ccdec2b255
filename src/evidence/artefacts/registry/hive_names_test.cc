// What hives are, how keys are called, and the tables that look at those names.
#include "evidence/artefacts/registry/hive_names.h"

#include <gtest/gtest.h>

#include <memory>

#include "evidence/artefacts/registry/autostart.h"
#include "evidence/artefacts/testing/hive_bytes.h"
#include "evidence/artefacts/testing/read_artefact.h"

namespace noroshi::testing {
namespace {

class Unheard final : public DamageSink {
  void OnDamage(const Damage&) override {}
};

registry::HiveNames NamesOf(const HiveKey& root, const HiveOptions& options = {}) {
  const std::vector<std::uint8_t> bytes = MakeHive(root, options);
  registry::HiveFile file(std::make_shared<MemoryArtefact>(bytes), bytes.size());
  Unheard damage;
  if (!file.Open(damage)) return {};
  registry::Hive hive(file, damage);
  registry::Key key;
  if (!hive.ReadKey(file.base().root_cell, key)) return {};
  return registry::ReadHiveNames(hive, key);
}

HiveKey WithKeys(std::initializer_list<const char*> names) {
  HiveKey root{"ROOT", {}, {}};
  for (const char* name : names) root.keys.push_back({name, {}, {}});
  return root;
}

TEST(HiveNames, KindsByTheirKeys) {
  struct Case {
    std::initializer_list<const char*> keys;
    registry::HiveKind kind;
    const char* root;
  };
  using enum registry::HiveKind;
  const Case kCases[] = {
      {{"ControlSet001", "Select"}, kSystem, "HKLM\\System"},
      {{"Classes", "Microsoft"}, kSoftware, "HKLM\\Software"},
      {{"microsoft", "POLICIES"}, kSoftware, "HKLM\\Software"},  // case is of no account
      {{"SAM"}, kSam, "HKLM\\SAM"},
      {{"Policy", "SAM"}, kSecurity, "HKLM\\SECURITY"},  // has a link to the other
      {{"Control Panel", "Software"}, kUser, "HKU\\bob"},
      {{"Root"}, kAmcache, "\\REGISTRY\\A\\Amcache"},
      {{"Description", "Objects"}, kBoot, "HKLM\\BCD00000000"},
      {{"Something"}, kOther, "(hive)"},
      {{}, kOther, "(hive)"},
  };
  for (const Case& one : kCases) {
    const registry::HiveNames names = NamesOf(WithKeys(one.keys));
    EXPECT_EQ(names.kind, one.kind) << one.root;
    EXPECT_EQ(names.root, one.root);
  }
}

TEST(HiveNames, UsersByTheFolderOfTheirProfile) {
  struct Case {
    const char* file;
    const char* root;
  };
  constexpr Case kCases[] = {
      {"\\??\\C:\\Users\\bob\\ntuser.dat", "HKU\\bob"},
      {"Settings\\joe\\NTUSER.DAT", "HKU\\joe"},
      {"\\NTUSER.DAT", "HKU\\?"},  // the folder was cut off
      {"bob\\NTUSER.DAT", "HKU\\?"},
      {"", "HKU\\?"},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(NamesOf(WithKeys({"Environment", "Software"}), {.file_name = one.file}).root,
              one.root);
  }
  // Of a class hive the header keeps only the end of the path.
  EXPECT_EQ(
      NamesOf(WithKeys({"Local Settings"}), {.file_name = "rosoft\\Windows\\UsrClass.dat"}).root,
      "HKU\\?_Classes");
}

TEST(HiveNames, TheControlSetInUse) {
  HiveKey root = WithKeys({"ControlSet001", "ControlSet002"});
  root.keys.push_back(KeyPath("Select", {DwordValue("Current", 2)}));
  EXPECT_EQ(NamesOf(root).control_set, "ControlSet002");
  root.keys.back() = KeyPath("Select", {DwordValue("Current", 0xFFFFFFFF)});  // no such set
  EXPECT_EQ(NamesOf(root).control_set, "");
}

std::string Joined(const std::vector<std::string_view>& path) {
  std::string text;
  for (const std::string_view name : path) text += (text.empty() ? "" : "\\") + std::string(name);
  return text;
}

TEST(HiveNames, OnePathForAllPlacesOfASetting) {
  using enum registry::HiveKind;
  struct Case {
    registry::HiveKind kind;
    std::vector<std::string> names;
    const char* path;
  };
  const Case kCases[] = {
      {kSystem, {"ControlSet003", "Services", "x"}, "CurrentControlSet\\Services\\x"},
      {kSystem, {"Select"}, "Select"},
      {kSoftware, {"Microsoft", "Windows"}, "Microsoft\\Windows"},
      {kSoftware, {"Wow6432Node", "Microsoft"}, "Microsoft"},
      {kSoftware, {"Classes", "Wow6432Node", "CLSID"}, "Classes\\CLSID"},
      {kUser, {"SOFTWARE", "Wow6432Node", "Microsoft"}, "Microsoft"},
      {kUserClasses, {"CLSID", "{1}"}, "Classes\\CLSID\\{1}"},
      {kOther, {}, ""},
  };
  for (const Case& one : kCases) {
    registry::HiveNames hive;
    hive.kind = one.kind;
    EXPECT_EQ(Joined(registry::CommonPath(hive, one.names)), one.path);
  }
}

TEST(HiveNames, PatternsOfPaths) {
  struct Case {
    const char* pattern;
    std::vector<std::string_view> path;
    bool fits;
  };
  const Case kCases[] = {
      {"a\\b", {"A", "B"}, true},
      {"a\\b", {"a"}, false},
      {"a", {"a", "b"}, false},
      {"a\\*", {"a", "anything"}, true},
      {"a\\*", {"a"}, false},
      {"a\\**", {"a", "b", "c"}, true},
      {"a\\**", {"a"}, false},
      {"*\\x", {"a", "x"}, true},
      {"", {}, true},
      {"", {"a"}, false},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(registry::PathFits(one.pattern, one.path), one.fits) << one.pattern;
  }
}

TEST(Autostart, ValuesAndTheirNames) {
  struct Case {
    std::vector<std::string_view> path;
    const char* value;
    const char* kind;
  };
  const Case kCases[] = {
      {{"Microsoft", "Windows", "CurrentVersion", "Run"}, "anything", "run_key"},
      {{"Microsoft", "Windows", "CurrentVersion", "Run"}, "", "run_key"},
      {{"Microsoft", "Windows", "CurrentVersion", "Run", "Sub"}, "x", ""},
      {{"CurrentControlSet", "Services", "x"}, "ImagePath", "service"},
      {{"CurrentControlSet", "Services", "x"}, "Start", ""},
      {{"CurrentControlSet", "Services", "x", "Parameters"}, "servicedll", "service"},
      {{"CurrentControlSet", "Control", "Lsa"}, "Security Packages", "logon_package"},
      {{"CurrentControlSet", "Control", "Session Manager", "AppCertDlls"},
       "x",
       "library_in_programs"},
      {{"Environment"}, "UserInitMprLogonScript", "logon_script"},
      {{}, "x", ""},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(registry::AutostartOf(one.path, one.value), one.kind) << one.value;
  }
}

}  // namespace
}  // namespace noroshi::testing
