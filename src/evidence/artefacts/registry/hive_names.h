// What a hive is, told by the keys it has, and how its keys are called in events.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/artefacts/registry/hive.h"

namespace noroshi::registry {

enum class HiveKind : std::uint8_t {
  kOther,
  kSystem,
  kSoftware,
  kSam,
  kSecurity,
  kUser,         // NTUSER.DAT
  kUserClasses,  // UsrClass.dat
  kAmcache,
  kBoot,  // BCD
  kComponents,
};

// Names as Sysmon writes them: HKLM\System\CurrentControlSet\..., HKU\NAME\Software\... . The set
// of control settings in use is called CurrentControlSet, as it is on the running system; others
// keep their number. What a user's SID is no hive says: the user is called by the folder of the
// profile where the hive's header still has it, else "?".
struct HiveNames {
  HiveKind kind = HiveKind::kOther;
  std::string root;         // "HKLM\System"
  std::string control_set;  // "ControlSet001": the one in use; "" where there is none
  std::string user;         // of a user's hive; may be ""
  std::string computer;     // of a SYSTEM hive; may be ""
};

[[nodiscard]] HiveNames ReadHiveNames(Hive& hive, const Key& root);

// The path of a key as one of HKLM\Software or a user's Software, whichever it lies in, without the
// node of 32-bit programs: what names of keys are compared with. `names` are those of the keys from
// below the root on. A SYSTEM hive's control set becomes "CurrentControlSet", whatever its number.
[[nodiscard]] std::vector<std::string_view> CommonPath(const HiveNames& hive,
                                                       const std::vector<std::string>& names);

// Whether the names are those of `pattern`: one for each part between backslashes, case ignored, a
// part "*" for any, "**" at the end for any one and all behind it.
[[nodiscard]] bool PathFits(std::string_view pattern, const std::vector<std::string_view>& path);

}  // namespace noroshi::registry
