// LearntFacts: what all sightings come to, by computer, account, destination and range. What
// proposals are made of.
//
// Plain data in ordered maps: what is read from them has one order. Bounded by kMaxLearnt rows
// each; sightings beyond are counted.
//
// Names come from evidence and may be anything up to kMaxSightingTextBytes; what becomes of them is
// quoted by the writer (environment_writer.h) and shown through SafeText.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "environment/learn/sighting.h"

namespace noroshi {

inline constexpr std::size_t kMaxLearnt = 50'000;

// Something was done by, or to, so many others. `others` are told apart after addresses have become
// the computers that had them, so a computer known by both counts once.
struct Fan {
  std::size_t others = 0;  // distinct
  SightingSum sum;
};

// A computer, by what it calls itself or is called by; or an address whose computer is not known.
// Which of these numbers make it a server, a jump host or a scanner is the business of the
// proposals (propose_roles.cc): here nothing is judged.
struct LearntPlace {
  SightingSum logs;             // records of its own; none: it is only spoken of
  std::set<std::string> marks;  // channels that only servers have
  SightingSum tickets;          // records that domain controllers only write
  std::set<std::string> ticket_ids;
  Fan inbound;                  // who logged on to it over the network
  Fan desktops_out;             // computers on which it opened remote desktops
  std::size_t desktops_in = 0;  // places that opened one on it
  Fan reach;                    // computers that it reached for
  Fan client_name;              // hosts that heard this name from a client
  std::map<std::string, std::uint64_t> addresses;
};

// An account of a person or a service; those that every computer has (SYSTEM, NAME$, DWM-1) are
// none.
struct LearntAccount {
  Fan privilege;    // computers where it had an administrator's rights
  Fan interactive;  // where somebody sat with it
  Fan service;      // where something ran as it
  bool privilege_on_server = false;
  std::map<std::string, SightingSum> groups;  // of administrators, that it was added to
};

// By name: places in upper case without domain, accounts as LogonFact has them, destinations in
// lower case, ranges and domains as text.
struct LearntFacts {
  std::map<std::string, LearntPlace> places;
  std::map<std::string, LearntAccount> accounts;
  std::map<std::string, Fan> destinations;  // called by two or more
  std::map<std::string, Fan> pools;
  std::map<std::string, Fan> domains;
  std::set<std::string> callers;  // places with any contact
  // Sums read, and those that found no room in the maps above. Whoever shows the facts says so.
  std::uint64_t sightings = 0, left_out = 0;
  SightingSum all;  // of everything: the days that the evidence has at all

  // Computers with records of their own.
  [[nodiscard]] std::size_t computers() const;
};

}  // namespace noroshi
