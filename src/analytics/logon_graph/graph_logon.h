// GraphLogon: a logon record as the graph sees it: who, from which machine, to which machine.
//
// Pure; borrows the record.
#pragma once

#include <cstdint>
#include <string>

#include "analytics/analytic_finding.h"
#include "analytics/logon_graph/machine_book.h"
#include "analytics/logons/logon_fact.h"

namespace noroshi {

// What a record says of a logon, and where it is.
struct LogonRecord {
  LogonFact fact;
  std::string computer;  // as the record spells it; fact.host is folded
  std::string channel;
  std::uint64_t event_id = 0;
  std::uint64_t file = 0, offset = 0, line = 0, record_id = 0;  // as in AnalyticMember

  // How findings name the host, so that all of one host name it alike.
  [[nodiscard]] const std::string& ShownHost() const noexcept {
    return computer.empty() ? fact.host : computer;
  }
};

[[nodiscard]] AnalyticMember MemberOf(const LogonRecord& record);

enum class LogonWay : std::uint8_t {
  kNone,     // says nothing for the graph: an end, a failure, a service's own logon
  kDesktop,  // a remote desktop: 4624 types 10 and 12, 1149, 21, 22, 25, 4778; seen from its client
             // as 4648 for TERMSRV, RDPClient 1024 and 1102
  kNetwork,  // types 3 and 8, sshd; seen from its client as 4648 for anything else
  kLocal,    // at the machine itself: types 2, 7, 11
  kDirectory,  // 4768, 4776: the account was at work somewhere
};

struct GraphLogon {
  LogonWay way = LogonWay::kNone;
  bool outward = false;        // recorded by the machine it came from
  std::uint64_t account = 0;   // AccountKey
  std::uint64_t host = 0;      // HostHash of the machine logged on to
  std::uint64_t source = 0;    // HostHash of where from; AddressHash if no machine is known there
  std::uint64_t recorder = 0;  // HostHash of the machine whose log has the record
  bool source_is_machine = false;
  std::string host_name, source_name;  // for people; source: its address, or what it calls itself
};

// kNone when it was no success, when it came from the machine itself, or when the account is
// nobody's (names.h).
[[nodiscard]] GraphLogon ReadGraphLogon(const LogonRecord& record, const MachineBook& book);

}  // namespace noroshi
