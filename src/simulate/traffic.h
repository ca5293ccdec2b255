// Traffic: what crosses the network, in one call each, with every trace it leaves: on the host that
// calls (Sysmon 3, 22), in the proxy's log if the way leads through it, in Zeek's logs if not.
//
// Lines carry the label of the calling host's log. Where neither device nor Sysmon is there, the
// truth notes that nothing shows it.
#pragma once

#include "simulate/activity.h"
#include "simulate/web_request.h"
#include "simulate/world.h"

namespace noroshi {

// A program asks a server outside.
void Fetch(World& world, HostLog& from, Timestamp time, const Process& process,
           const WebRequest& request);
// Past the proxy, whatever the site's way is.
void FetchDirectly(World& world, HostLog& from, Timestamp time, const Process& process,
                   const WebRequest& request);

// A connection to another host of the organisation; the sensor of that host's site sees it when it
// comes from another site or another network.
struct InsideConnection {
  std::uint16_t port = 445;
  std::string_view service = "-";
  std::uint64_t sent = 3'000, received = 9'000;
  unsigned seconds = 20;
  std::string_view state = "SF";
};
void Reach(World& world, HostLog& from, Timestamp time, const Process& process, const Host& to,
           const InsideConnection& connection);
// The same from an address that is no host of the evidence: a VPN pool.
void ReachFromAddress(World& world, Label label, Timestamp time, const std::string& address,
                      const Host& to, const InsideConnection& connection);

}  // namespace noroshi
