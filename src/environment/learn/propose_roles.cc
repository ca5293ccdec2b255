// Which computers are domain controllers, servers, jump hosts, scanners, administrators' own.
#include <fmt/format.h>

#include <algorithm>

#include "environment/learn/propose.h"

namespace noroshi {
namespace {

using Rows = std::vector<std::pair<std::uint64_t, ToConfirm>>;

// Tickets by the dozen make a domain controller; one or two may be a carved record.
constexpr std::uint64_t kTicketsOfController = 10;
// A server is logged on to from many places, again and again.
constexpr std::size_t kSourcesOfServer = 5, kSourcesInSmall = 3, kSmallEstate = 15;
constexpr unsigned kDaysOfServer = 3;
constexpr std::uint64_t kLogonsOfServer = 20;
// From a jump host one goes on to several computers, on working days.
constexpr std::size_t kTargetsOfJumpHost = 3;
constexpr std::uint64_t kDesktopsOfJumpHost = 10;
constexpr std::size_t kMostComersToJumpHost = 40;
// A scanner reaches for a good part of the estate, often in vain.
constexpr std::size_t kTargetsOfScanner = 20;
constexpr double kShareOfScanner = 0.3, kVainOfScanner = 0.2;

// Shares of the days (IsRegular): one in two for what quietens findings.
constexpr unsigned kHalf = 2;

std::uint8_t Capped(std::size_t confidence) {
  return static_cast<std::uint8_t>(std::min<std::size_t>(confidence, 99));
}

class RoleProposer {
 public:
  RoleProposer(const LearntFacts& facts, Environment& out) : facts_(facts), out_(out) {}

  void Run() {
    for (const auto& [name, place] : facts_.places) {
      const bool controller = TakeController(name, place);
      const bool server = !controller && TakeServer(name, place);
      const bool scanner = TakeScanner(name, place);
      if (!scanner) TakeDesktops(name, place, controller || server);
    }
    AddToConfirm("domain_controllers", std::move(controllers_), out_);
    AddToConfirm("jump_hosts", std::move(jump_hosts_), out_);
    AddToConfirm("scanners", std::move(scanners_), out_);
  }

 private:
  void Propose(HostRole role, const std::string& name, std::string why, std::size_t confidence) {
    out_.hosts(role).push_back({name, std::move(why), Capped(confidence)});
  }
  static void Confirm(Rows& rows, const std::string& name, std::string why, std::uint64_t count) {
    rows.push_back({count, {{}, name, std::move(why)}});
  }

  bool TakeController(const std::string& name, const LearntPlace& place) {
    const bool directory = place.marks.contains("Directory Service");
    if (place.tickets.count == 0 && !directory) return false;
    std::string why = CountText(place.tickets.count, "Kerberos record");
    if (!place.ticket_ids.empty()) why += fmt::format(" ({})", fmt::join(place.ticket_ids, ", "));
    if (directory) why += ", Directory Service log";
    if (place.tickets.count < kTicketsOfController && !directory) {
      Confirm(controllers_, name, why, place.tickets.count);
      return false;
    }
    Propose(HostRole::kDomainController, name, std::move(why),
            place.tickets.count >= kTicketsOfController ? (directory ? 99 : 95) : 85);
    return true;
  }

  bool TakeServer(const std::string& name, const LearntPlace& place) {
    const Fan& inbound = place.inbound;
    const std::size_t least =
        facts_.computers() < kSmallEstate ? kSourcesInSmall : kSourcesOfServer;
    const bool fan_in = inbound.others >= least && inbound.sum.count >= kLogonsOfServer &&
                        inbound.sum.day_count() >= kDaysOfServer;
    if (place.marks.empty() && !fan_in) return false;
    std::string why;
    if (!place.marks.empty()) {
      why = fmt::format("has the log {}", *place.marks.begin());
      if (place.marks.size() > 1)
        why += fmt::format(" and {} more of servers", place.marks.size() - 1);
    }
    if (inbound.others != 0) {
      why += fmt::format("{}{} from {} {}", why.empty() ? "" : "; ",
                         CountText(inbound.sum.count, "logon"), CountText(inbound.others, "place"),
                         DaysText(inbound.sum, facts_));
    }
    const std::size_t confidence = (place.marks.empty() ? 50 : 85) +
                                   std::min<std::size_t>(3 * inbound.others, fan_in ? 35 : 0);
    Propose(HostRole::kServer, name, std::move(why), confidence);
    return true;
  }

  // True when it is one, or may be one: then it is nothing else.
  bool TakeScanner(const std::string& name, const LearntPlace& place) {
    const Fan& reach = place.reach;
    const double estate = static_cast<double>(std::max<std::size_t>(facts_.places.size(), 1));
    const double vain = static_cast<double>(reach.sum.failed) /
                        static_cast<double>(std::max<std::uint64_t>(reach.sum.count, 1));
    const bool wide = reach.others >= kTargetsOfScanner &&
                      static_cast<double>(reach.others) >= kShareOfScanner * estate;
    if (!wide || vain < kVainOfScanner) return false;
    std::string why =
        fmt::format("reached for {} {}, {:.0f}% in vain", CountText(reach.others, "computer"),
                    DaysText(reach.sum, facts_), 100 * vain);
    if (IsRegular(reach.sum, facts_, kHalf)) {
      Propose(HostRole::kScanner, name, std::move(why), 60);
    } else {
      Confirm(scanners_, name, why + "; an intruder's survey looks like this", reach.sum.count);
    }
    return true;
  }

  void TakeDesktops(const std::string& name, const LearntPlace& place, bool server) {
    const Fan& out = place.desktops_out;
    if (out.others < kTargetsOfJumpHost) return;
    const std::string why = fmt::format(
        "{} on {} {}; {} to it", CountText(out.sum.count, "remote desktop"),
        CountText(out.others, "computer"), DaysText(out.sum, facts_),
        place.desktops_in == 0 ? "nobody came" : CountText(place.desktops_in, "place") + " came");
    const bool regular = IsRegular(out.sum, facts_, kHalf) &&
                         out.sum.count >= kDesktopsOfJumpHost &&
                         place.desktops_in <= kMostComersToJumpHost;
    if (!regular) return Confirm(jump_hosts_, name, why, out.sum.count);
    const bool on_the_way = server || place.desktops_in != 0;
    Propose(on_the_way ? HostRole::kJumpHost : HostRole::kAdminWorkstation, name, why,
            65 + std::min<std::size_t>(2 * out.others, 20));
  }

  const LearntFacts& facts_;
  Environment& out_;
  Rows controllers_, jump_hosts_, scanners_;
};

}  // namespace

void ProposeRoles(const LearntFacts& facts, Environment& out) { RoleProposer(facts, out).Run(); }

}  // namespace noroshi
