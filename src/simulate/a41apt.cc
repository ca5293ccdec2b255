// An intrusion in the manner of the A41APT campaign, as public reports describe it: no mail; a
// stolen account or session over an affiliate's VPN; remote desktop onto servers from a machine
// whose name is foreign to the organisation; a signed program that loads the intruder's DLL; each
// infected server with its own outside address; the directory and the archives at the end; logs
// cleared.

#include "simulate/intruder_entry.h"
#include "simulate/intruder_implant.h"
#include "simulate/intruder_objectives.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kVisits = 6;

class A41apt {
 public:
  explicit A41apt(World& world) : me_(world, "a41apt", kVisits), world_(world) {
    const std::size_t affiliates = world.organisation.sites.size() - 1;
    site_ = static_cast<Site>(1 + me_.random().Below(affiliates));
    account_ = &world.organisation.AdminOf(site_);
  }

  void Run() {
    Enter();
    StayOnFirst();
    me_.NextVisit();
    LookAround();
    me_.NextVisit();
    MoveOn();
    me_.NextVisit();
    TakeTheDirectory();
    me_.NextVisit();
    CarryOff();
    me_.NextVisit();
    if (me_.random().Chance(75)) ClearLogs(me_, me_.random().Chance(70) ? first_ : second_);
  }

 private:
  void Enter() {
    HostLog* target = me_.TakeServer(site_, false);
    const bool taken_over = me_.random().Chance(35);
    const RemoteAccess access =
        taken_over ? TakeOverVpnSession(me_, site_) : EnterByVpn(me_, site_, *account_, "D1-01");
    if (!taken_over && me_.random().Chance(55)) GuessPasswords(me_, *target, *account_, access);
    first_ = OpenDesktopFromOutside(me_, *target, *account_, access);
    LeaveVpn(me_, site_, access);
  }

  void StayOnFirst() {
    ChooseDisguise(me_, first_);
    FetchParts(me_, first_);
    DropParts(me_, first_, {});
    const bool service = me_.random().Chance(60);
    Persist(me_, first_, service ? Persistence::kService : Persistence::kTask, {});
    LoadBeside(me_, first_, service ? ServiceManager(first_) : TaskScheduler(first_));
    Call(first_);
  }

  void Call(const Foothold& at) {
    CallHome(me_, at, me_.NewServer(15), {"D2-14", "D2-15"},
             "The server calls an outside address that no other host knows");
  }

  void LookAround() {
    Survey(me_, first_);
    if (me_.random().Chance(75)) QueryDirectory(me_, first_);
    if (me_.random().Chance(60)) BlindDefender(me_, first_);
    if (me_.random().Chance(30)) HostManagedCode(me_, first_);
    if (me_.random().Chance(40)) ScanNetwork(me_, first_, me_.random().Chance(50) ? 3'389 : 445);
    if (me_.random().Chance(40)) SaveHives(me_, first_);
  }

  // Onto another server, by remote desktop or not at all; there the program is started from afar.
  void MoveOn() {
    HostLog* target = me_.TakeServer(Site::kHeadOffice, false);
    if (target == nullptr) {
      second_ = first_;
      return;
    }
    Foothold desktop = OpenDesktopFrom(me_, first_, *target, *account_);
    if (me_.random().Chance(60)) {
      second_ = MoveByTask(me_, first_, *target, *account_);
      LoadBeside(me_, second_, TaskScheduler(second_));
    } else {
      second_ = desktop;
      ChooseDisguise(me_, second_);
      DropParts(me_, second_, {});
      Persist(me_, second_, Persistence::kService, {});
      LoadBeside(me_, second_, ServiceManager(second_));
    }
    Call(second_);
  }

  void TakeTheDirectory() {
    HostLog* target = me_.TakeServer(second_.host().site, true);
    if (target == nullptr) return;
    controller_ = OpenDesktopFrom(me_, second_, *target, *account_);
    controller_.folder = "C:\\PerfLogs\\";
    TakeDirectory(me_, controller_);
  }

  void CarryOff() {
    HostLog& files = world_.LogOf(second_.host().site, Role::kFileServer);
    if (&files != second_.log && me_.random().Chance(60)) {
      CollectFromShare(me_, second_, files, *account_);
    }
    PackArchives(me_, second_);
    if (me_.random().Chance(70)) Upload(me_, second_);
  }

  Intruder me_;
  World& world_;
  Site site_ = Site::kAffiliate;
  const Account* account_ = nullptr;
  Foothold first_, second_, controller_;
};

}  // namespace

void AddA41aptIntrusion(World& world) { A41apt(world).Run(); }

}  // namespace noroshi
