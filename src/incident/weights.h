// Every number that decides what becomes an incident and how grave it is, each with its reason.
// Nothing else in this folder holds a weight.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/time.h"
#include "finding/level.h"

namespace noroshi {

// What two hosts can have in common.
enum class EntityKind : std::uint8_t {
  // A host that findings elsewhere name as source or target.
  kHost,
  // A workstation name that is no host of the evidence.
  kWorkstation,
  kAccount,
  // An address that belongs to no host of the evidence.
  kAddress,
  // A name on the network.
  kDestination,
  // A path outside the system's own folders.
  kFile,
  kHash,
  kService,
  kTask,
  kPipe,
  // Process GUID: one host only.
  kProcess,
  // Logon id: one host only.
  kSession,
  // Records that a correlation or analytic joined already.
  kTogether,
  // The same rule raised findings.
  kRule,
  // A host that somebody went to from the finding's.
  kReached,
  // A folder of data that holds something: one host only.
  kFolder,
};
inline constexpr std::size_t kEntityKinds = 16;

// How strongly sharing an entity joins two episodes, and for how long.
struct EntityWeight {
  EntityKind kind{};
  // Its name in incidents.json: part of that format.
  std::string_view name;
  double weight = 0;
  // Beyond that time apart, sharing it says nothing.
  std::uint32_t memory_days = 0;
};

// The threshold of joining is 1: so one strong thing joins, or two or three weak ones together.
inline constexpr double kJoinAt = 1.0;
inline constexpr std::array<EntityWeight, kEntityKinds> kEntityWeights = {{
    // A logon from another suspicious host is how intruders move; they come back for weeks.
    {EntityKind::kHost, "host", 1.0, 30},
    // A foreign computer's name on several servers: the intruder's own machine, kept for months.
    {EntityKind::kWorkstation, "workstation", 1.0, 90},
    // Stolen accounts are used for weeks; rarity keeps administrators of everything out.
    {EntityKind::kAccount, "account", 1.0, 45},
    // Addresses change hands (DHCP, VPN pools): good for days, and with something else.
    {EntityKind::kAddress, "address", 0.8, 14},
    {EntityKind::kDestination, "destination", 0.8, 90},  // C2 names stay, but so do updaters'
    {EntityKind::kFile, "file", 0.7, 90},                // a path can coincide
    {EntityKind::kHash, "hash", 1.0, 120},               // the same bytes cannot
    {EntityKind::kService, "service", 1.0, 120},         // chosen by whoever installed it
    {EntityKind::kTask, "task", 0.9, 120},               // likewise; vendors repeat some
    {EntityKind::kPipe, "pipe", 0.6, 30},                // tools have fixed names, products too
    {EntityKind::kProcess, "process", 1.0, 30},          // one process, however long it lives
    {EntityKind::kSession, "session", 1.0, 7},
    {EntityKind::kTogether, "correlation", 1.0, 120},  // somebody said that they belong together
    {EntityKind::kRule, "rule", 0.4, 45},              // the same rare act: supports, never enough
    // He is at work there soon, or has come for nothing; weeks later it was somebody else.
    {EntityKind::kReached, "reached host", 1.0, 3},
    // Where tools lie, others come: on the same host, that is; vendors name theirs everywhere
    // alike.
    {EntityKind::kFolder, "folder", 0.4, 45},
}};
[[nodiscard]] constexpr const EntityWeight& WeightOf(EntityKind kind) {
  return kEntityWeights[static_cast<std::size_t>(kind)];
}

// Names of things that mean nothing beyond their host.
[[nodiscard]] constexpr bool IsOfOneHost(EntityKind kind) {
  return kind == EntityKind::kProcess || kind == EntityKind::kSession ||
         kind == EntityKind::kFolder;
}

// The same host again, after a silence that ended an episode: weak, for noise is at home there too.
inline constexpr double kSameHost = 0.7;
inline constexpr std::uint32_t kSameHostDays = 14;
// Of the episodes of a host each is held against so many that follow it.
inline constexpr std::size_t kSameHostEpisodes = 16;

// Several entities of one kind add up to this many times the weight of one: ten files of one
// archive are one fact.
inline constexpr double kMostOfOneKind = 1.4;

// An entity on more hosts than this loses weight in proportion: intruders take a handful of
// servers, what is on dozens of hosts is deployment, a domain controller or an administrator.
inline constexpr double kRareHosts = 6;
// And says nothing at all beyond this many.
inline constexpr std::size_t kMostSharedHosts = 48;

// What is known of a shared thing before any finding (surroundings.h). An administrator's account,
// a domain controller or a jump host is shared by design, so it needs company; what serves every
// computer says next to nothing.
inline constexpr double kCommonAccountShare = 0.7;
inline constexpr double kControllerShare = 0.6;
inline constexpr double kServesAllShare = 0.25;

// Of what is shared by design, and of being on the same host, the most counts and not the sum: that
// an administrator's account was on its own server once more is one fact, however many say so.

// A logon from a host was made by who was on it. Where it can have been somebody else of those seen
// there, those with other accounts count this share.
inline constexpr double kOtherHandShare = 0.6;

// A silence that ends an episode of a host. A working day of an intruder has no longer pause.
inline constexpr std::uint64_t kEpisodeGapTicks = kTicksPerDay;
// Other accounts so much later begin an episode of their own: an administrator and an intruder may
// both be on a server of a day, but one hand changes accounts within a session.
inline constexpr std::uint64_t kOneHandTicks = kTicksPerDay / 24;
// Episodes of a host side by side; with more, nobody can tell the hands apart.
inline constexpr std::size_t kMostHands = 16;
// A rule that raises findings on a host on more days than this is routine there: its first day
// counts, the rest neither prolongs an episode nor raises a score.
inline constexpr std::size_t kRoutineDays = 10;

// What one rule adds to the score, by the level of its findings: roughly, how many of one are worth
// one of the next. Low findings are context: ten of them are no alarm.
inline constexpr std::array<double, kLevelCount> kLevelPoints = {0, 1, 5, 16, 32};
// Rules for the same technique see the same act: the second gives a half, the third a third.
// A rule on more hosts than kRareHosts gives less, but never less than this share.
inline constexpr double kLeastRarity = 0.15;
// Each host more gives a rule this share again, for up to kHostsCounted hosts.
inline constexpr double kPerHost = 0.2;
inline constexpr std::size_t kHostsCounted = 5;
// A rule's points on a host whose role is known: intruders of the kind that is looked for take a
// few servers, at outlying sites first, and the domain controller last.
inline constexpr double kServerPoints = 1.15, kControllerPoints = 1.3, kOutlyingServerPoints = 1.25;
// Findings that belong together at two sites: somebody has crossed over.
inline constexpr double kSitesCrossed = 0.15;
// Each tactic beyond the first: breadth tells an intrusion from one noisy product.
inline constexpr double kPerTactic = 0.12;
// All three stages of an intrusion: delivery, implant, objectives.
inline constexpr double kAllStages = 0.2;
// score = 100 (1 - exp(-points / this)): three unlike high rules on one host come to about 60.
inline constexpr double kScoreScale = 65;

// Below this there is no incident, only findings: one high finding alone makes 22.
inline constexpr double kLeastScore = 20;
// Level of an incident by its score.
inline constexpr double kMediumScore = 30, kHighScore = 60, kCriticalScore = 85;

// What certain ideas mean together (docs/design/incident.md). An incident whose rules name all
// `ideas` on one host scores at least `least`; one that has nothing beside `ideas` at most `most`.
struct IdeaPattern {
  std::span<const std::string_view> ideas;
  double least = 0, most = 100;
};
inline constexpr std::string_view kStuffedSideload[] = {"D2-01", "D2-03", "D2-14"};
inline constexpr std::string_view kManagedInNative[] = {"D2-08", "D2-09"};
inline constexpr std::string_view kProvenBeacon[] = {"D2-17"};
inline constexpr std::string_view kProvenChecksum[] = {"D2-18"};
inline constexpr std::string_view kOddWorkstation[] = {"D1-02"};
inline constexpr std::string_view kOddRemoteLogon[] = {"D1-05"};
inline constexpr IdeaPattern kIdeaPatterns[] = {
    {kStuffedSideload, 95, 100},  // a stuffed library, side-loaded, that beacons: hardly by chance
    {kManagedInNative, 85, 100},  // managed code in a native program beside an odd file
    {kProvenBeacon, 95, 100},     // a form of message with its own identity check
    {kProvenChecksum, 90, 100},   // likewise, with a checksum
    {kOddWorkstation, 0, 30},     // alone: a traveller, a new laptop. To be looked at
    {kOddRemoteLogon, 0, 30},     // likewise
};
// Hands on the keyboard: two or more ideas of stage three on one host within a day, after a logon
// or session from outside (stage one) in the same incident.
inline constexpr double kHandsOnKeyboard = 70;

}  // namespace noroshi
