#include "simulate/intruder_entry.h"

#include <fmt/format.h>

#include "simulate/traffic.h"

namespace noroshi {
namespace {

constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

}  // namespace

std::string ForeignWorkstation(Intruder& intruder) {
  SeededRandom& random = intruder.random();
  switch (random.Below(4)) {
    case 0: return "WIN-" + random.Letters(kCapitals, 11);
    case 1: return fmt::format("{}-PC", intruder.names().ProperWord(2));
    default: return "DESKTOP-" + random.Letters(kCapitals, 7);
  }
}

RemoteAccess EnterByVpn(Intruder& intruder, Site site, const Account& account, std::string idea) {
  World& world = intruder.world();
  RemoteAccess access;
  access.workstation = ForeignWorkstation(intruder);
  access.session = {account.name, intruder.NewAddress(), access.workstation,
                    world.organisation.PoolAddress(site, intruder.random().Next()), 0};
  VpnGateway& gateway = *world.network.At(site).vpn;
  const Host& controller = world.LogOf(site, Role::kDomainController).host();
  const Label label = intruder.Step(controller, {std::move(idea), "D1-04"}, {"T1133", "T1078.002"},
                                    "Remote access with a stolen account, from an address and a "
                                    "computer that the account never used",
                                    account.name, "gateway");
  gateway.Begin(intruder.now(), label, access.session);
  access.label = label;
  intruder.Pass(120, 900);
  return access;
}

RemoteAccess TakeOverVpnSession(Intruder& intruder, Site site) {
  World& world = intruder.world();
  const Account* person = &world.organisation.people.front();
  for (const Account& one : world.organisation.people) {
    if (one.site == site) person = &one;
  }
  VpnGateway& gateway = *world.network.At(site).vpn;
  RemoteAccess access;
  access.workstation = ForeignWorkstation(intruder);
  access.session = {person->name, world.organisation.HomeAddress(*person),
                    fmt::format("{}-NB{:03}", world.organisation.InfoOf(site).prefix,
                                intruder.random().Between(200, 400)),
                    world.organisation.PoolAddress(site, intruder.random().Next()), 0};
  gateway.Begin(intruder.now(), kNoLabel, access.session);
  intruder.Pass(900, 4'000);
  const Label label = intruder.Step(world.LogOf(site, Role::kDomainController).host(), {"D1-03"},
                                    {"T1190", "T1550.004"},
                                    "An employee's remote access session goes on from another "
                                    "address, without a new logon",
                                    person->name, "gateway");
  access.label = label;
  access.session.client_address = intruder.NewAddress();
  if (!gateway.Roam(intruder.now(), label, access.session)) {
    world.truth.NoteHidden(label, "the gateway writes nothing about a session that moves");
  }
  intruder.Pass(120, 900);
  return access;
}

void LeaveVpn(Intruder& intruder, Site site, const RemoteAccess& access) {
  intruder.world().network.At(site).vpn->End(intruder.Pass(60, 1'200), access.label,
                                             access.session);
}

void GuessPasswords(Intruder& intruder, HostLog& target, const Account& account,
                    const RemoteAccess& access) {
  World& world = intruder.world();
  HostLog& controller = world.LogOf(target.host().site, Role::kDomainController);
  const Label label = intruder.Step(target.host(), {"D1-10"}, {"T1110.001"},
                                    "Wrong passwords from the VPN pool", account.name);
  const LabelScope at_target(target, label);
  const LabelScope at_controller(controller, label);
  for (std::uint64_t i = intruder.random().Between(5, 12); i > 0; --i) {
    const Timestamp time = intruder.Pass(4, 40);
    ValidateNtlm(controller, time, account, access.workstation, false);
    FailLogOn(target, Later(time, 1), account, access.Source());
  }
}

Foothold OpenDesktopFromOutside(Intruder& intruder, HostLog& target, const Account& account,
                                const RemoteAccess& access) {
  World& world = intruder.world();
  HostLog& controller = world.LogOf(target.host().site, Role::kDomainController);
  const Label label = intruder.Step(target.host(), {"D1-02", "D1-05"}, {"T1021.001", "T1078.002"},
                                    "Remote desktop onto a server from the VPN, from a computer "
                                    "outside the naming scheme",
                                    account.name);
  const LabelScope at_target(target, label);
  const LabelScope at_controller(controller, label);
  const Timestamp time = intruder.Pass(20, 90);
  ReachFromAddress(
      world, label, time, access.session.assigned, target.host(),
      {.port = 3389, .service = "rdp", .sent = 90'000, .received = 1'400'000, .seconds = 2'400});
  ValidateNtlm(controller, time, account, access.workstation, true);
  Foothold at;
  at.log = &target;
  at.session = OpenRemoteDesktop(target, Later(time, 1), account, access.Source());
  intruder.Pass(60, 300);
  return at;
}

Foothold OpenDesktopFrom(Intruder& intruder, Foothold& from, HostLog& target,
                         const Account& account) {
  World& world = intruder.world();
  HostLog& controller = world.LogOf(target.host().site, Role::kDomainController);
  const Label label = intruder.Step(
      target.host(), {"D3-01"}, {"T1021.001", "T1078.002"},
      fmt::format("Remote desktop from {} to {}", from.host().name, target.host().name),
      account.name);
  const LabelScope at_source(*from.log, label);
  const LabelScope at_target(target, label);
  const Timestamp time = intruder.Pass(30, 200);
  Process client = SystemProcess(*from.log, "mstsc.exe");
  client.session = from.session;
  from.log->Add(CatalogEvent::kRdpOutgoing, time,
                {{"Name", "Server Name"}, {"Value", target.host().name}, {"CustomLevel", "Info"}});
  if (from.session.account != nullptr && from.session.account != &account) {
    UseOtherAccount(*from.log, time, from.session, account, target.host().name, client.image);
  }
  Reach(world, *from.log, time, client, target.host(),
        {.port = 3389, .service = "rdp", .sent = 90'000, .received = 1'400'000, .seconds = 1'800});
  IssueTickets(controller, time, account, from.host().address, "TERMSRV/" + target.host().name);
  Foothold at;
  at.log = &target;
  at.session =
      OpenRemoteDesktop(target, Later(time, 3), account, {from.host().address, from.host().name});
  intruder.Pass(40, 300);
  return at;
}

OpenedDocument OpenMailedDocument(Intruder& intruder, HostLog& client) {
  World& world = intruder.world();
  SeededRandom& random = intruder.random();
  const Account& person = world.organisation.people[client.host().user];
  OpenedDocument opened;
  opened.at.log = &client;
  opened.at.session = {&person, 0x40000 + random.Below(0xfffff), 1};
  const bool word = random.Chance(60);
  opened.path = fmt::format(
      "C:\\Users\\{}\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\{}\\{}.{}",
      person.name, random.Letters(kCapitals, 8), intruder.names().Document(),
      word ? (random.Chance(50) ? "doc" : "docm") : (random.Chance(50) ? "xls" : "xlsm"));
  const std::string folder = "C:\\Program Files\\Microsoft Office\\root\\Office16\\";
  Process mail = SystemProcess(client, "outlook.exe");
  mail.image = folder + "OUTLOOK.EXE";
  mail.session = opened.at.session;
  MarkFromWeb(client, intruder.now(), mail, opened.path, "about:internet");
  const std::string image = folder + (word ? "WINWORD.EXE" : "EXCEL.EXE");
  opened.office = StartProcess(
      client, Later(intruder.now(), 2), mail, image,
      fmt::format("\"{}\" {}\"{}\"", image, word ? "/n " : "", opened.path), opened.at.session);
  intruder.Pass(15, 60);
  return opened;
}

}  // namespace noroshi
