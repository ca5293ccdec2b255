// VPN pools, update servers, own domains; destinations that many call, to be confirmed.
#include <fmt/format.h>

#include <algorithm>

#include "analytics/contacts/contact.h"
#include "base/ip_network.h"
#include "environment/learn/propose.h"

namespace noroshi {
namespace {

using Rows = std::vector<std::pair<std::uint64_t, ToConfirm>>;

constexpr std::uint64_t kSessionsOfPool = 5;
constexpr std::size_t kUsersOfPool = 2;
constexpr std::size_t kHostsOfDomain = 3;
// A destination that a good part of all callers call, several times each.
constexpr std::size_t kCallersOfUpdater = 5;
constexpr double kShareOfUpdater = 0.3;
constexpr std::uint64_t kCallsEach = 4;
// Programs call around the clock, people in office hours: of 24.
constexpr unsigned kHoursOfProgram = 16;
constexpr unsigned kThird = 3;  // share of the days (IsRegular)
constexpr std::size_t kMaxUpdaters = 60;

void ProposePools(const LearntFacts& facts, Environment& out) {
  Rows few;
  for (const auto& [range, fan] : facts.pools) {
    std::string why = fmt::format("{} of {} {}", CountText(fan.sum.count, "VPN session"),
                                  CountText(fan.others, "account"), DaysText(fan.sum, facts));
    if (fan.sum.count >= kSessionsOfPool && fan.others >= kUsersOfPool) {
      out.vpn_pools.push_back({range, std::move(why), 90});
    } else {
      few.push_back({fan.sum.count, {{}, range, std::move(why)}});
    }
  }
  AddToConfirm("vpn_pools", std::move(few), out);
}

void ProposeDomains(const LearntFacts& facts, Environment& out) {
  Rows few;
  for (const auto& [domain, fan] : facts.domains) {
    std::string why = fmt::format("{} with own logs", CountText(fan.others, "computer"));
    if (fan.others >= kHostsOfDomain) {
      out.own_domains.push_back({domain, std::move(why), 90});
    } else {
      few.push_back({fan.others, {{}, domain, std::move(why)}});
    }
  }
  AddToConfirm("own_domains", std::move(few), out);
}

struct Popular {
  const std::string* name = nullptr;
  const Fan* fan = nullptr;
};

// Called regularly by many, most callers first.
std::vector<Popular> PopularDestinations(const LearntFacts& facts) {
  const double callers = static_cast<double>(facts.callers.size());
  std::vector<Popular> popular;
  for (const auto& [name, fan] : facts.destinations) {
    if (fan.others < kCallersOfUpdater ||
        static_cast<double>(fan.others) < kShareOfUpdater * callers) {
      continue;
    }
    if (fan.sum.count < kCallsEach * fan.others || !IsRegular(fan.sum, facts, kThird)) continue;
    popular.push_back({&name, &fan});
  }
  std::ranges::stable_sort(popular, std::greater<>(),
                           [](const Popular& one) { return one.fan->others; });
  return popular;
}

// Nobody has to trust what is inside.
bool IsOwnName(std::string_view name, const Environment& environment) {
  if (ParseIpAddress(name)) return IsInternalAddress(name);  // an address has no dots by rule
  if (IsInternalName(name)) return true;
  return std::ranges::any_of(environment.own_domains, [&](const EnvironmentEntry& domain) {
    return name.ends_with("." + domain.value);
  });
}

// What programs call around the clock is an update server or serves like one. What is called in
// office hours only, people may be calling: a service that anyone can rent room on is no friend.
void ProposeDestinations(const LearntFacts& facts, Environment& out) {
  Rows people;
  EntryList& updaters = out.hosts(HostRole::kUpdateServer);
  for (const Popular& one : PopularDestinations(facts)) {
    std::string why =
        fmt::format("{} by {} of {} callers {}, at {} hours of the day",
                    CountText(one.fan->sum.count, "call"), one.fan->others, facts.callers.size(),
                    DaysText(one.fan->sum, facts), one.fan->sum.hour_count());
    if (one.fan->sum.hour_count() >= kHoursOfProgram && updaters.size() < kMaxUpdaters) {
      const std::size_t share =
          100 * one.fan->others / std::max<std::size_t>(facts.callers.size(), 1);
      const auto confidence = static_cast<std::uint8_t>(std::min<std::size_t>(50 + share / 3, 85));
      updaters.push_back({*one.name, std::move(why), confidence});
    } else if (!IsOwnName(*one.name, out)) {
      people.push_back({one.fan->others, {{}, *one.name, std::move(why)}});
    }
  }
  AddToConfirm("trusted_destinations", std::move(people), out);
}

}  // namespace

void ProposeNetworks(const LearntFacts& facts, Environment& out) {
  ProposePools(facts, out);
  ProposeDomains(facts, out);
  ProposeDestinations(facts, out);
}

}  // namespace noroshi
