#include "analytics/logon_graph/testing/logon_stream.h"

namespace noroshi::testing {

std::string GraphResult::Text() const {
  std::string text;
  for (const auto& [pattern, finding] : findings) {
    text +=
        std::string(GraphPatternText(pattern)) + " " + ToIso8601(finding.time) + " " + finding.host;
    for (const auto& [name, value] : finding.fields) text += " " + name + "=" + value;
    for (const AnalyticReason& reason : finding.reasons) {
      text += " [" + reason.field + ": " + reason.value + ", " + reason.pattern + "]";
    }
    text += '\n';
  }
  return text;
}

LogonRecord& LogonStream::Add(Timestamp time, LogonKind kind, const std::string& host,
                              const std::string& account, std::uint32_t event_id) {
  LogonRecord& record = records_.emplace_back();
  record.fact.time = time;
  record.fact.kind = kind;
  record.fact.step = LogonStep::kSuccess;
  record.fact.host = host;
  record.fact.account = account;
  record.channel = "Security";
  record.event_id = event_id;
  record.record_id = records_.size();
  return record;
}

void LogonStream::Desktop(Timestamp time, const std::string& host, const std::string& account,
                          const std::string& address) {
  const auto later = [&](std::uint64_t tenths) {
    return Timestamp{time.ticks + tenths * kTicksPerSecond / 10};
  };
  Network(time, host, account, address);  // network level authentication
  Add(later(4), LogonKind::kRdpConnection, host, account, 1149).fact.address = address;
  LogonRecord& logon = Add(later(15), LogonKind::kWindows, host, account, 4624);
  logon.fact.how = "10";
  logon.fact.address = address;
  logon.fact.workstation = host;
  Add(later(19), LogonKind::kRdpSession, host, account, 21).fact.address = address;
}

void LogonStream::Network(Timestamp time, const std::string& host, const std::string& account,
                          const std::string& address, const std::string& workstation) {
  LogonRecord& record = Add(time, LogonKind::kWindows, host, account, 4624);
  record.fact.how = "3";
  record.fact.address = address;
  record.fact.workstation = workstation;
}

void LogonStream::FailedNetwork(Timestamp time, const std::string& host, const std::string& account,
                                const std::string& address, const std::string& workstation) {
  Network(time, host, account, address, workstation);
  records_.back().event_id = 4625;
  records_.back().fact.step = LogonStep::kFailure;
}

void LogonStream::Local(Timestamp time, const std::string& host, const std::string& account) {
  Add(time, LogonKind::kWindows, host, account, 4624).fact.how = "2";
}

void LogonStream::Machine(Timestamp time, const std::string& server, const std::string& host,
                          const std::string& address) {
  Network(time, server, host + "$", address);
}

void LogonStream::Explicit(Timestamp time, const std::string& host, const std::string& account,
                           const std::string& target) {
  LogonRecord& record = Add(time, LogonKind::kExplicit, host, account, 4648);
  record.fact.how = "termsrv";
  record.fact.target = target;
}

void LogonStream::VpnBegin(Timestamp time, const std::string& user,
                           const std::string& client_address, const std::string& client_host,
                           const std::string& assigned, const std::string& gateway) {
  LogonRecord& record = Add(time, LogonKind::kVpn, gateway, user, 0);
  record.channel = "fortigate:event";
  record.fact.address = client_address;
  record.fact.workstation = client_host;
  record.fact.assigned = assigned;
  record.fact.session = user + "@" + client_address;
}

void LogonStream::VpnEnd(Timestamp time, const std::string& user, const std::string& client_address,
                         const std::string& gateway) {
  LogonRecord& record = Add(time, LogonKind::kVpn, gateway, user, 0);
  record.channel = "fortigate:event";
  record.fact.step = LogonStep::kEnd;
  record.fact.address = client_address;
  record.fact.session = user + "@" + client_address;
}

void LogonStream::Ticket(Timestamp time, const std::string& account, const std::string& target) {
  Add(time, LogonKind::kKerberosTicket, "DC01.CORP.EXAMPLE", account, 4769).fact.target =
      target + "$";
}

GraphResult LogonStream::Run(const GraphOptions& options,
                             const std::vector<std::string>& without_logs) const {
  SightingSums sums;
  for (const LogonRecord& record : records_) sums.AddFact(record.fact);
  MachineBook book(options);
  sums.Flush([&](const SightingView& sighting) { book.Add(sighting.Own()); });
  for (const LogonRecord& record : records_) {
    if (std::ranges::find(without_logs, record.fact.host) == without_logs.end()) {
      book.AddHost(record.fact.host);
    }
  }
  book.Freeze();
  GraphResult result;
  LogonGraph graph(options, book, [&](GraphPattern pattern, AnalyticFinding finding) {
    result.findings.emplace_back(pattern, std::move(finding));
  });
  std::vector<const LogonRecord*> sorted;
  for (const LogonRecord& record : records_) sorted.push_back(&record);
  std::ranges::stable_sort(sorted, {}, [](const LogonRecord* record) {
    return std::pair(record->fact.time, record->record_id);
  });
  for (const LogonRecord* record : sorted) graph.Take(*record);
  result.refused = graph.refused();
  result.untold = graph.untold();
  result.care = graph.Care();
  return result;
}

}  // namespace noroshi::testing
