// Intruder: the plan and the clock of one simulated intrusion. What he does is in intruder_entry.h,
// intruder_implant.h and intruder_objectives.h; which of it and in what order, in the scenarios.
//
// Everything that could become a habit of ours is drawn from the seed: when he works, how long he
// stays away, which machines he takes, what his files, services and servers are called.
// Only log records come of it: there is no program behind any name. One owner.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/activity.h"
#include "simulate/names.h"
#include "simulate/web_request.h"
#include "simulate/world.h"

namespace noroshi {

// A machine where he is.
struct Foothold {
  HostLog* log = nullptr;
  LogonSession session;  // whose desktop he has; no account: he runs as the system
  Process implant;       // image empty: none yet
  ProductName names;     // what the implant pretends to be
  std::string folder;    // of the implant, with a backslash at the end

  [[nodiscard]] const Host& host() const { return log->host(); }
  [[nodiscard]] bool has_implant() const noexcept { return !implant.image.empty(); }
};

// Where an implant calls, and how.
struct ControlServer {
  WebRequest request;
  std::uint64_t interval = 7'200;  // seconds
  unsigned jitter = 30;            // per cent, up and down
};

class Intruder {
 public:
  // `visits`: on how many days he works, as planned; between them he waits.
  Intruder(World& world, std::string_view scenario, std::uint64_t visits);

  [[nodiscard]] World& world() noexcept { return world_; }
  [[nodiscard]] NameMaker& names() noexcept { return names_; }
  [[nodiscard]] SeededRandom& random() noexcept { return names_.random(); }

  [[nodiscard]] Timestamp now() const noexcept { return now_; }
  // When his implants fall silent.
  [[nodiscard]] Timestamp end() const noexcept { return end_; }
  // Time goes by; gives the new now.
  Timestamp Pass(std::uint64_t least, std::uint64_t most);
  // He comes back on a later day, if there is one, at his usual hour.
  void NextVisit();
  // The first day's working hours of a site: when people open mail there.
  void WaitForWorkingHours(Site site);

  // A step of the intrusion; what it is about goes to the ground truth. The host becomes one of
  // the attack's unless `witness`: a domain controller that sees a logon is not taken.
  Label Step(const Host& main, std::vector<std::string> ideas, std::vector<std::string> techniques,
             std::string title, std::string account = {}, std::string_view witness = {});

  // An outside address nobody else has.
  std::string NewAddress();
  // One for each machine, by address or by name.
  ControlServer NewServer(unsigned named_percent);

  // Servers or clients he has not been on, `site` first. Null when there is none.
  HostLog* TakeServer(Site site, bool controllers);
  HostLog* TakeClient(Site site);

 private:
  HostLog* Take(std::vector<HostLog*> candidates);

  World& world_;
  NameMaker names_;
  std::uint64_t day_ = 0, last_day_ = 0, visits_left_ = 1;
  unsigned shift_ = 0;  // his first hour, UTC
  Timestamp now_, end_;
  std::vector<const HostLog*> taken_;
};

// A command: typed in a shell on his desktop or, where there is an implant, given to that.
// `program` is one of System32, without extension; the last process is returned.
Process RunCommand(Intruder& intruder, Foothold& at, std::string_view program,
                   std::string_view arguments);
// The shell itself, for programs of his own.
Process OpenShell(Intruder& intruder, Foothold& at, std::string_view command);

}  // namespace noroshi
