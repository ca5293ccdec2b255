#include "simulate/organisation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "simulate/random.h"

namespace noroshi {
namespace {

// Common family and given names of the countries; no person is meant.
constexpr std::string_view kHeadOfficeNames[] = {
    "sato",      "suzuki", "takahashi", "tanaka", "ito",  "watanabe", "yamamoto", "nakamura",
    "kobayashi", "kato",   "yoshida",   "yamada", "mori", "hayashi",  "shimizu",  "ogawa"};
struct Country {
  std::string_view prefix;
  int zone_hours;
  std::array<std::string_view, 6> names;
};
constexpr Country kCountries[] = {
    {"VN", 7, {"linh", "huong", "minh", "tuan", "thao", "phong"}},
    {"US", -6, {"miller", "davis", "clark", "lopez", "turner", "baker"}},
    {"DE", 1, {"weber", "klein", "vogel", "lang", "keller", "busch"}},
    {"TH", 7, {"somchai", "malee", "niran", "kanya", "anong", "pravat"}},
    {"CN", 8, {"wang", "liu", "chen", "zhao", "sun", "zhou"}},
};

struct ServerRow {
  std::string_view name;  // without the site's prefix
  Site site;
  Role role;
  std::size_t from_hosts;  // an organisation of so many computers has it
};
constexpr std::size_t kThreeSites = 24, kFourSites = 45;
constexpr ServerRow kServerRows[] = {
    {"DC01", Site::kHeadOffice, Role::kDomainController, 0},
    {"FS01", Site::kHeadOffice, Role::kFileServer, 0},
    {"AP01", Site::kHeadOffice, Role::kApplicationServer, 0},
    {"MG01", Site::kHeadOffice, Role::kManagementServer, 0},
    {"DC01", Site::kAffiliate, Role::kDomainController, 0},
    {"FS01", Site::kAffiliate, Role::kFileServer, 0},
    {"AP01", Site::kAffiliate, Role::kApplicationServer, 0},
    {"DB01", Site::kHeadOffice, Role::kDatabaseServer, kThreeSites},
    {"DC01", Site::kSecondAffiliate, Role::kDomainController, kThreeSites},
    {"FS01", Site::kSecondAffiliate, Role::kFileServer, kThreeSites},
    {"AP01", Site::kSecondAffiliate, Role::kApplicationServer, kThreeSites},
    {"WB01", Site::kHeadOffice, Role::kWebServer, kFourSites},
    {"DB01", Site::kAffiliate, Role::kDatabaseServer, kFourSites},
    {"DC01", Site::kThirdAffiliate, Role::kDomainController, kFourSites},
    {"FS01", Site::kThirdAffiliate, Role::kFileServer, kFourSites},
    {"AP01", Site::kThirdAffiliate, Role::kApplicationServer, kFourSites},
};

class Maker {
 public:
  Maker(Organisation& out, std::size_t hosts, std::uint64_t seed)
      : out_(out), hosts_(hosts), random_(SeededRandom(seed).Fork("organisation")) {
    SeededRandom random = SeededRandom(seed).Fork("domain");
    domain_sid_ = fmt::format("S-1-5-21-{}-{}-{}", random.Between(1'000'000'000, 3'999'999'999),
                              random.Between(1'000'000'000, 3'999'999'999),
                              random.Between(1'000'000'000, 3'999'999'999));
  }

  void Run() {
    AddSites();
    AddStaff();
    for (const ServerRow& row : kServerRows) {
      if (hosts_ >= row.from_hosts) AddHost(std::string(row.name), row.site, row.role, 0);
    }
    out_.servers = out_.hosts.size();
    for (std::size_t i = 0; out_.hosts.size() < hosts_; ++i) AddClient(i);
  }

 private:
  void AddSites() {
    const std::size_t count = hosts_ >= kFourSites ? 4 : hosts_ >= kThreeSites ? 3 : 2;
    // The first affiliate keeps its place; the others are any two of the rest.
    std::vector<std::size_t> countries = {1, 2, 3, 4};
    std::swap(countries[0], countries[random_.Below(4)]);
    std::swap(countries[1], countries[1 + random_.Below(3)]);
    for (std::size_t i = 0; i < count; ++i) {
      SiteInfo info;
      info.site = static_cast<Site>(i);
      const Country& country = kCountries[i < 2 ? 0 : countries[i - 2]];
      info.prefix = i == 0 ? "HQ" : country.prefix;
      info.zone_hours = i == 0 ? 9 : country.zone_hours;
      info.net = static_cast<unsigned>(10 * (i + 1));
      info.proxy = fmt::format("10.{}.1.250", info.net);
      names_.push_back(i == 0 ? std::span<const std::string_view>(kHeadOfficeNames)
                              : std::span<const std::string_view>(country.names));
      out_.sites.push_back(std::move(info));
    }
  }

  Account NewAccount(std::string name, Site site, bool administrator) {
    return {std::move(name), fmt::format("{}-{}", domain_sid_, next_rid_++), site, administrator};
  }

  std::string NameAt(Site site) {
    const auto names = names_[static_cast<std::size_t>(site)];
    return std::string(names[random_.Below(names.size())]);
  }

  void AddStaff() {
    out_.head_office_admin =
        NewAccount("adm-" + NameAt(Site::kHeadOffice), Site::kHeadOffice, true);
    out_.affiliate_admin = NewAccount("adm-" + NameAt(Site::kAffiliate), Site::kAffiliate, true);
    out_.backup_service = NewAccount("svc-backup", Site::kHeadOffice, true);
    out_.help_desk = NewAccount("hd-" + NameAt(Site::kHeadOffice), Site::kHeadOffice, true);
    out_.service_provider =
        NewAccount(fmt::format("ext-maint{:02}", random_.Between(1, 40)), Site::kHeadOffice, true);
    for (std::size_t i = 2; i < out_.sites.size(); ++i) {
      const Site site = static_cast<Site>(i);
      out_.other_admins.push_back(NewAccount("adm-" + NameAt(site), site, true));
    }
  }

  // Servers are watched better than clients, the head office better than affiliates.
  AuditPolicy DrawAudit(Site site, bool server) {
    const unsigned bonus = (site == Site::kHeadOffice ? 8U : 0U) + (server ? 6U : 0U);
    AuditPolicy audit;
    audit.sysmon = random_.Chance(72 + bonus);
    audit.processes = !audit.sysmon || random_.Chance(70 + bonus);
    audit.shares = server && random_.Chance(75 + bonus);
    audit.objects = random_.Chance(80 + bonus);
    audit.powershell = random_.Chance(80 + bonus);
    audit.scheduler = random_.Chance(80 + bonus);
    audit.defender = random_.Chance(84 + bonus);
    if (random_.Chance(6)) audit.sysmon = audit.processes = false;  // nobody has set it up
    return audit;
  }

  void AddHost(const std::string& number, Site site, Role role, std::size_t user) {
    const SiteInfo& info = out_.InfoOf(site);
    const bool server = role != Role::kClient;
    const std::size_t place = out_.hosts.size() + 10;
    const std::string name = info.prefix + "-" + number;
    out_.hosts.push_back(
        {name, name + "." + std::string(kDnsDomain),
         fmt::format("10.{}.{}.{}", info.net, server ? 1 : 8 + place / 200, place % 200 + 10), site,
         role, user, DrawAudit(site, server)});
  }

  // Every third client at an affiliate, in turn; the first two at the first two sites.
  void AddClient(std::size_t number) {
    const std::size_t affiliates = out_.sites.size() - 1;
    const auto site = static_cast<Site>(number % 3 == 1 ? 1 + number / 3 % affiliates : 0);
    const auto names = names_[static_cast<std::size_t>(site)];
    std::string name(names[(site == Site::kHeadOffice ? number : number / 3) % names.size()]);
    name += fmt::format("{:02}", number + 1);
    out_.people.push_back(NewAccount(std::move(name), site, false));
    AddHost(fmt::format("CL{:03}", number + 101), site, Role::kClient, out_.people.size() - 1);
  }

  Organisation& out_;
  std::size_t hosts_;
  SeededRandom random_;
  std::vector<std::span<const std::string_view>> names_;  // by site
  std::string domain_sid_;
  int next_rid_ = 1104;  // Windows gives the first accounts of a domain numbers from 1,103 on
};

}  // namespace

std::size_t Organisation::Find(Site site, Role role) const {
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    if (hosts[i].site == site && hosts[i].role == role) return i;
  }
  return site == Site::kHeadOffice ? 0 : Find(Site::kHeadOffice, role);
}

const Account& Organisation::AdminOf(Site site) const {
  if (site == Site::kHeadOffice) return head_office_admin;
  if (site == Site::kAffiliate) return affiliate_admin;
  return other_admins[static_cast<std::size_t>(site) - 2];
}

std::string Organisation::PoolAddress(Site site, std::uint64_t number) const {
  return fmt::format("10.{}.30.{}", InfoOf(site).net, 20 + number % 200);
}

std::string Organisation::HomeAddress(const Account& person) const {
  const std::uint64_t mix = Hash64(person.sid);
  return fmt::format("198.18.{}.{}", mix % 250, mix / 256 % 250 + 2);
}

Organisation MakeOrganisation(std::size_t hosts, std::uint64_t seed) {
  Organisation out;
  Maker(out, hosts, seed).Run();
  return out;
}

Timestamp LocalTime(Timestamp start, const SiteInfo& site, std::uint64_t day, unsigned hour,
                    unsigned minute, unsigned second) {
  const std::uint64_t midnight = start.ticks / kTicksPerDay * kTicksPerDay + day * kTicksPerDay;
  const std::int64_t seconds = hour * 3'600LL + minute * 60LL + second - site.zone_hours * 3'600LL;
  return {midnight +
          static_cast<std::uint64_t>(seconds * static_cast<std::int64_t>(kTicksPerSecond))};
}

bool IsWeekend(Timestamp start, std::uint64_t day) {
  const std::uint64_t weekday = (start.ticks / kTicksPerDay + day) % 7;  // 1601-01-01: a Monday
  return weekday >= 5;
}

}  // namespace noroshi
