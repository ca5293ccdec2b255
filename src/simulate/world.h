// World: the state that the parts of a scenario share while they write: the organisation, the log
// of each host, the ground truth and the calendar.
//
// One owner: a scenario is written by one thread, day by day, because each part draws from the
// random streams of the hosts in the order in which it comes up. HostLogs refer to their hosts, so
// a World stays where it was made (the deque never moves its elements).
#pragma once

#include <cstdint>
#include <deque>
#include <utility>

#include "simulate/host_log.h"
#include "simulate/organisation.h"
#include "simulate/truth.h"

namespace noroshi {

struct World {
  Organisation organisation;
  std::deque<HostLog> logs;  // same order as organisation.hosts
  Truth truth;
  Timestamp start;
  std::uint64_t days = 0;
  SeededRandom random{0};

  // The log of a site's server of that role.
  [[nodiscard]] HostLog& LogOf(Site site, Role role) { return logs[organisation.Find(site, role)]; }
  // A moment of the site's own day, as UTC.
  [[nodiscard]] Timestamp At(Site site, std::uint64_t day, unsigned hour, unsigned minute = 0,
                             unsigned second = 0) const {
    return LocalTime(start, site, day, hour, minute, second);
  }
};

// Adds what a host that nobody attacks writes on one day. One file, noise.cc.
void AddBackground(World& world, std::size_t host, std::uint64_t day);

// Adds the legitimate activity that resembles an attack, spread over the days. look_alikes.cc.
void AddLookAlikes(World& world);

// Adds the intrusion modelled on the A41APT campaign. a41apt.cc.
void AddA41aptIntrusion(World& world);

}  // namespace noroshi
