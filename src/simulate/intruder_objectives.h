// What an intruder does once he is in: looks around, takes credentials, moves on, collects, carries
// away, and wipes his traces.
#pragma once

#include <string>
#include <string_view>

#include "simulate/intruder.h"

namespace noroshi {

// Five or more commands about the machine, the network and the domain, within minutes.
void Survey(Intruder& intruder, Foothold& at);
// csvde, dsquery, nltest and the like: one to three of them.
void QueryDirectory(Intruder& intruder, Foothold& at);
// A script that lists all computers of the domain.
void ListComputersByScript(Intruder& intruder, Foothold& at);
// One port on many machines within minutes.
void ScanNetwork(Intruder& intruder, Foothold& at, std::uint16_t port);

// The directory database, on a domain controller: by ntdsutil, a shadow copy or replication.
void TakeDirectory(Intruder& intruder, Foothold& at);
// SAM, SYSTEM and SECURITY by reg.exe.
void SaveHives(Intruder& intruder, Foothold& at);
// The memory of lsass, with a tool of the system or one brought along.
void ReadLsass(Intruder& intruder, Foothold& at);

// Over the network onto another machine. Each gives the foothold there, with an implant running.
[[nodiscard]] Foothold MoveByTask(Intruder& intruder, Foothold& from, HostLog& target,
                                  const Account& account);
// Commands by services that are made and removed again; the implant comes by the same way.
[[nodiscard]] Foothold MoveByServices(Intruder& intruder, Foothold& from, HostLog& target,
                                      const Account& account);

// Documents are copied from a share.
void CollectFromShare(Intruder& intruder, Foothold& at, HostLog& server, const Account& account);
// Archives with a password; perhaps by an archiver under another name.
void PackArchives(Intruder& intruder, Foothold& at);
// Tens or hundreds of megabytes to an outside address.
void Upload(Intruder& intruder, Foothold& at);

// A tunnel from inside to outside: an SSH client that forwards ports, under a name of his choice.
void OpenTunnel(Intruder& intruder, Foothold& at);
// File times set back, tools wiped.
void WipeTools(Intruder& intruder, Foothold& at);
// Security and some other logs are emptied.
void ClearLogs(Intruder& intruder, Foothold& at);

}  // namespace noroshi
