#include "simulate/vpn_gateway.h"

#include <fmt/format.h>

#include "simulate/log_time.h"

namespace noroshi {
namespace {

constexpr std::string_view kBegin = "begin", kEnd = "end", kFailed = "failed", kRoam = "roam";
constexpr std::string_view kKinds[kVpnVendors] = {"fortigate", "pulse", "asa", "paloalto"};

}  // namespace

VpnGateway::VpnGateway(VpnVendor vendor, std::string name, const std::filesystem::path& root,
                       std::string_view folder, SeededRandom random)
    : vendor_(vendor),
      name_(std::move(name)),
      random_(random),
      log_(root, fmt::format("{}/vpn.log", folder),
           std::string(kKinds[static_cast<std::size_t>(vendor)]), "") {}

void VpnGateway::Begin(Timestamp time, Label label, VpnSession& session) {
  session.id = random_.Between(100'000'000, 4'000'000'000);
  Write(time, label, kBegin, session);
}

void VpnGateway::End(Timestamp time, Label label, const VpnSession& session) {
  Write(time, label, kEnd, session);
}

void VpnGateway::Fail(Timestamp time, Label label, const VpnSession& session) {
  Write(time, label, kFailed, session);
}

bool VpnGateway::Roam(Timestamp time, Label label, const VpnSession& session) {
  if (vendor_ == VpnVendor::kAsa) return false;
  Write(time, label, kRoam, session);
  return true;
}

void VpnGateway::Write(Timestamp time, Label label, std::string_view phase,
                       const VpnSession& session) {
  std::string line;
  switch (vendor_) {
    case VpnVendor::kFortiGate: line = FortiGateLine(time, phase, session); break;
    case VpnVendor::kPulse: line = PulseLine(time, phase, session); break;
    case VpnVendor::kAsa: line = AsaLine(time, phase, session); break;
    case VpnVendor::kPaloAlto: line = PaloAltoLine(time, phase, session); break;
  }
  log_.Add(time, label, std::move(line));
}

std::string VpnGateway::FortiGateLine(Timestamp time, std::string_view phase,
                                      const VpnSession& session) const {
  struct Row {
    std::string_view phase, number, action, what;
  };
  constexpr Row kRows[] = {
      {kBegin, "0101039424", "tunnel-up", "SSL VPN tunnel up"},
      {kEnd, "0101039425", "tunnel-down", "SSL VPN tunnel down"},
      {kFailed, "0101039426", "ssl-login-fail", "SSL VPN login fail"},
      {kRoam, "0101039428", "tunnel-stats", "SSL VPN statistics"},
  };
  const Row* row = &kRows[0];
  for (const Row& one : kRows) {
    if (one.phase == phase) row = &one;
  }
  const bool inside = phase != kFailed;
  return fmt::format(
      "date={} time={} devname=\"{}\" devid=\"FGVM{:010}\" logid=\"{}\" type=\"event\" "
      "subtype=\"vpn\" level=\"{}\" vd=\"root\" eventtime={}000000000 tz=\"+0000\" logdesc=\"{}\" "
      "action=\"{}\" tunneltype=\"ssl-tunnel\" tunnelid={} remip={}{} user=\"{}\" "
      "group=\"vpn-users\" dst_host=\"N/A\" reason=\"N/A\" msg=\"{}\"",
      DateText(time), ClockText(time), name_, name_.size() * 7'919, row->number,
      inside ? "information" : "alert", EpochSeconds(time), row->what, row->action,
      inside ? session.id % 1'000'000'000 : 0, session.client_address,
      inside ? " tunnelip=" + session.assigned : "", session.user, row->what);
}

std::string VpnGateway::PulseLine(Timestamp time, std::string_view phase,
                                  const VpnSession& session) const {
  std::string message;
  if (phase == kBegin) {
    message = fmt::format(
        "VPN Tunneling: Session started for user (session:{:08x}) with IPv4 address {}, hostname "
        "{}",
        session.id, session.assigned, session.client_host);
  } else if (phase == kEnd) {
    message = fmt::format(
        "VPN Tunneling: Session ended for user (session:{:08x}) with IPv4 "
        "address {}",
        session.id, session.assigned);
  } else if (phase == kRoam) {
    message = fmt::format("Remote address for user {}/vpn-users changed to {} (session:{:08x}).",
                          session.user, session.client_address, session.id);
  } else {
    message = "Login failed using auth server Directory (LDAP Server).  Reason: Failed";
  }
  return fmt::format("{} {} PulseSecure: {} {} - {} - [{}] {}(vpn-users)[Staff] - {}",
                     SyslogTime(time), name_, DateText(time), ClockText(time), name_,
                     session.client_address, session.user, message);
}

std::string VpnGateway::AsaLine(Timestamp time, std::string_view phase,
                                const VpnSession& session) const {
  std::string message;
  if (phase == kBegin) {
    message = fmt::format(
        "%ASA-4-722051: Group <vpn-users> User <{}> IP <{}> IPv4 Address <{}> IPv6 address <::> "
        "assigned to session",
        session.user, session.client_address, session.assigned);
  } else if (phase == kEnd) {
    message = fmt::format(
        "%ASA-4-113019: Group = vpn-users, Username = {}, IP = {}, Session disconnected. Session "
        "Type: SSL, Duration: 1h:02m:{:02}s, Bytes xmt: {}, Bytes rcv: {}, Reason: User Requested",
        session.user, session.client_address, session.id % 60, session.id % 90'000'000,
        session.id % 7'000'000);
  } else {
    message = fmt::format(
        "%ASA-6-113005: AAA user authentication Rejected : reason = AAA failure : server = "
        "10.10.1.20 : user = {} : user IP = {}",
        session.user, session.client_address);
  }
  const CivilTime t = ToCivil(time);
  return fmt::format("<166>{} {} {}: {}", SyslogTime(time).substr(0, 6), t.year, ClockText(time),
                     message);
}

std::string VpnGateway::PaloAltoLine(Timestamp time, std::string_view phase,
                                     const VpnSession& session) const {
  const bool failed = phase == kFailed;
  const std::string_view event = phase == kBegin  ? "gateway-connected"
                                 : phase == kEnd  ? "gateway-logout"
                                 : phase == kRoam ? "gateway-config-release"
                                                  : "gateway-auth";
  const std::string_view stage = phase == kBegin ? "connected" : phase == kEnd ? "logout" : "login";
  std::string date = DateText(time);
  for (char& c : date) c = c == '-' ? '/' : c;
  const std::string slashes = date + " " + ClockText(time);
  return fmt::format(
      "{} {} 1,{},0018010000{:02},GLOBALPROTECT,0,2305,{},vsys1,{},{},LDAP,IPSec,hoshikawa\\{},ZZ,"
      "{},{},0.0.0.0,{},0.0.0.0,{:08x}-0000-4000-8000-{:012x},PC{:07},5.2.4,Windows,\"Microsoft "
      "Windows 10, 64-bit\",1,{},,\"\",{},,0,,0,{}",
      SyslogTime(time), name_, slashes, name_.size(), slashes, event, stage, session.user,
      session.client_host, session.client_address, failed ? "0.0.0.0" : session.assigned,
      session.id & 0xffffffff, session.id * 7'919, session.id % 10'000'000,
      failed ? "Invalid username or password" : "", failed ? "failure" : "success", name_);
}

}  // namespace noroshi
