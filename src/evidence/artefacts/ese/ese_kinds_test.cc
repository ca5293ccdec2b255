// What comes of SRUM, User Access Logging and BITS databases.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/artefacts/ese/ese_facts.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/ese_samples.h"

namespace noroshi::testing {
namespace {

// All values of a field.
std::vector<std::string> All(const ReadEvent& event, const std::string& name) {
  const auto found = event.fields.find(name);
  return found == event.fields.end() ? std::vector<std::string>{} : found->second;
}

TEST(Srum, TrafficOfPrograms) {
  const auto bytes = MakeEse(SrumForm());
  const WalkedPart part = ReadArtefact(bytes);
  EXPECT_TRUE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, bytes.size()));
  const auto events = EventsOf(part, "host:srum_network");
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(At(events[0], "Image"), "C:\\Windows\\System32\\svchost.exe");
  EXPECT_EQ(At(events[1], "Image"), "\\Device\\HarddiskVolume4\\tools\\rclone.exe");
  EXPECT_EQ(At(events[2], "Image"), "?\\7z.exe");
  EXPECT_EQ(At(events[2], "Application"), "!!7z.exe!2020/10/05:04:45:38!14a4d!");
  EXPECT_EQ(At(events[1], "UserSid"), "S-1-5-32-544");
  EXPECT_EQ(At(events[1], "BytesSent"), "2000000");
  EXPECT_EQ(At(events[1], "BytesReceived"), "5");
  EXPECT_EQ(At(events[1], "InterfaceType"), "ethernet");
  EXPECT_EQ(ToIso8601({events[0].time}), "2020-10-05T06:00:00.0000000Z");
  EXPECT_EQ(At(events[0], "TimeMeaning"), "counted");
  EXPECT_NE(events[0].offset, events[1].offset);
}

TEST(Srum, ConnectionsAndUse) {
  const WalkedPart part = ReadArtefact(MakeEse(SrumForm()));
  const auto connected = EventsOf(part, "host:srum_connection");
  ASSERT_EQ(connected.size(), 1U);
  EXPECT_EQ(At(connected[0], "InterfaceType"), "wireless");
  EXPECT_EQ(At(connected[0], "ConnectedSeconds"), "60");
  EXPECT_EQ(At(connected[0], "ConnectStart"), "2020-10-05T06:11:09.1234567Z");
  const auto used = EventsOf(part, "host:srum_application");
  ASSERT_EQ(used.size(), 1U);
  EXPECT_EQ(At(used[0], "ForegroundCycleTime"), "11");
  EXPECT_EQ(At(used[0], "BackgroundBytesRead"), "22");
  EXPECT_EQ(At(used[0], "FaceTime"), "0");
}

TEST(AccessLog, ClientsWithBothTimes) {
  const WalkedPart part = ReadArtefact(MakeEse(ClientsForm()));
  EXPECT_TRUE(part.damage.empty());
  const auto events = EventsOf(part, "host:ual_client");
  ASSERT_EQ(events.size(), 4U);
  const ReadEvent& last = events[0];
  EXPECT_EQ(ToIso8601({last.time}), "2020-10-05T06:11:09.1234567Z");
  EXPECT_EQ(At(last, "TimeMeaning"), "last_access");
  EXPECT_EQ(At(last, "TargetDomainName"), "CORP");
  EXPECT_EQ(At(last, "TargetUserName"), "alice");
  EXPECT_EQ(At(last, "IpAddress"), "10.1.2.3");
  EXPECT_EQ(At(last, "WorkstationName"), "client7.corp.example");
  EXPECT_EQ(At(last, "TotalAccesses"), "7");
  EXPECT_EQ(At(last, "ActiveDay"), "2020-10-05=3");
  EXPECT_EQ(At(last, "RoleGuid"), "{11111111-1111-1111-1111-111111111111}");
  EXPECT_EQ(At(last, "RoleName"), "(missing)");
  EXPECT_EQ(At(events[1], "TimeMeaning"), "first_access");
  EXPECT_EQ(ToIso8601({events[1].time}), "2019-10-06T06:11:09.1234567Z");
  EXPECT_EQ(At(events[2], "IpAddress"), "2001:db8::9");
  EXPECT_EQ(At(events[2], "TargetUserName"), "bob");
  EXPECT_EQ(At(events[2], "TargetDomainName"), "(missing)");
}

TEST(AccessLog, NamesComeFromTheDatabaseBeside) {
  const auto folder = std::filesystem::temp_directory_path() / "noroshi_access_log";
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* name, const std::vector<std::uint8_t>& bytes) {
    std::ofstream out(folder / name, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
  };
  write("Current.mdb", MakeEse(ClientsForm()));
  write("SystemIdentity.mdb", MakeEse(IdentityForm()));
  const auto parts = WalkEvidence((folder / "Current.mdb").string());
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(parts.empty());
  const auto events = EventsOf(parts.front(), "host:ual_client");
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(At(events[0], "RoleName"), "File Server");
  EXPECT_EQ(At(events[0], "ProductName"), "Windows Server 2019 Standard");
  EXPECT_EQ(At(events[0], "System/Computer"), "srv02.corp.example");
  EXPECT_EQ(At(events[2], "RoleName"), "(missing)");
}

TEST(Bits, JobsWithTheirFiles) {
  const WalkedPart part = ReadArtefact(MakeEse(BitsForm()));
  EXPECT_TRUE(part.damage.empty());
  const auto events = EventsOf(part, "host:bits");
  ASSERT_EQ(events.size(), 2U);
  const ReadEvent& job = events[0];
  EXPECT_EQ(ToIso8601({job.time}), "2020-10-05T06:11:09.1234567Z");
  EXPECT_EQ(At(job, "TimeMeaning"), "created");
  EXPECT_EQ(At(job, "jobTitle"), "update");
  EXPECT_EQ(At(job, "jobOwner"), "S-1-5-21-1-2-3-1001");
  EXPECT_EQ(At(job, "Command"), "C:\\Windows\\System32\\regsvr32.exe");
  EXPECT_EQ(At(job, "Arguments"), "/s C:\\ProgramData\\a.dll");
  EXPECT_EQ(At(job, "JobState"), "transferred");
  EXPECT_EQ(At(job, "JobType"), "download");
  EXPECT_EQ(All(job, "RemoteName"),
            (std::vector<std::string>{"http://203.0.113.9/a.dll", "http://203.0.113.9/b.dat"}));
  EXPECT_EQ(All(job, "LocalName"),
            (std::vector<std::string>{"C:\\ProgramData\\a.dll", "C:\\ProgramData\\b.dat"}));
  // The file that no job names any more.
  EXPECT_EQ(At(events[1], "LocalName"), "C:\\ProgramData\\old.exe");
  EXPECT_EQ(At(events[1], "jobTitle"), "(missing)");
}

TEST(Bits, QueueFilesOfBefore) {
  const auto bytes = MakeBitsQueue();
  const WalkedPart part = ReadArtefact(bytes);
  EXPECT_TRUE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, bytes.size()));
  ASSERT_EQ(part.events.size(), 1U);
  const ReadEvent& job = part.events[0];
  EXPECT_EQ(job.channel, "host:bits");
  EXPECT_EQ(At(job, "jobTitle"), "update");
  EXPECT_EQ(At(job, "RemoteName"), "http://203.0.113.9/a.dll");
  EXPECT_EQ(At(job, "BytesTransferred"), "1024");
  EXPECT_EQ(ToIso8601({job.time}), "2020-10-05T06:11:09.1234567Z");
}

TEST(Bits, CutQueuesAreDamage) {
  const auto whole = MakeBitsQueue();
  for (std::size_t size = 64; size + 40 < whole.size(); size += 13) {
    const std::vector<std::uint8_t> cut(whole.begin(),
                                        whole.begin() + static_cast<std::ptrdiff_t>(size));
    const WalkedPart part = ReadArtefact(cut);
    EXPECT_LE(part.events.size(), 1U) << size;
    EXPECT_TRUE(AddsUp(part, size)) << size;
  }
}

TEST(EseText, GuidsAndSids) {
  EXPECT_EQ(ese::SidText(ByteWriter().U8(1).U8(1).U16(0).U32(0x05000000).U32(18).bytes()),
            "S-1-5-18");
  EXPECT_EQ(ese::SidText(ByteWriter().U8(1).U8(3).U16(0).U32(0x05000000).U32(18).bytes()), "");
  EXPECT_EQ(ese::SidText({}), "");
  EXPECT_EQ(ese::GuidText(std::vector<std::uint8_t>(15)), "");
}

}  // namespace
}  // namespace noroshi::testing
