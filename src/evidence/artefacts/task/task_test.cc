#include <gtest/gtest.h>

#include "base/time.h"
#include "evidence/artefacts/task/job_file.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/byte_writer.h"

namespace noroshi::testing {
namespace {

constexpr std::string_view kTask =
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n"
    "<Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n"
    " <RegistrationInfo><Date>2020-10-05T02:11:09</Date><Author>CORP\\bob</Author>"
    "<URI>\\Updater</URI></RegistrationInfo>\n"
    " <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger><BootTrigger /></Triggers>\n"
    " <Principals><Principal id=\"Author\"><UserId>S-1-5-18</UserId></Principal></Principals>\n"
    " <Settings><Hidden>true</Hidden></Settings>\n"
    " <Actions><Exec><Command>C:\\a &amp; b.exe</Command><Arguments>-k</Arguments></Exec>"
    "</Actions>\n</Task>\n";

std::vector<std::uint8_t> Utf16(std::string_view text) {
  return ByteWriter().U16(0xFEFF).Wide(text).bytes();
}

std::vector<std::uint8_t> BigEndian(std::vector<std::uint8_t> utf16) {
  for (std::size_t at = 0; at + 1 < utf16.size(); at += 2) std::swap(utf16[at], utf16[at + 1]);
  return utf16;
}

std::vector<std::uint8_t> WithoutMark(const std::vector<std::uint8_t>& utf16) {
  return {utf16.begin() + 2, utf16.end()};
}

TEST(TaskXml, InAllEncodings) {
  const std::vector<std::uint8_t> utf8(kTask.begin(), kTask.end());
  const std::vector<std::uint8_t> little = Utf16(kTask), big = BigEndian(little);
  for (const auto& bytes : {utf8, little, big, WithoutMark(little), WithoutMark(big)}) {
    const WalkedPart part = ReadArtefact(bytes);
    ASSERT_EQ(part.events.size(), 1U);
    const ReadEvent& event = part.events[0];
    EXPECT_EQ(event.channel, "host:task");
    EXPECT_EQ(At(event, "TaskName"), "\\Updater");
    EXPECT_EQ(At(event, "Author"), "CORP\\bob");
    EXPECT_EQ(At(event, "Command"), "C:\\a & b.exe");
    EXPECT_EQ(At(event, "Arguments"), "-k");
    EXPECT_EQ(At(event, "UserId"), "S-1-5-18");
    EXPECT_EQ(At(event, "Hidden"), "true");
    EXPECT_EQ(event.fields.at("Trigger"),
              (std::vector<std::string>{"LogonTrigger", "BootTrigger"}));
    EXPECT_EQ(ToIso8601({event.time}), "2020-10-05T02:11:09.0000000Z");
    EXPECT_EQ(At(event, "TimeMeaning"), "registered");
    EXPECT_TRUE(part.damage.empty());
  }
}

// As written by hand, or by other tools.
TEST(TaskXml, AttributesMayStandOnTheNextLine) {
  std::string text(kTask);
  text.replace(text.find("<Task "), 6, "<Task\r\n  ");
  ASSERT_EQ(ReadArtefact({text.begin(), text.end()}).events.size(), 1U);
}

TEST(TaskXml, CutOnesGiveWhatIsThere) {
  const auto whole = Utf16(kTask);
  const std::vector<std::uint8_t> bytes(whole.begin(), whole.end() - 60);
  const WalkedPart part = ReadArtefact(bytes);
  ASSERT_EQ(part.events.size(), 1U);
  EXPECT_EQ(At(part.events[0], "Command"), "C:\\a & b.exe");
  ASSERT_EQ(part.damage.size(), 1U);
  EXPECT_EQ(part.damage[0].kind, DamageKind::kRecordSyntax);
}

TEST(TaskXml, DeepNestingEnds) {
  std::string text(kTask.substr(0, kTask.find(" <Reg")));
  for (int i = 0; i < 100'000; ++i) text += "<a>";
  const WalkedPart part = ReadArtefact({text.begin(), text.end()});
  EXPECT_EQ(part.events.size(), 1U);
  EXPECT_EQ(part.damage.size(), 1U);
}

std::vector<std::uint8_t> MakeJob() {
  ByteWriter out;
  out.U16(0x0601).U16(1).PadTo(20).U16(70).U16(0).PadTo(40).U32(3).PadTo(52);
  out.U16(2020).U16(10).U16(1).U16(5).U16(2).U16(11).U16(9).U16(123);
  out.U16(0);
  const auto text = [&](std::string_view value) { out.U16(value.size() + 1).Wide(value).U16(0); };
  text("C:\\x.exe");
  text("-k");
  text("C:\\");
  text("SYSTEM");
  text("note");
  out.U16(0).U16(8).U64(0).U16(2);
  return out.bytes();
}

TEST(JobFile, CommandAuthorAndLastRun) {
  const WalkedPart part = ReadArtefact(MakeJob());
  ASSERT_EQ(part.events.size(), 1U);
  const ReadEvent& event = part.events[0];
  EXPECT_EQ(At(event, "Source"), "job");
  EXPECT_EQ(At(event, "Command"), "C:\\x.exe");
  EXPECT_EQ(At(event, "Arguments"), "-k");
  EXPECT_EQ(At(event, "Author"), "SYSTEM");
  EXPECT_EQ(At(event, "TriggerCount"), "2");
  EXPECT_EQ(At(event, "ExitCode"), "3");
  EXPECT_EQ(ToIso8601({event.time}), "2020-10-05T02:11:09.1230000Z");
}

TEST(JobFile, CutOnesAreSaidToBe) {
  const auto whole = MakeJob();
  for (std::size_t size = 71; size < whole.size(); ++size) {
    const WalkedPart part =
        ReadArtefact({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
    EXPECT_EQ(part.events.size(), 1U);
    EXPECT_EQ(part.damage.size(), 1U) << size;
    EXPECT_TRUE(AddsUp(part, size));
  }
}

}  // namespace
}  // namespace noroshi::testing
