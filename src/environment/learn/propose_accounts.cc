// Which accounts are administrators' and services'.
#include <fmt/format.h>

#include "environment/learn/propose.h"

namespace noroshi {
namespace {

using Rows = std::vector<std::pair<std::uint64_t, ToConfirm>>;

constexpr unsigned kThird = 3;  // share of the days (IsRegular)
constexpr unsigned kDaysOfService = 3;
constexpr std::uint64_t kRunsOfService = 3;

class AccountProposer {
 public:
  AccountProposer(const LearntFacts& facts, Environment& out) : facts_(facts), out_(out) {}

  void Run() {
    for (const auto& [name, account] : facts_.accounts) {
      if (!TakeService(name, account)) TakeAdministrator(name, account);
      TakeGroups(name, account);
    }
    AddToConfirm("service_accounts", std::move(services_), out_);
    AddToConfirm("admin_accounts", std::move(administrators_), out_);
  }

 private:
  bool TakeService(const std::string& name, const LearntAccount& account) {
    const Fan& service = account.service;
    if (service.sum.count == 0) return false;
    std::string why =
        fmt::format("{} as a service or batch on {} {}", CountText(service.sum.count, "logon"),
                    CountText(service.others, "computer"), DaysText(service.sum, facts_));
    const bool sat = account.interactive.sum.count != 0;
    if (sat)
      why += fmt::format("; and {} by a person", CountText(account.interactive.sum.count, "logon"));
    // A service starts seldom and works every day.
    const bool steady =
        (service.sum.count >= kRunsOfService && service.sum.day_count() >= kDaysOfService) ||
        IsRegular(account.privilege.sum, facts_, kThird);
    if (steady && !sat) {
      out_.accounts(AccountRole::kService).push_back({name, std::move(why), 80});
      return true;
    }
    services_.push_back({service.sum.count, {{}, name, std::move(why)}});
    return false;
  }

  // Rights on one's own computer make no administrator of the organisation.
  void TakeAdministrator(const std::string& name, const LearntAccount& account) {
    const Fan& rights = account.privilege;
    if (rights.others < 2 && !account.privilege_on_server) return;
    std::string why = fmt::format(
        "administrator's rights (4672) on {} {}, {}", CountText(rights.others, "computer"),
        DaysText(rights.sum, facts_), CountText(rights.sum.count, "logon"));
    if (IsRegular(rights.sum, facts_, kThird)) {
      const auto confidence = static_cast<std::uint8_t>(rights.others >= 3 ? 85 : 70);
      out_.accounts(AccountRole::kAdministrator).push_back({name, std::move(why), confidence});
    } else {
      administrators_.push_back({rights.sum.count, {{}, name, std::move(why)}});
    }
  }

  // To be made an administrator is what an intruder wants: never proposed by that alone.
  void TakeGroups(const std::string& name, const LearntAccount& account) {
    for (const auto& [group, sum] : account.groups) {
      administrators_.push_back(
          {sum.count, {{}, name, fmt::format("added to {} at {}", group, ToIso8601(sum.first))}});
    }
  }

  const LearntFacts& facts_;
  Environment& out_;
  Rows administrators_, services_;
};

}  // namespace

void ProposeAccounts(const LearntFacts& facts, Environment& out) {
  AccountProposer(facts, out).Run();
}

}  // namespace noroshi
