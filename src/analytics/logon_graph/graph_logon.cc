#include "analytics/logon_graph/graph_logon.h"

#include "analytics/logon_graph/names.h"

namespace noroshi {
namespace {

// By Windows' logon type; 7 is a remote desktop taken up again where an address stands with it.
LogonWay WayOfType(std::string_view type, bool has_address) noexcept {
  if (type == "10" || type == "12" || (type == "7" && has_address)) return LogonWay::kDesktop;
  if (type == "3" || type == "8") return LogonWay::kNetwork;
  if (type == "2" || type == "7" || type == "11") return LogonWay::kLocal;
  return LogonWay::kNone;
}

LogonWay WayOf(const LogonFact& fact) noexcept {
  switch (fact.kind) {
    case LogonKind::kWindows: return WayOfType(fact.how, AddressHash(fact.address) != 0);
    case LogonKind::kRdpConnection:
    case LogonKind::kRdpSession:
    case LogonKind::kRdpClient: return LogonWay::kDesktop;
    case LogonKind::kExplicit:
      return fact.how == "termsrv" ? LogonWay::kDesktop : LogonWay::kNetwork;
    case LogonKind::kSsh: return LogonWay::kNetwork;
    case LogonKind::kKerberosTgt:
    case LogonKind::kNtlm: return LogonWay::kDirectory;
    case LogonKind::kKerberosTicket:
    case LogonKind::kServerAccess:
    case LogonKind::kVpn: return LogonWay::kNone;
  }
  return LogonWay::kNone;
}

bool IsOutward(LogonKind kind) noexcept {
  return kind == LogonKind::kExplicit || kind == LogonKind::kRdpClient;
}

// From here to `target`, which is a name or an address.
void ReadOutward(const LogonRecord& record, const MachineBook& book, GraphLogon& logon) {
  const LogonFact& fact = record.fact;
  logon.outward = true;
  logon.source = logon.recorder;
  logon.source_is_machine = true;
  logon.source_name = HostLabel(fact.host);
  logon.host_name = HostLabel(fact.target);
  logon.host = HostHash(fact.target);
  if (!IsAddress(fact.target)) return;
  const std::uint64_t address = AddressHash(fact.target);
  logon.host = address == 0 ? 0 : book.MachineAt(fact.target, fact.time).value_or(address);
}

void ReadInward(const LogonRecord& record, const MachineBook& book, GraphLogon& logon) {
  const LogonFact& fact = record.fact;
  logon.host = logon.recorder;
  logon.host_name = HostLabel(fact.host);
  logon.source = AddressHash(fact.address);
  logon.source_name = fact.address;
  if (logon.source != 0) {
    if (const auto machine = book.MachineAt(fact.address, fact.time)) {
      logon.source = *machine;
      logon.source_is_machine = true;
    }
    return;
  }
  // A remote desktop's own record (type 10) names the server as the workstation.
  if (fact.kind == LogonKind::kWindows && logon.way == LogonWay::kDesktop) return;
  logon.source = HostHash(fact.workstation);
  logon.source_name = HostLabel(fact.workstation);
  logon.source_is_machine = logon.source != 0;
}

}  // namespace

AnalyticMember MemberOf(const LogonRecord& record) {
  return {record.fact.time, record.ShownHost(), record.file,
          record.offset,    record.line,        record.record_id};
}

GraphLogon ReadGraphLogon(const LogonRecord& record, const MachineBook& book) {
  const LogonFact& fact = record.fact;
  GraphLogon logon;
  logon.recorder = HostHash(fact.host);
  if (fact.step != LogonStep::kSuccess || fact.time.ticks == 0) return logon;
  logon.way = WayOf(fact);
  logon.account = AccountKey(fact.account, fact.host);
  IsOutward(fact.kind) ? ReadOutward(record, book, logon) : ReadInward(record, book, logon);
  const bool remote = logon.way == LogonWay::kDesktop || logon.way == LogonWay::kNetwork;
  const bool nobody = logon.account == 0 && fact.kind != LogonKind::kRdpClient;
  if (nobody || (remote && (logon.source == 0 || logon.host == 0 || logon.source == logon.host))) {
    logon.way = LogonWay::kNone;
  }
  return logon;
}

}  // namespace noroshi
