#include "analytics/logon_graph/logon_sites.h"

#include "analytics/logon_graph/names.h"

namespace noroshi {

LogonSites::LogonSites(const GraphOptions& options, const MachineBook& book)
    : options_(options), book_(book), known_(kMaxKnownPlaces) {}

std::uint32_t LogonSites::NumberOf(const std::string& name) {
  if (name.empty()) return 0;
  const auto at = numbers_.find(name);
  if (at != numbers_.end()) return at->second;
  if (names_.size() >= kMaxLogonSites) return 0;
  names_.push_back(name);
  const auto number = static_cast<std::uint32_t>(names_.size());
  numbers_.emplace(name, number);
  return number;
}

std::uint32_t LogonSites::OfPrefix(const std::optional<SitePrefix>& prefix) {
  if (!prefix || !book_.IsSite(*prefix)) return 0;
  return NumberOf(SitePrefixText(*prefix));
}

std::uint32_t LogonSites::FindAddress(std::string_view address) {
  if (options_.site_of) return NumberOf(options_.site_of(address));
  const auto number = Ipv4Of(address);
  return number ? OfPrefix(SitePrefixOf(*number)) : 0;
}

std::uint32_t LogonSites::FindMachine(std::uint64_t host, std::string_view name) {
  const std::optional<std::uint32_t> own = book_.OwnIpv4(host);
  if (!options_.site_of) return own ? OfPrefix(SitePrefixOf(*own)) : 0;
  const std::uint32_t by_name = NumberOf(options_.site_of(name));
  if (by_name != 0 || !own) return by_name;
  return NumberOf(options_.site_of(Ipv4Text(*own)));
}

std::uint32_t LogonSites::OfAddress(std::string_view address) {
  const std::uint64_t key = AddressHash(address);
  if (key == 0) return 0;
  if (const std::uint32_t* known = known_.Find(key)) return *known;
  const std::uint32_t site = FindAddress(address);
  if (std::uint32_t* known = known_.Of(key)) *known = site;
  return site;
}

std::uint32_t LogonSites::OfMachine(std::uint64_t host, std::string_view name) {
  if (host == 0) return 0;
  if (const std::uint32_t* known = known_.Find(host)) return *known;
  const std::uint32_t site = FindMachine(host, name);
  if (std::uint32_t* known = known_.Of(host)) *known = site;
  return site;
}

std::uint32_t LogonSites::StatedOfAddress(std::string_view address) {
  return are_stated() ? OfAddress(address) : 0;
}

}  // namespace noroshi
