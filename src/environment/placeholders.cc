#include "environment/placeholders.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/case_fold.h"
#include "environment/environment_index.h"
#include "environment/name_pattern.h"
#include "rules/text/pattern_text.h"

namespace noroshi {
namespace {

using Kind = PatternPart::Kind;

constexpr std::string_view kServerNames[] = {"Servers", "ServerSystems", "Server_Systems"};
constexpr std::string_view kControllerNames[] = {"DomainControllers", "Domain_Controllers",
                                                 "DomainControllersNamesList",
                                                 "domain_controller_hostnames"};
constexpr std::string_view kControllerAccounts[] = {"dc_machine_accounts", "DC-MACHINE-NAME",
                                                    "DC_Machine_Accounts"};
constexpr std::string_view kControllerAddresses[] = {"dc_ip_addresses", "DC_Addresses"};
constexpr std::string_view kJumpNames[] = {"Jump_Hosts", "JumpHosts"};
constexpr std::string_view kScannerNames[] = {"Scanners"};
constexpr std::string_view kUpdateNames[] = {"Update_Servers", "UpdateServers"};
constexpr std::string_view kAdminPcNames[] = {"Admins_Workstations", "Admin_Workstations"};
constexpr std::string_view kWorkstationNames[] = {"Workstations"};
constexpr std::string_view kAdministratorNames[] = {"Administrators", "Admins", "Admin_Accounts"};
constexpr std::string_view kServiceNames[] = {"Service_Accounts", "ServiceAccounts"};
constexpr std::string_view kVpnNames[] = {"VPN_Pools", "VPNPools"};
constexpr std::string_view kOwnNames[] = {"Own_Networks", "Internal_Networks"};
constexpr std::string_view kDomainNames[] = {"internal_domains", "Own_Domains"};
constexpr std::string_view kTrustedNames[] = {"Trusted_Destinations"};
constexpr std::string_view kHostNames[] = {"Own_Hosts", "Known_Hosts"};

constexpr PlaceholderNames kTable[] = {
    {"servers", kServerNames},
    {"domain_controllers", kControllerNames},
    {"domain_controllers (accounts NAME$)", kControllerAccounts},
    {"domain_controllers (addresses)", kControllerAddresses},
    {"jump_hosts", kJumpNames},
    {"scanners", kScannerNames},
    {"update_servers", kUpdateNames},
    {"admin_workstations", kAdminPcNames},
    {"workstations", kWorkstationNames},
    {"hosts, naming", kHostNames},
    {"admin_accounts", kAdministratorNames},
    {"service_accounts", kServiceNames},
    {"vpn_pools", kVpnNames},
    {"own_networks", kOwnNames},
    {"own_domains", kDomainNames},
    {"trusted_destinations", kTrustedNames},
};

// A name with its wildcards. '#' is as near as Sigma's patterns come to a digit: one character.
Pattern PatternOf(std::string_view text) {
  Pattern pattern;
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find_first_of("*?#"), text.size());
    if (plain != 0) AppendLiteral(pattern, text.substr(0, plain));
    if (plain == text.size()) break;
    AppendWildcard(pattern, text[plain] == '*' ? Kind::kAnyRun : Kind::kAnyOne);
    text.remove_prefix(plain + 1);
  }
  return pattern;
}

Pattern BehindMappedPrefix(const Pattern& pattern) {
  Pattern mapped = LiteralPattern("::ffff:");
  AppendPattern(mapped, pattern);
  return mapped;
}

using Patterns = std::vector<Pattern>;

void AddRange(const IpNetwork& network, Patterns& out) {
  for (Pattern& pattern : PatternsOfRange(network)) {
    if (network.first.is_v4()) out.push_back(BehindMappedPrefix(pattern));
    out.push_back(std::move(pattern));
  }
}

// A computer's name, and the same with a domain behind it.
void AddHost(std::string_view name, Patterns& out) {
  if (const auto network = ParseIpNetwork(name)) return AddRange(*network, out);
  out.push_back(PatternOf(name));
  if (name.ends_with('*')) return;
  if (name.find('.') != std::string_view::npos) {
    out.push_back(PatternOf(ShortHostName(name)));
    return;
  }
  Pattern longer = PatternOf(name);
  AppendLiteral(longer, ".");
  OpenEnd(longer);
  out.push_back(std::move(longer));
}

// An account, and the same behind a domain or with one behind it.
void AddAccount(std::string_view name, Patterns& out) {
  out.push_back(PatternOf(name));
  if (name.find('\\') != std::string_view::npos) out.push_back(PatternOf(ShortAccountName(name)));
}

class Maker {
 public:
  explicit Maker(const Environment& environment)
      : environment_(environment), scope_(EnvironmentIndex(environment).scope()) {}

  PlaceholderPatterns Run() {
    for (std::size_t i = 0; i < kHostRoles; ++i) TakeRole(static_cast<HostRole>(i));
    TakeControllers();
    TakeAccounts(AccountRole::kAdministrator, kAdministratorNames);
    TakeAccounts(AccountRole::kService, kServiceNames);
    TakeRanges();
    TakeHosts();
    Patterns domains, trusted;
    for (const std::string& domain : scope_.own_domains) {
      domains.push_back(PatternOf(domain));
      domains.push_back(PatternOf("*." + domain));
    }
    for (const EnvironmentEntry& entry : environment_.trusted_destinations) {
      const auto network = ParseIpNetwork(entry.value);
      network ? AddRange(*network, trusted) : trusted.push_back(PatternOf(entry.value));
    }
    Give(kDomainNames, domains);
    Give(kTrustedNames, trusted);
    return std::move(out_);
  }

 private:
  void Give(std::span<const std::string_view> names, const Patterns& patterns) {
    if (patterns.empty()) return;
    for (const std::string_view name : names) out_[std::string(name)] = patterns;
  }

  static std::span<const std::string_view> NamesOf(HostRole role) {
    switch (role) {
      case HostRole::kServer: return kServerNames;
      case HostRole::kDomainController: return kControllerNames;
      case HostRole::kJumpHost: return kJumpNames;
      case HostRole::kScanner: return kScannerNames;
      case HostRole::kUpdateServer: return kUpdateNames;
      case HostRole::kAdminWorkstation: return kAdminPcNames;
      case HostRole::kWorkstation: return kWorkstationNames;
    }
    return {};
  }

  // Calls `take` for every name and address of the role, an inventory's too.
  template <class Take>
  void ForEach(HostRole role, Take take) const {
    for (const EnvironmentEntry& entry : environment_.hosts(role)) take(entry.value);
    for (const InventoryHost& host : environment_.inventory) {
      if (HasRole(host.roles, role)) take(host.name);
    }
  }

  void TakeRole(HostRole role) {
    Patterns patterns;
    const auto take = [&](const std::string& name) { AddHost(name, patterns); };
    ForEach(role, take);
    if (role == HostRole::kServer) ForEach(HostRole::kDomainController, take);
    for (const InventoryHost& host : environment_.inventory) {  // rules ask for IpAddress as well
      if (!HasRole(host.roles, role)) continue;
      for (const std::string& address : host.addresses) AddHost(address, patterns);
    }
    Give(NamesOf(role), patterns);
  }

  void TakeControllers() {
    Patterns accounts, addresses;
    ForEach(HostRole::kDomainController, [&](const std::string& name) {
      if (const auto network = ParseIpNetwork(name)) return AddRange(*network, addresses);
      Pattern account = PatternOf(ShortHostName(name));
      AppendLiteral(account, "$");
      accounts.push_back(std::move(account));
    });
    for (const InventoryHost& host : environment_.inventory) {
      if (!HasRole(host.roles, HostRole::kDomainController)) continue;
      for (const std::string& address : host.addresses) {
        if (const auto network = ParseIpNetwork(address)) AddRange(*network, addresses);
      }
    }
    Give(kControllerAccounts, accounts);
    Give(kControllerAddresses, addresses);
  }

  void TakeAccounts(AccountRole role, std::span<const std::string_view> names) {
    Patterns patterns;
    for (const EnvironmentEntry& entry : environment_.accounts(role)) {
      AddAccount(entry.value, patterns);
    }
    Give(names, patterns);
  }

  void TakeRanges() {
    Patterns pools, own;
    for (const EnvironmentEntry& entry : environment_.vpn_pools) {
      if (const auto network = ParseIpNetwork(entry.value)) AddRange(*network, pools);
    }
    for (const IpNetwork& network : scope_.own.networks()) AddRange(network, own);
    Give(kVpnNames, pools);
    Give(kOwnNames, own);
  }

  void TakeHosts() {
    Patterns patterns;
    for (const NamingEntry& naming : environment_.naming) AddHost(naming.pattern, patterns);
    for (const InventoryHost& host : environment_.inventory) AddHost(host.name, patterns);
    Give(kHostNames, patterns);
  }

  const Environment& environment_;
  const ContactScope scope_;  // what is inside, the private ranges where nobody says
  PlaceholderPatterns out_;
};

constexpr unsigned kV4Prefix = 96, kOctetBits = 8, kGroupBits = 16, kAllBits = 128;
constexpr std::size_t kV4Offset = 12, kOctets = 4;

std::vector<Pattern> PatternsOfV4(const IpNetwork& network) {
  const unsigned bits = network.prefix - kV4Prefix;
  const std::size_t whole = bits / kOctetBits;  // octets that are the same for all
  std::string head;
  for (std::size_t i = 0; i < whole; ++i) {
    head += fmt::format("{}{}", network.first.bytes[kV4Offset + i], i + 1 < kOctets ? "." : "");
  }
  if (bits % kOctetBits == 0) return {PatternOf(whole < kOctets ? head + '*' : head)};
  std::vector<Pattern> patterns;
  const unsigned first = network.first.bytes[kV4Offset + whole];
  const unsigned count = 1U << (kOctetBits - bits % kOctetBits);
  for (unsigned octet = first; octet < first + count; ++octet) {
    patterns.push_back(
        PatternOf(fmt::format("{}{}{}", head, octet, whole + 1 < kOctets ? ".*" : "")));
  }
  return patterns;
}

}  // namespace

std::vector<Pattern> PatternsOfRange(const IpNetwork& network) {
  if (network.first.is_v4() && network.prefix >= kV4Prefix) return PatternsOfV4(network);
  if (network.prefix == kAllBits) return {PatternOf(network.first.ToString())};
  if (network.prefix == 0 || network.prefix % kGroupBits != 0) return {};
  std::string head;
  for (unsigned group = 0; group < network.prefix / kGroupBits; ++group) {
    const auto& bytes = network.first.bytes;
    head += fmt::format("{:x}:", bytes[2 * group] << 8 | bytes[2 * group + 1]);
  }
  return {PatternOf(head + '*')};
}

std::span<const PlaceholderNames> EnvironmentPlaceholders() noexcept { return kTable; }

PlaceholderPatterns PlaceholdersOf(const Environment& environment) {
  return Maker(environment).Run();
}

}  // namespace noroshi
