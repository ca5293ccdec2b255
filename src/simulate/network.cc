#include "simulate/network.h"

#include <fmt/format.h>

namespace noroshi {

Network::Network(const Organisation& organisation, const std::filesystem::path& root,
                 SeededRandom random) {
  // The head office runs one product, each affiliate what it bought itself.
  for (const SiteInfo& info : organisation.sites) {
    const std::string folder = fmt::format("network/{}", info.prefix);
    const bool home = info.site == Site::kHeadOffice;
    SiteNetwork site;
    site.vpn = std::make_unique<VpnGateway>(static_cast<VpnVendor>(random.Below(kVpnVendors)),
                                            info.prefix + "-vpn", root, folder,
                                            random.Fork(info.prefix + "vpn"));
    const bool proxy = random.Chance(home ? 85 : 55);
    const bool sensor = !proxy || random.Chance(home ? 75 : 50);
    if (proxy) {
      site.proxy =
          std::make_unique<WebProxy>(static_cast<ProxyForm>(random.Below(2)), root, folder);
    }
    if (sensor) {
      site.sensor = std::make_unique<ZeekSensor>(static_cast<ZeekForm>(random.Below(2)), root,
                                                 folder, random.Fork(info.prefix + "sensor"));
    }
    site.servers_use_proxy = proxy && random.Chance(home ? 60 : 40);
    sites_.push_back(std::move(site));
  }
}

std::vector<TextLog*> Network::Logs() {
  std::vector<TextLog*> logs;
  for (SiteNetwork& site : sites_) {
    logs.push_back(&site.vpn->log());
    if (site.proxy) logs.push_back(&site.proxy->log());
    if (!site.sensor) continue;
    for (TextLog& log : site.sensor->logs()) logs.push_back(&log);
  }
  return logs;
}

Status Network::Flush(Timestamp until) {
  for (TextLog* log : Logs()) {
    NOROSHI_TRY([[maybe_unused]] auto done, log->Flush(until));
  }
  return Ok();
}

Status Network::Close() {
  for (TextLog* log : Logs()) {
    NOROSHI_TRY([[maybe_unused]] auto done, log->Close());
  }
  return Ok();
}

}  // namespace noroshi
