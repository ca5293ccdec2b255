#include "environment/environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/case_fold.h"

namespace noroshi {
namespace {

template <class Value>
struct Word {
  std::string_view text;  // folded; blanks, '_' and '-' left out
  Value value;
};

// The first word of each role is the one it is written as, with '_' where it is written in two.
constexpr Word<HostRole> kRoleWords[] = {
    {"server", HostRole::kServer},
    {"srv", HostRole::kServer},
    {"memberserver", HostRole::kServer},
    {"サーバ", HostRole::kServer},
    {"サーバー", HostRole::kServer},
    {"domaincontroller", HostRole::kDomainController},
    {"dc", HostRole::kDomainController},
    {"adserver", HostRole::kDomainController},
    {"ドメインコントローラ", HostRole::kDomainController},
    {"ドメインコントローラー", HostRole::kDomainController},
    {"jumphost", HostRole::kJumpHost},
    {"jumpserver", HostRole::kJumpHost},
    {"jump", HostRole::kJumpHost},
    {"jumpbox", HostRole::kJumpHost},
    {"bastion", HostRole::kJumpHost},
    {"踏み台", HostRole::kJumpHost},
    {"踏み台サーバ", HostRole::kJumpHost},
    {"踏み台サーバー", HostRole::kJumpHost},
    {"scanner", HostRole::kScanner},
    {"vulnerabilityscanner", HostRole::kScanner},
    {"monitoring", HostRole::kScanner},
    {"監視", HostRole::kScanner},
    {"スキャナ", HostRole::kScanner},
    {"脆弱性スキャナ", HostRole::kScanner},
    {"updateserver", HostRole::kUpdateServer},
    {"update", HostRole::kUpdateServer},
    {"wsus", HostRole::kUpdateServer},
    {"配布サーバ", HostRole::kUpdateServer},
    {"更新サーバ", HostRole::kUpdateServer},
    {"adminworkstation", HostRole::kAdminWorkstation},
    {"paw", HostRole::kAdminWorkstation},
    {"管理端末", HostRole::kAdminWorkstation},
    {"workstation", HostRole::kWorkstation},
    {"client", HostRole::kWorkstation},
    {"pc", HostRole::kWorkstation},
    {"laptop", HostRole::kWorkstation},
    {"desktop", HostRole::kWorkstation},
    {"端末", HostRole::kWorkstation},
    {"クライアント", HostRole::kWorkstation},
};
constexpr std::string_view kRoleNames[kHostRoles] = {
    "server",        "domain_controller", "jump_host",  "scanner",
    "update_server", "admin_workstation", "workstation"};

constexpr Word<AccountRole> kAccountWords[] = {
    {"administrator", AccountRole::kAdministrator},
    {"admin", AccountRole::kAdministrator},
    {"privileged", AccountRole::kAdministrator},
    {"管理者", AccountRole::kAdministrator},
    {"特権", AccountRole::kAdministrator},
    {"特権id", AccountRole::kAdministrator},
    {"service", AccountRole::kService},
    {"svc", AccountRole::kService},
    {"サービス", AccountRole::kService},
};

constexpr Word<SiteKind> kSiteWords[] = {
    {"other", SiteKind::kOther},          {"headoffice", SiteKind::kHeadOffice},
    {"hq", SiteKind::kHeadOffice},        {"headquarters", SiteKind::kHeadOffice},
    {"本社", SiteKind::kHeadOffice},      {"affiliate", SiteKind::kAffiliate},
    {"subsidiary", SiteKind::kAffiliate}, {"関連企業", SiteKind::kAffiliate},
    {"子会社", SiteKind::kAffiliate},     {"グループ会社", SiteKind::kAffiliate},
    {"overseas", SiteKind::kOverseas},    {"海外拠点", SiteKind::kOverseas},
    {"海外", SiteKind::kOverseas},
};

std::string PlainWord(std::string_view text) {
  std::string word = Folded(text);
  std::erase_if(word, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  return word;
}

template <class Value, std::size_t N>
std::optional<Value> Find(const Word<Value> (&words)[N], std::string_view text) {
  const std::string plain = PlainWord(text);
  const auto found = std::ranges::find(words, std::string_view(plain), &Word<Value>::text);
  if (found == std::end(words)) return std::nullopt;
  return found->value;
}

template <class T>
void Append(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

std::string_view HostRoleName(HostRole role) noexcept {
  return kRoleNames[static_cast<std::size_t>(role)];
}

std::optional<HostRole> ParseHostRole(std::string_view text) { return Find(kRoleWords, text); }

std::string_view AccountRoleName(AccountRole role) noexcept {
  return role == AccountRole::kAdministrator ? "administrator" : "service";
}

std::optional<AccountRole> ParseAccountRole(std::string_view text) {
  return Find(kAccountWords, text);
}

std::string_view SiteKindName(SiteKind kind) noexcept {
  switch (kind) {
    case SiteKind::kOther: return "other";
    case SiteKind::kHeadOffice: return "head-office";
    case SiteKind::kAffiliate: return "affiliate";
    case SiteKind::kOverseas: return "overseas";
  }
  return "other";
}

std::optional<SiteKind> ParseSiteKind(std::string_view text) { return Find(kSiteWords, text); }

std::optional<GeoPoint> ParseGeoPoint(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return {};
  const auto number = [](std::string_view part, double most) -> std::optional<double> {
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    double value = 0;
    const char* const end = part.data() + part.size();
    const auto [at, error] = std::from_chars(part.data(), end, value, std::chars_format::fixed);
    const bool good = error == std::errc() && at == end && value >= -most && value <= most;
    return good ? std::optional(value) : std::nullopt;
  };
  const auto latitude = number(text.substr(0, comma), 90);
  const auto longitude = number(text.substr(comma + 1), 180);
  if (!latitude || !longitude) return {};
  return GeoPoint{*latitude, *longitude};
}

std::string GeoPointText(const GeoPoint& point) {
  return fmt::format("{:.5g}, {:.6g}", point.latitude, point.longitude);
}

EnvironmentSite& Environment::SiteNamed(std::string_view name) {
  const auto found = std::ranges::find_if(
      sites, [&](const EnvironmentSite& site) { return EqualsFolded(site.name, name); });
  if (found != sites.end()) return *found;
  sites.emplace_back().name = name;
  return sites.back();
}

bool Environment::empty() const noexcept {
  const auto none = [](const auto& lists) {
    return std::ranges::all_of(lists, [](const EntryList& list) { return list.empty(); });
  };
  return organisation.empty() && own_networks.empty() && own_domains.empty() && sites.empty() &&
         naming.empty() && none(hosts_by_role) && none(accounts_by_role) && vpn_pools.empty() &&
         trusted_destinations.empty() && inventory.empty() && allow.empty() && to_confirm.empty();
}

void MergeEnvironments(Environment& into, Environment more) {
  if (into.organisation.empty()) into.organisation = std::move(more.organisation);
  Append(into.own_networks, more.own_networks);
  Append(into.own_domains, more.own_domains);
  for (EnvironmentSite& site : more.sites) {
    EnvironmentSite& own = into.SiteNamed(site.name);
    if (own.kind == SiteKind::kOther) own.kind = site.kind;
    if (!own.location) own.location = site.location;
    Append(own.networks, site.networks);
    Append(own.hosts, site.hosts);
  }
  Append(into.naming, more.naming);
  for (std::size_t i = 0; i < kHostRoles; ++i) {
    Append(into.hosts_by_role[i], more.hosts_by_role[i]);
  }
  for (std::size_t i = 0; i < kAccountRoles; ++i) {
    Append(into.accounts_by_role[i], more.accounts_by_role[i]);
  }
  Append(into.vpn_pools, more.vpn_pools);
  Append(into.trusted_destinations, more.trusted_destinations);
  Append(into.inventory, more.inventory);
  Append(into.allow, more.allow);
  Append(into.to_confirm, more.to_confirm);
}

}  // namespace noroshi
