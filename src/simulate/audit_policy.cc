#include "simulate/audit_policy.h"

namespace noroshi {

bool AuditPolicy::Records(CatalogEvent kind) const noexcept {
  switch (kind) {
    case CatalogEvent::kProcessStarted: return processes;
    case CatalogEvent::kShareOpened:
    case CatalogEvent::kShareFile: return shares;
    case CatalogEvent::kServiceAudit:
    case CatalogEvent::kTaskCreated:
    case CatalogEvent::kTaskDeleted:
    case CatalogEvent::kDirectoryAccess: return objects;
    default: break;
  }
  switch (ChannelOf(kind)) {
    case Channel::kSysmon: return sysmon;
    case Channel::kPowerShell: return powershell;
    case Channel::kTaskScheduler: return scheduler;
    case Channel::kDefender: return defender;
    default: return true;
  }
}

}  // namespace noroshi
