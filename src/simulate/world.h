// World: the state that the parts of a scenario share while they write: the organisation, the log
// of each host, the network's logs, the ground truth and the calendar.
//
// One owner: a scenario is written by one thread, day by day, because each part draws from the
// random streams of the hosts in the order in which it comes up. HostLogs refer to their hosts, so
// a World stays where it was made (the deque never moves its elements).
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "simulate/host_log.h"
#include "simulate/log_time.h"
#include "simulate/names.h"
#include "simulate/network.h"
#include "simulate/organisation.h"
#include "simulate/truth.h"

namespace noroshi {

// Something of the Internet that this organisation uses.
struct WebSite {
  std::string name, address;
};

struct World {
  Organisation organisation;
  std::deque<HostLog> logs;  // same order as organisation.hosts
  Network network;
  Truth truth;
  Timestamp start;
  std::uint64_t days = 0;
  SeededRandom random{0};
  std::vector<WebSite> web;           // what people look at
  std::vector<WebSite> services;      // what programs of many hosts call
  std::vector<ProductName> products;  // what is installed here
  unsigned density = 100;  // per cent of the usual background: large organisations are thinned

  // The log of a site's server of that role.
  [[nodiscard]] HostLog& LogOf(Site site, Role role) { return logs[organisation.Find(site, role)]; }
  [[nodiscard]] const SiteInfo& InfoOf(const HostLog& log) const {
    return organisation.InfoOf(log.host().site);
  }
  // A moment of the site's own day, as UTC.
  [[nodiscard]] Timestamp At(Site site, std::uint64_t day, unsigned hour, unsigned minute = 0,
                             unsigned second = 0) const {
    return LocalTime(start, organisation.InfoOf(site), day, hour, minute, second);
  }
  // Any second of those hours; `last` is included.
  [[nodiscard]] Timestamp Between(Site site, std::uint64_t day, unsigned first, unsigned last,
                                  SeededRandom& draw) const {
    return At(site, day, static_cast<unsigned>(draw.Between(first, last)),
              static_cast<unsigned>(draw.Below(60)), static_cast<unsigned>(draw.Below(60)));
  }
  // So many of them in this organisation: thinned, but never none.
  [[nodiscard]] std::uint64_t Some(std::uint64_t count) const {
    return std::max<std::uint64_t>(1, count * density / 100);
  }
};

// Web sites, services and products, drawn from the world's seed. surroundings.cc.
void AddSurroundings(World& world);

// Adds what a host that nobody attacks writes on one day. One file, noise.cc.
void AddBackground(World& world, std::size_t host, std::uint64_t day);
// What the network sees of people who work from home on one day. remote_work.cc.
void AddRemoteWork(World& world, std::uint64_t day);

// Adds the legitimate activity that resembles an attack, spread over the days. look_alikes.cc and
// network_look_alikes.cc.
void AddLookAlikes(World& world);
void AddNetworkLookAlikes(World& world);
// For both: an entry of the ground truth.
[[nodiscard]] Label NewLookAlike(World& world, std::string idea, std::string title);

// Adds an intrusion; each in the file of its name.
void AddA41aptIntrusion(World& world);
void AddLodeinfoIntrusion(World& world);
void AddVsingleIntrusion(World& world);
void AddTickIntrusion(World& world);

}  // namespace noroshi
