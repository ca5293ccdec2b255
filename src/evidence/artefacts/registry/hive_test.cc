// Registry hives as events: what comes out of hives built byte by byte, whole, dirty and damaged.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/time.h"
#include "evidence/artefacts/registry/hive_file.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/hive_bytes.h"

namespace noroshi::testing {
namespace {

using Values = std::vector<HiveValue>;

HiveKey UserHive(HiveKey below_software) {
  return {"ROOT", {}, {{"Environment", {}, {}}, {"Software", {}, {std::move(below_software)}}}};
}

HiveKey SystemHive(std::vector<HiveKey> control_set) {
  return {"ROOT",
          {},
          {{"ControlSet001", {}, std::move(control_set)},
           KeyPath("Select", {DwordValue("Current", 1)})}};
}

// The values of a hive as "TargetObject = Details".
std::vector<std::string> Lines(const WalkedPart& part) {
  std::vector<std::string> lines;
  for (const ReadEvent& event : EventsOf(part, "host:registry")) {
    lines.push_back(At(event, "TargetObject") + " = " + At(event, "Details"));
  }
  return lines;
}

TEST(Marvin32, VectorsOfDotNet) {
  struct Case {
    std::vector<std::uint8_t> bytes;
    std::uint64_t hash;
  };
  const Case kCases[] = {
      {{}, 0x30ED35C100CD3C7D},
      {{0xAF}, 0x48E73FC77D75DDC1},
      {{0xE7, 0x0F}, 0xB5F6E1FC485DBFF8},
      {{0x37, 0xF4, 0x95}, 0xF0B07C789B8CF7E8},
      {{0x86, 0x42, 0xDC, 0x59}, 0x7008F2E87E9CF556},
      {{0x15, 0x3F, 0xB7, 0x98, 0x26}, 0xE6C08C6DA2AFA997},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(registry::Marvin32(one.bytes, 0x004FB61A001BDBCC), one.hash) << one.bytes.size();
  }
}

TEST(Hive, ValuesAreEventsInSysmonsForm) {
  const Values values = {
      TextValue("Text", "C:\\x.exe"),
      TextValue("", "the default"),
      DwordValue("Dword", 5),
      {"Qword", 11, ByteWriter().U64(0x100000002).bytes()},
      {"Binary", 3, {1, 2, 3, 4, 5}},
      {"List", 7, ByteWriter().Wide("a").U16(0).Wide("b").U16(0).U16(0).bytes()},
      {"Empty", 1, {}},
  };
  const WalkedPart part = ReadArtefact(MakeHive(UserHive(KeyPath("Key", values))));
  EXPECT_EQ(Lines(part), (std::vector<std::string>{
                             "HKU\\bob\\Software\\Key\\Text = C:\\x.exe",
                             "HKU\\bob\\Software\\Key\\(Default) = the default",
                             "HKU\\bob\\Software\\Key\\Dword = DWORD (0x00000005)",
                             "HKU\\bob\\Software\\Key\\Qword = QWORD (0x00000001-0x00000002)",
                             "HKU\\bob\\Software\\Key\\Binary = Binary Data",
                             "HKU\\bob\\Software\\Key\\List = a;b",
                             "HKU\\bob\\Software\\Key\\Empty = (Empty)",
                         }));
  const ReadEvent& first = part.events.front();
  EXPECT_EQ(ToIso8601({first.time}), "2020-10-05T06:11:09.1234567Z");
  EXPECT_EQ(At(first, "TimeMeaning"), "key_last_write");
  EXPECT_EQ(At(first, "User"), "bob");
  EXPECT_TRUE(part.damage.empty());
}

// As in the DriverDatabase of any Windows 10; and a run key may be written so too.
TEST(Hive, FlagsAboveATypeDoNotHideIt) {
  const Values values = {
      {"Flagged", 0x20001, ByteWriter().Wide("C:\\x.exe").U16(0).bytes()},
      {"Number", 0x20004, ByteWriter().U32(3).bytes()},
      {"Property", 0xFFFF0004, ByteWriter().U32(3).bytes()},
  };
  const WalkedPart part = ReadArtefact(MakeHive(UserHive(KeyPath("Key", values))));
  EXPECT_EQ(Lines(part), (std::vector<std::string>{
                             "HKU\\bob\\Software\\Key\\Flagged = C:\\x.exe",
                             "HKU\\bob\\Software\\Key\\Number = DWORD (0x00000003)",
                             "HKU\\bob\\Software\\Key\\Property = Binary Data",
                         }));
}

TEST(Hive, AllListsOfSubkeysAreRead) {
  HiveKey parent{"Parent", {}, {}};
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    parent.keys.push_back({name, {DwordValue("v", 1)}, {}});
  }
  for (const SubkeyList list :
       {SubkeyList::kLh, SubkeyList::kLf, SubkeyList::kLi, SubkeyList::kRi}) {
    const WalkedPart part = ReadArtefact(MakeHive(UserHive(parent), {.list = list}));
    EXPECT_EQ(Lines(part).size(), 5U) << static_cast<int>(list);
    EXPECT_TRUE(part.damage.empty());
  }
}

TEST(Hive, LongDataLieInSegments) {
  const std::string text(30'000, 'x');  // 60,002 bytes: four segments
  const WalkedPart part =
      ReadArtefact(MakeHive(UserHive(KeyPath("Key", {TextValue("Long", text)}))));
  ASSERT_EQ(part.events.size(), 1U);
  EXPECT_EQ(At(part.events[0], "Details"), text);
}

TEST(Hive, PlacesOfAutostartAreNamed) {
  struct Case {
    const char* key;
    const char* value;
    const char* kind;
  };
  constexpr Case kCases[] = {
      {"Microsoft\\Windows\\CurrentVersion\\Run", "Updater", "run_key"},
      {"Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\RunOnce", "x", "run_key"},
      {"Classes\\CLSID\\{1}\\InprocServer32", "", "com_server"},
      {"Classes\\CLSID\\{1}\\InprocServer32", "ThreadingModel", "(missing)"},
      {"Microsoft\\Windows NT\\CurrentVersion\\Winlogon", "Shell", "winlogon"},
      {"Microsoft\\Terminal Server Client\\Servers\\srv01", "UsernameHint", "rdp_client"},
      {"Microsoft\\Windows Defender\\Exclusions\\Paths", "C:\\x", "defender_exclusion"},
      {"Microsoft\\Other", "Run", "(missing)"},
  };
  for (const Case& one : kCases) {
    const HiveKey key = KeyPath(one.key, {TextValue(one.value, "x")});
    const WalkedPart part = ReadArtefact(MakeHive(UserHive(key)));
    ASSERT_FALSE(part.events.empty());
    EXPECT_EQ(At(part.events[0], "Autostart"), one.kind) << one.key;
  }
}

TEST(Hive, ServicesOfTheControlSetInUse) {
  const HiveKey service = KeyPath(
      "Services\\Spooler2",
      {TextValue("ImagePath", "C:\\ProgramData\\s.exe"), TextValue("ObjectName", "LocalSystem"),
       DwordValue("Start", 2), DwordValue("Type", 16)},
      {KeyPath("Parameters", {TextValue("ServiceDll", "C:\\s.dll")})});
  const HiveKey computer =
      KeyPath("Control\\ComputerName\\ComputerName", {TextValue("ComputerName", "SRV01")});
  const WalkedPart part = ReadArtefact(MakeHive(SystemHive({service, computer})));
  const auto services = EventsOf(part, "host:service");
  ASSERT_EQ(services.size(), 1U);
  const ReadEvent& event = services[0];
  EXPECT_EQ(At(event, "ServiceName"), "Spooler2");
  EXPECT_EQ(At(event, "ImagePath"), "C:\\ProgramData\\s.exe");
  EXPECT_EQ(At(event, "ServiceDll"), "C:\\s.dll");
  EXPECT_EQ(At(event, "StartType"), "auto");
  EXPECT_EQ(At(event, "ServiceType"), "service");
  EXPECT_EQ(At(event, "System/Computer"), "SRV01");
  EXPECT_EQ(At(event, "RegistryKey"), "HKLM\\System\\CurrentControlSet\\Services\\Spooler2");
  EXPECT_EQ(Lines(part).front(),
            "HKLM\\System\\CurrentControlSet\\Services\\Spooler2\\ImagePath = "
            "C:\\ProgramData\\s.exe");
}

TEST(Hive, PrintProcessorsAndMonitorsAreNamed) {
  const WalkedPart part = ReadArtefact(MakeHive(SystemHive(
      {KeyPath(
           "Control\\Print\\Environments\\Windows x64\\Print Processors\\PrintFiiterPipelineSvc",
           {TextValue("Driver", "x.dll")}),
       KeyPath("Control\\Print\\Monitors\\Mon", {TextValue("Driver", "y.dll")})})));
  ASSERT_EQ(part.events.size(), 3U);  // and Select
  EXPECT_EQ(At(part.events[0], "Autostart"), "print_processor");
  EXPECT_EQ(At(part.events[1], "Autostart"), "print_monitor");
}

// The cache of Windows 10 and 11: a head of 0x34 bytes, then entries.
std::vector<std::uint8_t> ShimCache10(std::uint64_t time) {
  const auto path = ByteWriter().Wide("C:\\Temp\\a.exe").bytes();
  ByteWriter out;
  out.U32(0x34).PadTo(0x34);
  out.Text("10ts").U32(0).U32(2 + path.size() + 8 + 4).U16(path.size()).Raw(path);
  out.U64(time).U32(0);
  return out.bytes();
}

std::vector<std::uint8_t> ShimCache81(std::uint64_t time) {
  const auto path = ByteWriter().Wide("C:\\Temp\\a.exe").bytes();
  ByteWriter out;
  out.U32(0x80).PadTo(128);
  out.Text("10ts").U32(0).U32(2 + path.size() + 2 + 4 + 4 + 8 + 4).U16(path.size()).Raw(path);
  out.U16(0).U32(2).U32(0).U64(time).U32(0);
  return out.bytes();
}

std::vector<std::uint8_t> ShimCache7(std::uint64_t time) {
  const auto path = ByteWriter().Wide("C:\\Temp\\a.exe").bytes();
  ByteWriter out;
  out.U32(0xBADC0FEE).U32(1).PadTo(128);
  out.U16(path.size()).U16(path.size() + 2).U32(0).U64(128 + 48).U64(time).U32(2).U32(0);
  out.U64(0).U64(0).Raw(path).U16(0);
  return out.bytes();
}

TEST(Hive, ShimCacheOfEachWindows) {
  constexpr std::uint64_t kTime = 132'463'518'691'234'567;
  for (const auto& cache : {ShimCache10(kTime), ShimCache81(kTime), ShimCache7(kTime)}) {
    const WalkedPart part = ReadArtefact(MakeHive(SystemHive(
        {KeyPath("Control\\Session Manager\\AppCompatCache", {{"AppCompatCache", 3, cache}})})));
    const auto events = EventsOf(part, "host:shimcache");
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(At(events[0], "Image"), "C:\\Temp\\a.exe");
    EXPECT_EQ(events[0].time, kTime);
    EXPECT_EQ(At(events[0], "TimeMeaning"), "file_last_write");
  }
}

TEST(Hive, AmcacheOfBothForms) {
  const std::string sha1 = "0000da39a3ee5e6b4b0d3255bfef95601890afd80709";
  const HiveKey root{"ROOT",
                     {},
                     {{"Root",
                       {},
                       {KeyPath("InventoryApplicationFile\\a.exe|1",
                                {TextValue("LowerCaseLongPath", "c:\\temp\\a.exe"),
                                 TextValue("FileId", sha1), TextValue("Publisher", "acme")}),
                        KeyPath("File\\{volume}\\1a2b",
                                {TextValue("15", "C:\\old.exe"), TextValue("101", sha1)})}}}};
  const auto events = EventsOf(ReadArtefact(MakeHive(root)), "host:amcache");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(At(events[0], "Image"), "c:\\temp\\a.exe");
  EXPECT_EQ(At(events[0], "Hashes"), "SHA1=DA39A3EE5E6B4B0D3255BFEF95601890AFD80709");
  EXPECT_EQ(At(events[0], "Company"), "acme");
  EXPECT_EQ(At(events[1], "Image"), "C:\\old.exe");
}

TEST(Hive, TasksWithTheirActions) {
  const auto text = [](ByteWriter& out, std::string_view value) {
    out.U32(value.size() * 2).Wide(value);
  };
  ByteWriter actions;
  actions.U16(3);
  text(actions, "Author");
  actions.U16(0x6666);
  text(actions, "");
  text(actions, "C:\\ProgramData\\x.exe");
  text(actions, "-k");
  text(actions, "");
  actions.U16(0);
  actions.U16(0x7777);
  text(actions, "");
  for (int i = 0; i < 16; ++i) actions.U8(i);
  text(actions, "");
  const HiveKey task =
      KeyPath("Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\{1}",
              {TextValue("Path", "\\Updater"), {"Actions", 3, actions.bytes()}}, {});
  const HiveKey root{"ROOT", {}, {{"Classes", {}, {}}, task}};
  const auto events = EventsOf(ReadArtefact(MakeHive(root)), "host:task");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(At(events[0], "TaskName"), "\\Updater");
  EXPECT_EQ(At(events[0], "Command"), "C:\\ProgramData\\x.exe");
  EXPECT_EQ(At(events[0], "Arguments"), "-k");
  EXPECT_EQ(At(events[0], "ComHandler"), "{03020100-0504-0706-0809-0A0B0C0D0E0F}");
}

// Tasks that no list shows: without a descriptor, or with index 0.
TEST(Hive, HiddenTasks) {
  const HiveValue id = TextValue("Id", "{1}");
  const HiveValue descriptor{"SD", 3, {1, 2, 3, 4, 5}};
  const HiveKey tree =
      KeyPath("Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree", {},
              {{"Folder", {}, {{"Plain", {id, descriptor, DwordValue("Index", 3)}, {}}}},
               {"Bare", {id, DwordValue("Index", 3)}, {}},
               {"Zero", {id, descriptor, DwordValue("Index", 0)}, {}}});
  const auto events =
      EventsOf(ReadArtefact(MakeHive({"ROOT", {}, {{"Classes", {}, {}}, tree}})), "host:task");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(At(events[0], "TaskName"), "\\Bare");
  EXPECT_EQ(At(events[0], "HiddenBy"), "no_descriptor");
  EXPECT_EQ(At(events[1], "HiddenBy"), "index_zero");
}

// A hive whose last change is only in its log.
class DirtyHive : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("noroshi-hive-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static std::vector<std::uint8_t> HiveWith(const char* text, std::uint32_t secondary) {
    return MakeHive(UserHive(KeyPath("Key", {TextValue("Value", text)})),
                    {.primary_sequence = 8, .secondary_sequence = secondary});
  }
  void Write(const char* name, const std::vector<std::uint8_t>& bytes) const {
    std::ofstream out(folder_ / name, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
  }
  [[nodiscard]] WalkedPart Read() const {
    return WalkEvidence((folder_ / "NTUSER.DAT").string()).front();
  }
  static std::uint64_t Hash(const std::vector<std::uint8_t>& bytes) {
    return registry::Marvin32(bytes);
  }

  std::filesystem::path folder_;
  const std::vector<std::uint8_t> before_ = HiveWith("before", 7);
  const std::vector<std::uint8_t> after_ = HiveWith("behind", 7);
};

TEST_F(DirtyHive, WithoutLogsSaysWhatIsMissing) {
  Write("NTUSER.DAT", before_);
  const WalkedPart part = Read();
  EXPECT_EQ(Lines(part), (std::vector<std::string>{"HKU\\bob\\Software\\Key\\Value = before"}));
  ASSERT_EQ(part.damage.size(), 1U);
  EXPECT_EQ(part.damage[0].kind, DamageKind::kRecordGap);
}

TEST_F(DirtyHive, NewLogIsApplied) {
  Write("NTUSER.DAT", before_);
  Write("NTUSER.DAT.LOG1", MakeNewLog(before_, after_, 7, Hash));
  const WalkedPart part = Read();
  EXPECT_EQ(Lines(part), (std::vector<std::string>{"HKU\\bob\\Software\\Key\\Value = behind"}));
  EXPECT_TRUE(part.damage.empty());
}

TEST_F(DirtyHive, TwoLogsApplyInTheOrderOfTheirSequence) {
  const auto last = HiveWith("at end", 7);
  Write("NTUSER.DAT", before_);
  Write("NTUSER.DAT.LOG1", MakeNewLog(before_, last, 8, Hash));
  Write("NTUSER.DAT.LOG2", MakeNewLog(before_, after_, 7, Hash));
  EXPECT_EQ(Lines(Read()), (std::vector<std::string>{"HKU\\bob\\Software\\Key\\Value = at end"}));
}

TEST_F(DirtyHive, EntriesThatDoNotFitAreLeft) {
  const auto wrong = [](const std::vector<std::uint8_t>&) { return std::uint64_t{1}; };
  for (const auto& log : {MakeNewLog(before_, after_, 3, Hash),      // older than the hive
                          MakeNewLog(before_, after_, 7, wrong)}) {  // damaged
    Write("NTUSER.DAT", before_);
    Write("NTUSER.DAT.LOG1", log);
    const WalkedPart part = Read();
    EXPECT_EQ(Lines(part), (std::vector<std::string>{"HKU\\bob\\Software\\Key\\Value = before"}));
    ASSERT_EQ(part.damage.size(), 1U);
    EXPECT_EQ(part.damage[0].kind, DamageKind::kRecordGap);
  }
}

TEST_F(DirtyHive, OldLogIsApplied) {
  Write("NTUSER.DAT", before_);
  Write("NTUSER.DAT.LOG", MakeOldLog(before_, after_));
  EXPECT_EQ(Lines(Read()), (std::vector<std::string>{"HKU\\bob\\Software\\Key\\Value = behind"}));
}

TEST_F(DirtyHive, LogAloneHasNoRecords) {
  Write("NTUSER.DAT", MakeNewLog(before_, after_, 7, Hash));
  const WalkedPart part = Read();
  EXPECT_EQ(part.kind, EvidencePart::Kind::kSource);
  EXPECT_TRUE(part.events.empty());
  EXPECT_TRUE(part.damage.empty());
}

// Every byte of a hive overwritten, one at a time: something comes out or is said to be lost, and
// nothing crashes.
TEST(HiveDamage, AnyByteMayBeWrong) {
  const auto whole = MakeHive(UserHive(KeyPath("Key", {TextValue("Value", "abc")})));
  for (std::size_t at = 4096; at < whole.size(); at += 1) {
    if (whole[at] == 0 && at % 64 != 0) continue;
    auto bytes = whole;
    bytes[at] ^= 0xFF;
    const WalkedPart part = ReadArtefact(bytes);
    EXPECT_EQ(part.account.used + part.account.damaged + part.account.padding, bytes.size());
  }
}

TEST(HiveDamage, CutHivesAreSaidToBe) {
  const auto whole = MakeHive(UserHive(KeyPath("Key", {TextValue("Value", "abc")})));
  for (const std::size_t size : {512UL, 4096UL, 4096UL + 64UL}) {
    const WalkedPart part = ReadArtefact({whole.begin(), whole.begin() + static_cast<long>(size)});
    EXPECT_FALSE(part.damage.empty()) << size;
  }
}

TEST(HiveDamage, KeyThatIsItsOwnSubkeyEndsTheWalk) {
  auto bytes = MakeHive(UserHive(KeyPath("Key", {TextValue("Value", "abc")})));
  // The list of the key "Software" leads to the root.
  const std::vector<std::uint8_t> list = {'l', 'h', 1, 0};
  const auto found = std::search(bytes.begin() + 4096, bytes.end(), list.begin(), list.end());
  ASSERT_NE(found, bytes.end());
  std::copy(bytes.begin() + 36, bytes.begin() + 40, found + 4);
  const WalkedPart part = ReadArtefact(bytes);
  ASSERT_FALSE(part.damage.empty());
  EXPECT_EQ(part.damage[0].kind, DamageKind::kRecordSyntax);
}

}  // namespace
}  // namespace noroshi::testing
