// People who work from home: a session on the gateway of their site, and through it the file server
// or their own machine.

#include "simulate/activity.h"
#include "simulate/traffic.h"
#include "simulate/world.h"

namespace noroshi {
namespace {

// A person's day from home.
void WorkFromHome(World& world, const Host& client, std::uint64_t day, SeededRandom& random) {
  const Account& person = world.organisation.people[client.user];
  VpnGateway& gateway = *world.network.At(client.site).vpn;
  const Timestamp begin = world.Between(client.site, day, 8, 10, random);
  const Timestamp end = Later(begin, random.Between(3, 9) * 3'600 + random.Below(3'000));
  VpnSession session{person.name, world.organisation.HomeAddress(person),
                     client.name.substr(0, 3) + "NB" + client.name.substr(client.name.size() - 3),
                     world.organisation.PoolAddress(client.site, random.Next()), 0};
  if (random.Chance(8)) gateway.Fail(Later(begin, random.Below(40)), kNoLabel, session);
  gateway.Begin(Later(begin, 60), kNoLabel, session);
  gateway.End(end, kNoLabel, session);
  HostLog& files = world.LogOf(client.site, Role::kFileServer);
  for (std::uint64_t i = world.Some(2); i > 0; --i) {
    const Timestamp time = Later(begin, random.Between(300, 9'000));
    const LogonSession logon = LogOn(files, time, person, 3, {session.assigned, "-", false});
    OpenShare(files, Later(time, 2), logon, session.assigned,
              {"\\\\*\\share", "plan\\schedule.xlsx"});
    LogOff(files, Later(time, random.Between(60, 900)), logon, 3);
    ReachFromAddress(world, kNoLabel, time, session.assigned, files.host(), {});
  }
}

}  // namespace

void AddRemoteWork(World& world, std::uint64_t day) {
  if (IsWeekend(world.start, day)) return;
  for (const Host& client : world.organisation.hosts) {
    if (client.server()) continue;
    SeededRandom random = world.random.Fork("remote").Fork(client.name).Fork(day);
    // One in five works from home often, the others now and then.
    if (random.Chance(client.user % 5 == 0 ? 45 : 8)) WorkFromHome(world, client, day, random);
  }
}

}  // namespace noroshi
