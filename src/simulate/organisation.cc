#include "simulate/organisation.h"

#include <fmt/format.h>

#include "simulate/random.h"

namespace noroshi {
namespace {

// Common family names of the two countries; no person is meant.
constexpr std::string_view kHeadOfficeNames[] = {"sato",      "suzuki",   "takahashi", "tanaka",
                                                 "ito",       "watanabe", "yamamoto",  "nakamura",
                                                 "kobayashi", "kato",     "yoshida",   "yamada"};
constexpr std::string_view kAffiliateNames[] = {"linh", "huong", "minh", "tuan", "thao", "quang"};

struct ServerRow {
  std::string_view name;
  Site site;
  Role role;
};
constexpr ServerRow kServerRows[kServers] = {
    {"HQ-DC01", Site::kHeadOffice, Role::kDomainController},
    {"HQ-FS01", Site::kHeadOffice, Role::kFileServer},
    {"HQ-AP01", Site::kHeadOffice, Role::kApplicationServer},
    {"HQ-MG01", Site::kHeadOffice, Role::kManagementServer},
    {"VN-DC01", Site::kAffiliate, Role::kDomainController},
    {"VN-FS01", Site::kAffiliate, Role::kFileServer},
    {"VN-AP01", Site::kAffiliate, Role::kApplicationServer},
};

class Maker {
 public:
  Maker(Organisation& out, std::uint64_t seed) : out_(out) {
    SeededRandom random = SeededRandom(seed).Fork("domain");
    domain_sid_ = fmt::format("S-1-5-21-{}-{}-{}", random.Between(1'000'000'000, 3'999'999'999),
                              random.Between(1'000'000'000, 3'999'999'999),
                              random.Between(1'000'000'000, 3'999'999'999));
  }

  Account NewAccount(std::string name, Site site, bool administrator) {
    return {std::move(name), fmt::format("{}-{}", domain_sid_, next_rid_++), site, administrator};
  }

  void AddHost(std::string name, Site site, Role role, std::size_t user) {
    const int net = site == Site::kHeadOffice ? 10 : 20;
    const bool server = role != Role::kClient;
    const std::size_t number = out_.hosts.size() + 10;
    out_.hosts.push_back(
        {name, name + "." + std::string(kDnsDomain),
         fmt::format("10.{}.{}.{}", net, server ? 1 : 8 + number / 200, number % 200 + 10), site,
         role, user});
  }

  void AddClient(std::size_t number) {
    const Site site = number % 3 == 1 ? Site::kAffiliate : Site::kHeadOffice;
    const bool home = site == Site::kHeadOffice;
    const std::size_t turn = number / 3;
    std::string name(home ? kHeadOfficeNames[number % std::size(kHeadOfficeNames)]
                          : kAffiliateNames[turn % std::size(kAffiliateNames)]);
    name += fmt::format("{:02}", number + 1);
    out_.people.push_back(NewAccount(std::move(name), site, false));
    AddHost(fmt::format("{}-CL{:03}", home ? "HQ" : "VN", number + 101), site, Role::kClient,
            out_.people.size() - 1);
  }

 private:
  Organisation& out_;
  std::string domain_sid_;
  int next_rid_ = 1104;  // Windows gives the first accounts of a domain numbers from 1,103 on
};

}  // namespace

std::size_t Organisation::Find(Site site, Role role) const {
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    if (hosts[i].site == site && hosts[i].role == role) return i;
  }
  return 0;
}

Organisation MakeOrganisation(std::size_t hosts, std::uint64_t seed) {
  Organisation out;
  Maker maker(out, seed);
  out.head_office_admin = maker.NewAccount("adm-mori", Site::kHeadOffice, true);
  out.affiliate_admin = maker.NewAccount("adm-phong", Site::kAffiliate, true);
  out.backup_service = maker.NewAccount("svc-backup", Site::kHeadOffice, true);
  for (const ServerRow& row : kServerRows) {
    maker.AddHost(std::string(row.name), row.site, row.role, 0);
  }
  for (std::size_t i = 0; out.hosts.size() < hosts; ++i) maker.AddClient(i);
  return out;
}

Timestamp LocalTime(Timestamp start, Site site, std::uint64_t day, unsigned hour, unsigned minute,
                    unsigned second) {
  const std::uint64_t zone_hours = site == Site::kHeadOffice ? 9 : 7;  // Japan; Vietnam
  const std::uint64_t midnight = start.ticks / kTicksPerDay * kTicksPerDay + day * kTicksPerDay;
  const std::uint64_t seconds = hour * 3'600ULL + minute * 60ULL + second;
  return {midnight + seconds * kTicksPerSecond - zone_hours * 3'600 * kTicksPerSecond};
}

bool IsWeekend(Timestamp start, std::uint64_t day) {
  const std::uint64_t weekday = (start.ticks / kTicksPerDay + day) % 7;  // 1601-01-01: a Monday
  return weekday >= 5;
}

}  // namespace noroshi
