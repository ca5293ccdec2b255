// How an intruder comes in: by remote access with a stolen account or session, by remote desktop,
// by a document or program that somebody opens.
#pragma once

#include <string>
#include <string_view>

#include "simulate/intruder.h"

namespace noroshi {

// A way into a site's network: the session of the gateway, and what his computer calls itself.
struct RemoteAccess {
  VpnSession session;
  std::string workstation;
  Label label = kNoLabel;  // of the step that opened it
  // How hosts see a logon from there.
  [[nodiscard]] LogonSource Source() const { return {session.assigned, workstation, true}; }
};

// A name such as set-up gives a machine, or another that is no name of this organisation.
[[nodiscard]] std::string ForeignWorkstation(Intruder& intruder);

// A session with a stolen account, from a new address.
RemoteAccess EnterByVpn(Intruder& intruder, Site site, const Account& account, std::string idea);
// He goes on with the session of somebody who logged on shortly before.
RemoteAccess TakeOverVpnSession(Intruder& intruder, Site site);
// The session ends.
void LeaveVpn(Intruder& intruder, Site site, const RemoteAccess& access);

// Wrong passwords before the right one.
void GuessPasswords(Intruder& intruder, HostLog& target, const Account& account,
                    const RemoteAccess& access);
// Remote desktop from outside onto a server.
Foothold OpenDesktopFromOutside(Intruder& intruder, HostLog& target, const Account& account,
                                const RemoteAccess& access);
// From one machine of his to the next.
Foothold OpenDesktopFrom(Intruder& intruder, Foothold& from, HostLog& target,
                         const Account& account);

// Somebody opens a document out of a mail; gives the program that holds it.
struct OpenedDocument {
  Foothold at;
  Process office;
  std::string path;
};
OpenedDocument OpenMailedDocument(Intruder& intruder, HostLog& client);

}  // namespace noroshi
