// Naming schemes and sites.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/ip_network.h"
#include "environment/learn/name_schemes.h"
#include "environment/learn/propose.h"

namespace noroshi {
namespace {

using Rows = std::vector<std::pair<std::uint64_t, ToConfirm>>;

// Schemes are stated when most names follow them: what does not fit is called foreign then.
constexpr double kShareByScheme = 0.7;
constexpr std::size_t kNamesToJudge = 6;
constexpr std::size_t kHostsOfSite = 2, kHostsOfNetworkSite = 3;
constexpr unsigned kThird = 3;  // share of the days (IsRegular)
constexpr unsigned kWideBits = 16, kNarrowBits = 24;

std::uint8_t ConfidenceOf(std::size_t names) {
  return static_cast<std::uint8_t>(std::min<std::size_t>(60 + 3 * names, 95));
}

// At most three names of a list.
std::string Examples(const std::vector<std::string>& names) {
  const std::size_t shown = std::min<std::size_t>(names.size(), 3);
  const std::vector<std::string> first(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(shown));
  return fmt::format("{}{}", fmt::join(first, ", "), shown < names.size() ? ", ..." : "");
}

// A computer of the organisation: it has logs of its own, or is heard of as a rule.
bool IsOwn(const LearntPlace& place, const LearntFacts& facts) {
  if (place.logs.count != 0) return true;
  const SightingSum& heard = place.client_name.sum;
  return heard.count > heard.failed && IsRegular(heard, facts, kThird);
}

class NameProposer {
 public:
  NameProposer(const LearntFacts& facts, Environment& out) : facts_(facts), out_(out) {
    for (const HostRole role : {HostRole::kServer, HostRole::kDomainController}) {
      for (const EnvironmentEntry& entry : out.hosts(role)) servers_.insert(entry.value);
    }
    for (const EnvironmentEntry& pool : out.vpn_pools) {
      if (const auto network = ParseIpNetwork(pool.value)) pools_.Add(*network);
    }
    pools_.Freeze();
  }

  void Run() {
    TakeNames();
    ProposeSchemes();
    if (!ProposeSitesByPrefix()) ProposeSitesByNetwork();
  }

 private:
  void TakeNames() {
    Rows strangers;
    for (const auto& [name, place] : facts_.places) {
      if (ParseIpAddress(name)) continue;
      if (IsOwn(place, facts_) && !IsFactoryName(name)) {
        names_.push_back(name);
      } else if (place.client_name.sum.count > place.client_name.sum.failed) {
        const SightingSum& heard = place.client_name.sum;
        strangers.push_back(
            {heard.count,
             {{},
              name,
              fmt::format(
                  "a client's word for itself: {} on {} {}", CountText(heard.count, "logon"),
                  CountText(place.client_name.others, "computer"), DaysText(heard, facts_))}});
      }
    }
    AddToConfirm("workstations", std::move(strangers), out_);
  }

  void ProposeSchemes() {
    NameSchemes schemes = FindSchemes(names_);
    const std::size_t by_scheme = names_.size() - schemes.others.size();
    const bool stated =
        names_.size() >= kNamesToJudge &&
        static_cast<double>(by_scheme) >= kShareByScheme * static_cast<double>(names_.size());
    Rows unsure;
    for (const auto& [pattern, names] : schemes.by_pattern) {
      std::string why = fmt::format("{}: {}", CountText(names.size(), "name"), Examples(names));
      if (!stated) {
        unsure.push_back({names.size(), {{}, pattern, why + "; too few names follow a scheme"}});
        continue;
      }
      NamingEntry entry;
      entry.pattern = pattern;
      entry.role = KindOf(names);
      entry.note = std::move(why);
      entry.confidence = ConfidenceOf(names.size());
      out_.naming.push_back(std::move(entry));
    }
    AddToConfirm("naming", std::move(unsure), out_);
    if (!stated) return;
    TakeKindsOver();
    for (const std::string& name : schemes.others) {  // own all the same: they have logs
      out_.inventory.push_back({name});
    }
  }

  // What HQ-??## is, VN-??## is too: sites of one organisation name alike.
  void TakeKindsOver() {
    const auto tail = [](const NamingEntry& entry) {
      return std::string_view(entry.pattern).substr(NamePrefix(entry.pattern).size());
    };
    for (NamingEntry& entry : out_.naming) {
      if (entry.role == HostRole::kServer) continue;
      for (const NamingEntry& other : out_.naming) {
        const bool like = tail(other) == tail(entry) && tail(entry).size() > 2;  // not "-*"
        if (like && other.role == HostRole::kServer) entry.role = HostRole::kServer;
      }
    }
  }

  [[nodiscard]] std::optional<HostRole> KindOf(const std::vector<std::string>& names) const {
    const auto servers = static_cast<std::size_t>(std::ranges::count_if(
        names, [&](const std::string& name) { return servers_.contains(name); }));
    if (servers == 0) return HostRole::kWorkstation;
    if (2 * servers >= names.size()) return HostRole::kServer;
    return std::nullopt;
  }

  // IPv4 addresses inside that a computer had; pools are left out, and what it gives itself
  // (169.254/16) is at every site. IPv6 ranges of sites are for people to say.
  [[nodiscard]] std::vector<IpAddress> AddressesOf(const std::string& name) const {
    std::vector<IpAddress> addresses;
    for (const auto& [text, count] : facts_.places.at(name).addresses) {
      const auto address = ParseIpAddress(text);
      if (!address || !address->is_v4() || self_made_.Has(*address)) continue;
      if (own_.Has(*address) && !pools_.Has(*address)) addresses.push_back(*address);
    }
    return addresses;
  }

  // Sites whose computers bear the same beginning of the name. False when there are none.
  bool ProposeSitesByPrefix() {
    std::map<std::string, std::vector<std::string>> by_prefix;
    std::size_t with_site = 0;
    for (const std::string& name : names_) {
      const std::string_view prefix = NamePrefix(name);
      if (!prefix.empty()) by_prefix[std::string(prefix)].push_back(name);
    }
    std::erase_if(by_prefix, [](const auto& row) { return row.second.size() < kHostsOfSite; });
    for (const auto& [prefix, names] : by_prefix) with_site += names.size();
    if (by_prefix.size() < 2 ||
        static_cast<double>(with_site) < kShareByScheme * static_cast<double>(names_.size())) {
      return false;
    }
    for (const auto& [prefix, names] : by_prefix) {
      EnvironmentSite& site = out_.SiteNamed(prefix);
      site.note =
          fmt::format("{}; say what kind of site it is", CountText(names.size(), "computer"));
      site.confidence = ConfidenceOf(names.size());
      // The sign behind the prefix is the names' own.
      site.hosts.push_back({prefix + names.front()[prefix.size()] + '*'});
    }
    AddSiteNetworks(by_prefix);
    return true;
  }

  // The ranges in which all addresses are one site's: wide ones where they are, else narrow ones.
  void AddSiteNetworks(const std::map<std::string, std::vector<std::string>>& sites) {
    std::map<IpNetwork, std::map<std::string, std::set<std::string>>> wide, narrow;
    for (const auto& [site, names] : sites) {
      for (const std::string& name : names) {
        for (const IpAddress& address : AddressesOf(name)) {
          wide[NetworkOf(address, kWideBits)][site].insert(name);
          narrow[NetworkOf(address, kNarrowBits)][site].insert(name);
        }
      }
    }
    const auto add = [&](const IpNetwork& network, const auto& by_site) {
      const auto& [site, hosts] = *by_site.begin();
      out_.SiteNamed(site).networks.push_back(
          {network.ToString(), CountText(hosts.size(), "computer"), ConfidenceOf(hosts.size())});
    };
    for (const auto& [network, by_site] : wide) {
      if (by_site.size() == 1) {
        add(network, by_site);
        continue;
      }
      for (const auto& [part, by_part] : narrow) {
        if (network.Has(part) && by_part.size() == 1) add(part, by_part);
      }
    }
  }

  // Where names tell no site, ranges may.
  void ProposeSitesByNetwork() {
    std::map<IpNetwork, std::set<std::string>> hosts;
    for (const std::string& name : names_) {
      for (const IpAddress& address : AddressesOf(name)) {
        hosts[NetworkOf(address, kWideBits)].insert(name);
      }
    }
    std::erase_if(hosts, [](const auto& row) { return row.second.size() < kHostsOfNetworkSite; });
    if (hosts.size() < 2) return;
    for (const auto& [network, names] : hosts) {
      EnvironmentSite& site = out_.SiteNamed("net " + network.ToString());
      site.note = fmt::format("{}; give it a name and a kind", CountText(names.size(), "computer"));
      site.confidence = 50;
      site.networks.push_back({network.ToString()});
    }
  }

  const LearntFacts& facts_;
  Environment& out_;
  std::vector<std::string> names_;  // of the organisation's computers, ascending
  std::set<std::string> servers_;
  NetworkSet pools_;
  const NetworkSet own_ = DefaultOwnNetworks();
  const IpNetwork self_made_ = *ParseIpNetwork("169.254.0.0/16");
};

}  // namespace

void ProposeNames(const LearntFacts& facts, Environment& out) { NameProposer(facts, out).Run(); }

}  // namespace noroshi
