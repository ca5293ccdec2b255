// AuditPolicy: what a host writes down. Real organisations log unevenly: Sysmon on some machines,
// process auditing on others, and a log that is switched off where nobody missed it. Logons and the
// system's own log are always there.
#pragma once

#include "simulate/event_catalog.h"

namespace noroshi {

struct AuditPolicy {
  bool sysmon = true;
  bool processes = true;   // 4688 with command lines
  bool shares = true;      // 5140, 5145
  bool objects = true;     // 4662, 4697, 4698, 4699
  bool powershell = true;  // script blocks
  bool scheduler = true;   // the task scheduler's own channel
  bool defender = true;    // not where another product protects

  [[nodiscard]] bool Records(CatalogEvent kind) const noexcept;
};

}  // namespace noroshi
