#include "simulate/traffic.h"

#include <fmt/format.h>

namespace noroshi {
namespace {

std::string UserOf(const Process& process) {
  return process.session.account == nullptr ? std::string() : process.session.account->name;
}

void NoteUnseen(World& world, const HostLog& from) {
  if (from.label() == kNoLabel) return;
  world.truth.NoteHidden(from.label(), fmt::format("no sensor at {}", world.InfoOf(from).prefix));
}

void SeeInside(World& world, Label label, Timestamp time, const std::string& address,
               const Host& to, const InsideConnection& c) {
  const SiteNetwork& site = world.network.At(to.site);
  if (!site.sensor) return;
  site.sensor->AddConnection(
      time, label,
      {address, to.address, c.port, c.service, c.state, c.sent, c.received, c.seconds, false});
}

}  // namespace

void Fetch(World& world, HostLog& from, Timestamp time, const Process& process,
           const WebRequest& request) {
  const SiteNetwork& site = world.network.At(from.host().site);
  const bool proxied = site.proxy && (!from.host().server() || site.servers_use_proxy);
  if (!proxied) return FetchDirectly(world, from, time, process, request);
  site.proxy->Add(Later(time, request.seconds), from.label(), from.host().address, UserOf(process),
                  request);
  const SiteInfo& info = world.InfoOf(from);
  Connect(from, time, process,
          {info.proxy, fmt::format("{}-proxy.{}", info.prefix, kDnsDomain), 8'080});
}

void FetchDirectly(World& world, HostLog& from, Timestamp time, const Process& process,
                   const WebRequest& request) {
  const SiteNetwork& site = world.network.At(from.host().site);
  if (!request.name.empty()) QueryName(from, time, process, request.name, request.address);
  Connect(from, time, process, {request.address, request.name, request.port});
  if (site.sensor) {
    site.sensor->AddRequest(time, from.label(), from.host().address, request);
  } else {
    NoteUnseen(world, from);
  }
}

void Reach(World& world, HostLog& from, Timestamp time, const Process& process, const Host& to,
           const InsideConnection& connection) {
  Connect(from, time, process, {to.address, to.computer, connection.port});
  if (from.host().site != to.site || connection.state != "SF") {
    SeeInside(world, from.label(), time, from.host().address, to, connection);
  }
}

void ReachFromAddress(World& world, Label label, Timestamp time, const std::string& address,
                      const Host& to, const InsideConnection& connection) {
  SeeInside(world, label, time, address, to, connection);
}

}  // namespace noroshi
