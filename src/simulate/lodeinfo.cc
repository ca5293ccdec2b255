// An intrusion in the manner of those who use LODEINFO: a document by mail to people whose topics
// are of interest, a library that a program of the system or of a vendor loads, code moved into
// another process, HTTP requests through the proxy in office hours, then the directory, documents
// and mail.

#include <fmt/format.h>

#include "simulate/intruder_entry.h"
#include "simulate/intruder_implant.h"
#include "simulate/intruder_objectives.h"
#include "simulate/traffic.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kVisits = 5;

class Lodeinfo {
 public:
  explicit Lodeinfo(World& world) : me_(world, "lodeinfo", kVisits), world_(world) {}

  void Run() {
    OpenDocument();
    me_.NextVisit();
    Explore();
    me_.NextVisit();
    MoveOn();
    me_.NextVisit();
    CarryOff();
    me_.NextVisit();
    if (me_.random().Chance(50)) ClearLogs(me_, victim_);
  }

 private:
  void OpenDocument() {
    HostLog* client = me_.TakeClient(Site::kHeadOffice);
    me_.WaitForWorkingHours(client->host().site);
    const unsigned how = static_cast<unsigned>(me_.random().Below(3));
    victim_.log = client;
    victim_.session = {&world_.organisation.people[client->host().user], 0, 1};
    ChooseDisguise(me_, victim_);
    if (how == 0) {
      RunByRundll();
    } else {
      RunByVendorProgram(how == 2);
    }
    constexpr std::string_view kTargets[] = {"svchost.exe", "msiexec.exe", "explorer.exe"};
    if (me_.random().Chance(70)) MoveInto(me_, victim_, me_.random().Pick(kTargets));
    Call();
    if (me_.random().Chance(60)) Persist(me_, victim_, Persistence::kRunKey, victim_.implant);
  }

  // Opening a document is nothing by itself: it belongs to the step of what the document does.
  OpenedDocument Open() {
    const OpenedDocument opened = OpenMailedDocument(me_, *victim_.log);
    victim_.session = opened.at.session;
    return opened;
  }

  void FetchTemplate(const OpenedDocument& opened) {
    Fetch(world_, *victim_.log, me_.now(), opened.office,
          {.name = me_.names().Domain(),
           .address = me_.NewAddress(),
           .path = "/" + me_.names().Word(2) + ".dotm",
           .user_agent = "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
           .received = 90'000});
    me_.Pass(3, 12);
  }

  // The macro writes the library, and a program of the system loads it.
  void RunByRundll() {
    const std::string library = victim_.folder + me_.names().Word(3) + ".dll";
    OpenedDocument opened;
    {
      const LabelScope scope(
          *victim_.log,
          me_.Step(victim_.host(), {"D1-11", "D1-20"}, {"T1566.001", "T1204.002", "T1059.005"},
                   "A document out of a mail is opened and writes a library",
                   victim_.session.account->name));
      opened = Open();
      WriteFile(*victim_.log, me_.now(), opened.office, library);
    }
    const LabelScope scope(*victim_.log, me_.Step(victim_.host(), {"D1-12", "D1-13"}, {"T1218.011"},
                                                  "The office program starts rundll32 with it"));
    victim_.implant = StartProcess(*victim_.log, me_.Pass(1, 5), opened.office,
                                   "C:\\Windows\\System32\\rundll32.exe",
                                   fmt::format("rundll32.exe {},#1", library), victim_.session);
    LoadModule(*victim_.log, me_.Pass(1, 2), victim_.implant, {library, ""});
  }

  // The macro writes a vendor's program and the library beside it.
  void RunByVendorProgram(bool from_template) {
    OpenedDocument opened;
    {
      const LabelScope scope(
          *victim_.log,
          me_.Step(victim_.host(), {"D1-11", "D1-15"},
                   {"T1566.001", "T1204.002", from_template ? "T1221" : "T1059.005"},
                   from_template ? "A document out of a mail fetches its template, whose macro "
                                   "writes a program and a library"
                                 : "A document out of a mail writes a program and a library",
                   victim_.session.account->name));
      opened = Open();
      if (from_template) FetchTemplate(opened);
      WriteFile(*victim_.log, me_.Pass(1, 3), opened.office,
                victim_.folder + victim_.names.program);
      WriteFile(*victim_.log, me_.Pass(1, 8), opened.office,
                victim_.folder + victim_.names.library);
    }
    me_.Pass(5, 40);
    LoadBeside(me_, victim_, opened.office);
  }

  void Call() {
    ControlServer server = me_.NewServer(50);
    server.request.method = "POST";
    server.request.port = 80;
    server.request.tls = false;
    server.interval = me_.random().Between(5, 60) * 60;
    CallHome(me_, victim_, server, {"D2-14", "D2-17"},
             "The client posts to an outside server again and again");
  }

  void Explore() {
    me_.WaitForWorkingHours(victim_.host().site);
    Survey(me_, victim_);
    QueryDirectory(me_, victim_);
    if (me_.random().Chance(40)) BlindDefender(me_, victim_);
    if (me_.random().Chance(50)) {
      SaveHives(me_, victim_);
    } else {
      ReadLsass(me_, victim_);
    }
  }

  void MoveOn() {
    const Account& admin = world_.organisation.help_desk;
    HostLog* target = me_.random().Chance(60) ? me_.TakeServer(victim_.host().site, false)
                                              : me_.TakeClient(victim_.host().site);
    if (target == nullptr) return;
    Foothold next = MoveByTask(me_, victim_, *target, admin);
    LoadBeside(me_, next, TaskScheduler(next));
    ControlServer server = me_.NewServer(50);
    CallHome(me_, next, server, {"D2-14", "D2-15"}, "The second machine calls a server of its own");
  }

  void CarryOff() {
    me_.WaitForWorkingHours(victim_.host().site);
    HostLog& files = world_.LogOf(victim_.host().site, Role::kFileServer);
    CollectFromShare(me_, victim_, files, world_.organisation.people[victim_.host().user]);
    PackArchives(me_, victim_);
    if (me_.random().Chance(70)) Upload(me_, victim_);
  }

  Intruder me_;
  World& world_;
  Foothold victim_;
};

}  // namespace

void AddLodeinfoIntrusion(World& world) { Lodeinfo(world).Run(); }

}  // namespace noroshi
