// An intrusion in the manner of Operation JTrack: in through the service provider's remote access,
// commands by services over SMB, a program that moves into the desktop, HTTP requests of a form of
// their own, memory of lsass, tunnels through the company's proxy, archives, wiped traces.

#include <fmt/format.h>

#include "base/hash.h"
#include "simulate/intruder_entry.h"
#include "simulate/intruder_implant.h"
#include "simulate/intruder_objectives.h"
#include "simulate/traffic.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kVisits = 5;

std::string Base64(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      const bool there = i + j < text.size();
      group = group << 8 | (there ? static_cast<unsigned char>(text[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool there = i + j <= text.size();
      out += there ? kAlphabet[group >> (18 - 6 * j) & 63] : '=';
    }
  }
  return out;
}

class Vsingle {
 public:
  explicit Vsingle(World& world)
      : me_(world, "vsingle", kVisits),
        world_(world),
        account_(world.organisation.service_provider) {}

  void Run() {
    Enter();
    me_.NextVisit();
    MoveOn();
    me_.NextVisit();
    Explore();
    me_.NextVisit();
    Tunnel();
    me_.NextVisit();
    CarryOff();
  }

 private:
  void Enter() {
    site_ = static_cast<Site>(me_.random().Below(world_.organisation.sites.size()));
    HostLog* target = me_.TakeServer(site_, false);
    const RemoteAccess access = EnterByVpn(me_, site_, account_, "D1-08");
    first_ = OpenDesktopFromOutside(me_, *target, account_, access);
    ChooseDisguise(me_, first_);
    FetchParts(me_, first_);
    Process desktop = SystemProcess(*first_.log, "explorer.exe");
    desktop.session = first_.session;
    StartImplant(first_, desktop);
    LeaveVpn(me_, site_, access);
  }

  // A program of its own, no library: it moves into the desktop at once.
  // What comes over a share is written by the system itself.
  void StartImplant(Foothold& at, const Process& parent) {
    {
      const LabelScope scope(*at.log,
                             me_.Step(at.host(), {"D1-15", "D2-23"}, {"T1204.002", "T1036"},
                                      "An unsigned program starts from a folder that is no "
                                      "program's home"));
      Process writer = parent;
      if (parent.session.account == nullptr) writer.image = "System";
      WriteFile(*at.log, me_.now(), writer, at.folder + at.names.program);
      at.implant = StartProgram(*at.log, me_.Pass(3, 30), parent, at.folder + at.names.program,
                                at.folder + at.names.program, parent.session, {});
    }
    me_.Pass(1, 5);
    MoveInto(me_, at, "explorer.exe");
    Call(at);
  }

  void Call(const Foothold& at) {
    ControlServer server = me_.NewServer(60);
    server.request.tls = false;
    server.request.port = 80;
    server.request.user_agent =
        "Mozilla/5.0 (Windows; U; Windows NT 6.1; en-US; rv:1.9.1.5) Gecko/20091102 Firefox/3.5.5 "
        "(.NET CLR 3.5.30729)";
    server.request.path =
        fmt::format("/{}/{}/{}.php?ufw={}&uis={}", me_.names().Word(2), EpochSeconds(me_.now()),
                    me_.names().Random(6), Base64(at.host().address + "|10.0|4.1.1"),
                    ToHex(Hash64(at.host().name)).substr(0, 8));
    server.interval = me_.random().Between(10, 120) * 60;
    CallHome(me_, at, server, {"D2-18", "D2-19", "D2-14"},
             "Requests with the implant's parameters and an old browser's name");
  }

  void MoveOn() {
    for (std::uint64_t i = me_.random().Between(1, 2); i > 0; --i) {
      HostLog* target =
          me_.random().Chance(70) ? me_.TakeServer(site_, false) : me_.TakeClient(site_);
      if (target == nullptr) continue;
      last_ = MoveByServices(me_, first_, *target, account_);
      StartImplant(last_, ServiceManager(last_));
    }
    if (last_.log == nullptr) last_ = first_;
  }

  void Explore() {
    Survey(me_, last_);
    ListComputersByScript(me_, last_);
    ReadLsass(me_, me_.random().Chance(50) ? first_ : last_);
    if (me_.random().Chance(40)) ScanNetwork(me_, last_, 445);
  }

  void Tunnel() {
    OpenTunnel(me_, first_);
    if (me_.random().Chance(50)) {
      const HostLog* before = last_.log;
      if (before != first_.log) last_ = first_;
    }
  }

  void CarryOff() {
    PackArchives(me_, last_);
    if (me_.random().Chance(60)) Upload(me_, last_);
    WipeTools(me_, last_);
    if (me_.random().Chance(30)) ClearLogs(me_, last_);
  }

  Intruder me_;
  World& world_;
  const Account& account_;
  Site site_ = Site::kHeadOffice;
  Foothold first_, last_;
};

}  // namespace

void AddVsingleIntrusion(World& world) { Vsingle(world).Run(); }

}  // namespace noroshi
