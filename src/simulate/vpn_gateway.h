// VpnGateway: the log of a remote-access gateway, in the form of one of four vendors.
//
// The forms are those that vendors document: FortiGate's pairs, Pulse Connect Secure's messages,
// ASA's numbered messages, Palo Alto's columns. They do not say the same: only Pulse and Palo Alto
// tell the client's name, ASA knows no session number. Times in the lines are UTC.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "simulate/random.h"
#include "simulate/text_log.h"

namespace noroshi {

enum class VpnVendor : std::uint8_t { kFortiGate, kPulse, kAsa, kPaloAlto };
inline constexpr std::size_t kVpnVendors = 4;

// One person's session, as long as it lasts.
struct GatewaySession {
  std::string user;
  std::string client_address;  // on the Internet
  std::string client_host;     // what the computer calls itself
  std::string assigned;        // from the site's pool
  std::uint64_t id = 0;
};

class VpnGateway {
 public:
  VpnGateway(VpnVendor vendor, std::string name, const std::filesystem::path& root,
             std::string_view folder, SeededRandom random);

  // A session begins; its number is drawn and put in.
  void Begin(Timestamp time, Label label, GatewaySession& session);
  void End(Timestamp time, Label label, const GatewaySession& session);
  void Fail(Timestamp time, Label label, const GatewaySession& session);
  // The session goes on from another address, without a new logon. Gateways that do not tell
  // sessions apart (ASA) write nothing: false.
  bool Roam(Timestamp time, Label label, const GatewaySession& session);

  [[nodiscard]] TextLog& log() noexcept { return log_; }
  [[nodiscard]] VpnVendor vendor() const noexcept { return vendor_; }

 private:
  void Write(Timestamp time, Label label, std::string_view phase, const GatewaySession& session);
  [[nodiscard]] std::string FortiGateLine(Timestamp time, std::string_view phase,
                                          const GatewaySession& session) const;
  [[nodiscard]] std::string PulseLine(Timestamp time, std::string_view phase,
                                      const GatewaySession& session) const;
  [[nodiscard]] std::string AsaLine(Timestamp time, std::string_view phase,
                                    const GatewaySession& session) const;
  [[nodiscard]] std::string PaloAltoLine(Timestamp time, std::string_view phase,
                                         const GatewaySession& session) const;

  VpnVendor vendor_;
  std::string name_;
  SeededRandom random_;
  TextLog log_;
};

}  // namespace noroshi
