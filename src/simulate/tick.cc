// An intrusion in the manner of Tick: a program that passes for a document, by mail or through the
// update of a product that everybody has; a downloader with an impossible browser name; a second
// program that calls in office hours, with a checked parameter; Mimikatz, forged trust between
// machines by tasks and by programs laid on shares; archives that are deleted once they are gone.

#include <fmt/format.h>

#include "simulate/evtx/crc32.h"
#include "simulate/intruder_entry.h"
#include "simulate/intruder_implant.h"
#include "simulate/intruder_objectives.h"
#include "simulate/traffic.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kVisits = 5;

std::uint32_t ChecksumOf(std::string_view text) {
  Crc32 sum;
  sum.Add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return sum.value();
}

class Tick {
 public:
  explicit Tick(World& world) : me_(world, "tick", kVisits), world_(world) {}

  void Run() {
    if (me_.random().Chance(60)) {
      OpenDisguisedProgram();
    } else {
      ComeWithUpdate();
    }
    Stay();
    me_.NextVisit();
    Explore();
    me_.NextVisit();
    MoveOn();
    me_.NextVisit();
    if (me_.random().Chance(50)) TakeTheDirectory();
    me_.NextVisit();
    CarryOff();
  }

 private:
  // "report[U+202E]xcod.exe" reads "reportexe.docx".
  void OpenDisguisedProgram() {
    HostLog* client = me_.TakeClient(Site::kHeadOffice);
    me_.WaitForWorkingHours(client->host().site);
    const Account& person = world_.organisation.people[client->host().user];
    victim_.log = client;
    victim_.session = {&person, 0x50000 + me_.random().Below(0xfffff), 1};
    const std::string name = me_.random().Chance(50)
                                 ? me_.names().Document() + "\u202excod.exe"
                                 : me_.names().Document() + ".doc             .exe";
    const std::string path = fmt::format("C:\\Users\\{}\\Downloads\\{}", person.name, name);
    const LabelScope scope(
        *client,
        me_.Step(client->host(), {"D1-18", "D1-17"}, {"T1566.001", "T1204.002", "T1036.002"},
                 "A program that passes for a document is opened", person.name));
    Process desktop = SystemProcess(*client, "explorer.exe");
    desktop.image = "C:\\Windows\\explorer.exe";
    desktop.session = victim_.session;
    WriteFile(*client, me_.now(), desktop, path);
    MarkFromWeb(*client, me_.Pass(1, 2), desktop, path, "about:internet");
    victim_.implant = StartProgram(*client, me_.Pass(10, 90), desktop, path, "\"" + path + "\"",
                                   victim_.session, {});
  }

  // The agent of a product of the house brings and starts it.
  void ComeWithUpdate() {
    HostLog* client = me_.TakeClient(Site::kHeadOffice);
    victim_.log = client;
    const ProductName& product = world_.products[me_.random().Below(world_.products.size())];
    Process agent = SystemProcess(*client, product.program);
    agent.image = fmt::format("C:\\Program Files\\{}\\{}", product.folder, product.program);
    const std::string path = fmt::format("C:\\Windows\\Temp\\{}.exe", me_.names().Random(6));
    const LabelScope scope(*client, me_.Step(client->host(), {"D2-00"}, {"T1195.002"},
                                             "The agent of a product of the house starts a program "
                                             "that its server gave it"));
    WriteFile(*client, me_.now(), agent, path);
    victim_.implant = StartProgram(*client, me_.Pass(2, 20), agent, path, path + " /q", {}, {});
  }

  void Stay() {
    ChooseDisguise(me_, victim_);
    FetchSecond();
    Persist(me_, victim_, Persistence::kRunKey, victim_.implant);
    {
      const LabelScope scope(*victim_.log,
                             me_.Step(victim_.host(), {"D2-23"}, {"T1204.002"},
                                      "The second program starts from a folder of data"));
      const std::string image = victim_.folder + victim_.names.program;
      victim_.implant = StartProgram(*victim_.log, me_.Pass(3, 30), victim_.implant, image, image,
                                     victim_.session, {});
    }
    if (me_.random().Chance(60)) MoveInto(me_, victim_, "svchost.exe");
    Call();
  }

  void FetchSecond() {
    constexpr std::string_view kAgents[] = {
        "Mozilla/4.0(compatible;MSIE8.0;WindowsNT6.0;Trident/4.0)",
        "Mozilla/4.0 (compatible; MSIE 11.0; Windows NT 6.1; SV1)",
        "Mozilla/4.0+(compatible;+MSIE+8.0;+Windows+NT+5.1)"};
    const LabelScope scope(*victim_.log, me_.Step(victim_.host(), {"D2-19", "D1-15"}, {"T1105"},
                                                  "The downloader fetches the second program under "
                                                  "an impossible browser name"));
    Fetch(world_, *victim_.log, me_.now(), victim_.implant,
          {.name = me_.names().Domain(),
           .address = me_.NewAddress(),
           .port = 80,
           .tls = false,
           .path = "/" + me_.names().Word(2) + "/" + me_.names().Word(2) + ".jpg",
           .user_agent = std::string(me_.random().Pick(kAgents)),
           .received = 2'400'000});
    WriteFile(*victim_.log, me_.Pass(2, 9), victim_.implant,
              victim_.folder + victim_.names.program);
    me_.Pass(5, 40);
  }

  // The parameter: eight hex digits, their CRC-32, and a 1 or 2.
  void Call() {
    const std::string number = me_.random().Letters("0123456789abcdef", 8);
    ControlServer server = me_.NewServer(70);
    server.request.tls = false;
    server.request.port = 80;
    server.request.path =
        fmt::format("/{}/{}.php?{}={}{:08x}1", me_.names().Word(2), me_.names().Word(2),
                    me_.names().Random(4), number, ChecksumOf(number));
    server.interval = me_.random().Between(10, 90) * 60;
    CallHome(me_, victim_, server, {"D2-18", "D2-14"},
             "Requests with a parameter that carries its own checksum, in office hours");
  }

  void Explore() {
    me_.WaitForWorkingHours(victim_.host().site);
    Survey(me_, victim_);
    ReadLsass(me_, victim_);
    if (me_.random().Chance(40)) BlindDefender(me_, victim_);
    if (me_.random().Chance(40)) QueryDirectory(me_, victim_);
  }

  void MoveOn() {
    const Account& admin = world_.organisation.help_desk;
    HostLog* target = me_.TakeServer(victim_.host().site, false);
    if (target == nullptr) return;
    second_ = MoveByTask(me_, victim_, *target, admin);
    {
      const LabelScope scope(*second_.log,
                             me_.Step(second_.host(), {"D2-23", "D3-02"}, {"T1053.005"},
                                      "The task starts a program from a folder of "
                                      "data"));
      const std::string image = second_.folder + second_.names.program;
      second_.implant =
          StartProgram(*second_.log, me_.Pass(1, 5), TaskScheduler(second_), image, image, {}, {});
    }
    ControlServer server = me_.NewServer(50);
    CallHome(me_, second_, server, {"D2-14", "D2-15"}, "The server calls an address of its own");
  }

  void TakeTheDirectory() {
    HostLog* controller = me_.TakeServer(victim_.host().site, true);
    if (controller == nullptr || second_.log == nullptr) return;
    Foothold at = OpenDesktopFrom(me_, second_, *controller, world_.organisation.head_office_admin);
    at.folder = "C:\\PerfLogs\\";
    TakeDirectory(me_, at);
  }

  void CarryOff() {
    me_.WaitForWorkingHours(victim_.host().site);
    Foothold& at = second_.log != nullptr && me_.random().Chance(50) ? second_ : victim_;
    PackArchives(me_, at);
    Upload(me_, at);
    const LabelScope scope(*at.log, me_.Step(at.host(), {"D3-21"}, {"T1070.004"},
                                             "The archives are deleted after they are gone"));
    const Process shell = OpenShell(me_, at, fmt::format("del /f /q {}*.rar", at.folder));
    DeleteFile(*at.log, me_.Pass(1, 3), shell, at.folder + me_.names().Random(3) + ".part1.rar");
  }

  Intruder me_;
  World& world_;
  Foothold victim_, second_;
};

}  // namespace

void AddTickIntrusion(World& world) { Tick(world).Run(); }

}  // namespace noroshi
