// Network: the gateways, proxies and sensors of an organisation's sites. Every site has a VPN
// gateway; a proxy and a Zeek sensor only where somebody paid for them, and at least one of the
// two.
//
// Files lie below OUT/network/SITE. One owner.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "simulate/organisation.h"
#include "simulate/random.h"
#include "simulate/vpn_gateway.h"
#include "simulate/web_proxy.h"
#include "simulate/zeek_sensor.h"

namespace noroshi {

struct SiteNetwork {
  std::unique_ptr<VpnGateway> vpn;
  std::unique_ptr<WebProxy> proxy;     // may be null
  std::unique_ptr<ZeekSensor> sensor;  // may be null
  bool servers_use_proxy = false;      // else they go out directly
};

class Network {
 public:
  Network() = default;
  // Which forms and which devices is drawn from `random`.
  Network(const Organisation& organisation, const std::filesystem::path& root, SeededRandom random);

  [[nodiscard]] SiteNetwork& At(Site site) { return sites_[static_cast<std::size_t>(site)]; }
  Status Flush(Timestamp until);
  Status Close();
  // All logs, in a fixed order; also those without entries.
  [[nodiscard]] std::vector<TextLog*> Logs();

 private:
  std::vector<SiteNetwork> sites_;
};

}  // namespace noroshi
