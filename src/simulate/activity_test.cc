// Each act leaves the traces that Windows would leave, and only those.

#include "simulate/activity.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "event/value_text.h"
#include "simulate/testing/read_back.h"

namespace noroshi {
namespace {

const Timestamp kNoon = *ParseIso8601("2020-10-05T12:00:00Z");

class Acts : public testing::Test {
 protected:
  using Trace = std::map<std::string, std::string>;  // field name -> text; "event" -> its number

  // What `act` leaves, file by file in the order of channels, each in the order of its records.
  std::vector<Trace> TracesOf(const std::function<void(HostLog&)>& act) {
    HostLog log(host_, SeededRandom(1));
    act(log);
    const Status flushed = log.Flush({kNoon.ticks + kTicksPerDay});
    EXPECT_TRUE(flushed.ok()) << (flushed.ok() ? "" : flushed.error().ToString());
    std::vector<Trace> traces;
    EventContext context;
    const auto path = std::filesystem::path(testing::TempDir()) / "noroshi-acts.evtx";
    for (const HostLog::File& file : log.Finish()) {
      std::ofstream(path, std::ios::binary)
          .write(reinterpret_cast<const char*>(file.bytes.data()),
                 static_cast<std::streamsize>(file.bytes.size()));
      ReadEvtx(path.string(), context, nullptr, [&](const Event& event) {
        Trace trace{{"event", std::to_string(event.event_id)}};
        for (std::size_t i = 0; i < event.Payload().size(); ++i) {
          std::string& text =
              trace[std::string(context.fields.Text(event.shape->fields()[i].field))];
          AppendText(event.Payload()[i], text);
        }
        traces.push_back(std::move(trace));
      });
    }
    std::filesystem::remove(path);
    return traces;
  }

  static std::vector<std::string> EventsOf(const std::vector<Trace>& traces) {
    std::vector<std::string> events;
    for (const Trace& trace : traces) events.push_back(trace.at("event"));
    return events;
  }

  const Organisation organisation_ = MakeOrganisation(12, 1);
  const Host host_{"HQ-AP01",         "HQ-AP01.hoshikawa.example", "10.10.1.20",
                   Site::kHeadOffice, Role::kApplicationServer,    0};  // records everything
  const Account& admin_ = organisation_.head_office_admin;
  const Account& person_ = organisation_.people[0];
  const LogonSource foreign_{"10.30.0.9", "DESKTOP-0A1B2C3", true};
};

TEST_F(Acts, LeaveTheEventsThatWindowsLeaves) {
  struct Row {
    std::string name;
    std::function<void(HostLog&)> act;
    std::vector<std::string> events;
  };
  const LogonSession session{&admin_, 0x12345, 2};
  const Task task{"\\T", "C:\\t.exe", ""};
  const Row rows[] = {
      {"a program starts",
       [&](HostLog& log) {
         StartProcess(log, kNoon, SystemProcess(log, "services.exe"), "C:\\a.exe", "a", session);
       },
       {"4688", "1"}},
      {"an administrator logs on",  // with special privileges
       [&](HostLog& log) { LogOn(log, kNoon, admin_, 3, foreign_); },
       {"4624", "4672"}},
      {"a person logs on", [&](HostLog& log) { LogOn(log, kNoon, person_, 2, {}); }, {"4624"}},
      {"a wrong password",
       [&](HostLog& log) { FailLogOn(log, kNoon, admin_, foreign_); },
       {"4625"}},
      {"a remote desktop",  // Security first, then the session manager, then the listener
       [&](HostLog& log) { OpenRemoteDesktop(log, kNoon, person_, foreign_); },
       {"4624", "4624", "21", "1149"}},
      {"its end",
       [&](HostLog& log) { CloseRemoteDesktop(log, kNoon, session, "10.30.0.9"); },
       {"4634", "24", "23"}},
      {"a service",
       [&](HostLog& log) { InstallService(log, kNoon, {}, "S", "C:\\s.exe"); },
       {"4697", "7045"}},
      {"a task",
       [&](HostLog& log) {
         CreateTask(log, kNoon, session, task);
         RunTask(log, {kNoon.ticks + kTicksPerSecond}, task);
         DeleteTask(log, {kNoon.ticks + 9 * kTicksPerSecond}, session, task);
       },
       {"4698", "4699", "106", "200", "201", "141"}},
      {"a share",
       [&](HostLog& log) {
         OpenShare(log, kNoon, session, "10.1.1.1", {"\\\\*\\C$", "a"});
       },
       {"5140", "5145"}},
      {"a thread in another process",
       [&](HostLog& log) {
         const Process process = SystemProcess(log, "a.exe");
         StartThreadIn(log, kNoon, process, SystemProcess(log, "svchost.exe"));
       },
       {"8"}},
      {"what is done to files",
       [&](HostLog& log) {
         const Process process = SystemProcess(log, "a.exe");
         ForgeFileTime(log, kNoon, process, "C:\\a.exe", {kNoon.ticks - kTicksPerDay});
         MarkFromWeb(log, {kNoon.ticks + 1}, process, "C:\\a.doc", "about:internet");
         DeleteFile(log, {kNoon.ticks + 2}, process, "C:\\a.rar");
         CreatePipe(log, {kNoon.ticks + 3}, process, "\\\\a");
       },
       {"2", "15", "23", "17"}},
      {"all secrets are replicated",
       [&](HostLog& log) { ReplicateSecrets(log, kNoon, session); },
       {"4662", "4662"}},
      {"tickets",
       [&](HostLog& log) { IssueTickets(log, kNoon, person_, "10.1.1.1", "cifs"); },
       {"4768", "4769"}},
      {"the Security log is cleared",  // what it held is gone
       [&](HostLog& log) {
         FailLogOn(log, kNoon, admin_, foreign_);
         ClearLog(log, {kNoon.ticks + kTicksPerSecond}, session, Channel::kSecurity);
       },
       {"1102"}},
      {"another log is cleared",
       [&](HostLog& log) { ClearLog(log, kNoon, session, Channel::kPowerShell); },
       {"104"}},
  };
  for (const Row& row : rows) EXPECT_EQ(EventsOf(TracesOf(row.act)), row.events) << row.name;
}

TEST_F(Acts, ProcessEventsAgree) {
  const auto traces = TracesOf([&](HostLog& log) {
    StartProcess(log, kNoon, SystemProcess(log, "services.exe"),
                 "C:\\Windows\\System32\\certutil.exe", "certutil -dump", {&person_, 0x777, 1});
  });
  ASSERT_EQ(traces.size(), 2U);
  const Trace& security = traces[0];
  const Trace& sysmon = traces[1];
  EXPECT_EQ(security.at("NewProcessName"), sysmon.at("Image"));
  EXPECT_EQ(security.at("CommandLine"), sysmon.at("CommandLine"));
  EXPECT_EQ(security.at("ParentProcessName"), sysmon.at("ParentImage"));
  EXPECT_EQ(security.at("SubjectLogonId"), "0x777");
  EXPECT_EQ(sysmon.at("LogonId"), "0x777");
  EXPECT_EQ(std::stoull(security.at("NewProcessId"), nullptr, 16),
            std::stoull(sysmon.at("ProcessId")));
  EXPECT_EQ(security.at("MandatoryLabel"), "S-1-16-8192");
  EXPECT_EQ(sysmon.at("IntegrityLevel"), "Medium");
  EXPECT_EQ(sysmon.at("OriginalFileName"), "CertUtil.exe");
  EXPECT_EQ(sysmon.at("User"), "HOSHIKAWA\\" + person_.name);
}

TEST_F(Acts, NtlmLogonShowsTheForeignName) {
  const auto traces = TracesOf([&](HostLog& log) { LogOn(log, kNoon, admin_, 3, foreign_); });
  EXPECT_EQ(traces[0].at("WorkstationName"), "DESKTOP-0A1B2C3");
  EXPECT_EQ(traces[0].at("AuthenticationPackageName"), "NTLM");
  EXPECT_EQ(traces[0].at("LogonProcessName"), "NtLmSsp ");  // with the blank that real ones have
  EXPECT_EQ(traces[0].at("IpAddress"), "10.30.0.9");
}

TEST_F(Acts, LibrarySaysWhetherItIsSigned) {
  const auto traces = TracesOf([&](HostLog& log) {
    const Process process = SystemProcess(log, "a.exe");
    LoadModule(log, kNoon, process, {"C:\\a.dll", ""});
    LoadModule(log, {kNoon.ticks + 1}, process, {"C:\\b.dll", "Kaede Software"});
  });
  EXPECT_EQ(traces[0].at("Signed"), "false");
  EXPECT_EQ(traces[0].at("SignatureStatus"), "Unavailable");
  EXPECT_EQ(traces[1].at("Signed"), "true");
  EXPECT_EQ(traces[1].at("Signature"), "Kaede Software");
}

TEST_F(Acts, WriteAccessShowsInTheList) {
  const auto traces = TracesOf([&](HostLog& log) {
    OpenShare(log, kNoon, {}, "10.1.1.1", {"\\\\*\\C$", "a.exe", "0x17019f", true});
  });
  EXPECT_EQ(traces[1].at("AccessMask"), "0x17019f");
  EXPECT_NE(traces[1].at("AccessList").find("%%4417"), std::string::npos);
  EXPECT_EQ(traces[0].at("AccessMask"), "0x1");
}

}  // namespace
}  // namespace noroshi
