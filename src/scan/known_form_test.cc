// What a hunt hands to the scan, and what it leaves to the readers of logs.
#include "scan/known_form.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/pe/testing/pe_builder.h"
#include "scan/functions_of_note.h"

namespace noroshi::scan {
namespace {

Bytes BytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string Program() {
  const auto bytes = pe::PeBuilder().Build();
  return {bytes.begin(), bytes.end()};
}

// Every byte value equally often, without any order that a reader would know.
std::string Random(std::size_t size) {
  std::string text;
  for (std::uint32_t state = 7; text.size() < size;) {
    state = state * 1'664'525U + 1'013'904'223U;
    text += static_cast<char>(state >> 24);
  }
  return text;
}

TEST(KnownForm, IsToldByContentExceptForMemory) {
  struct Case {
    std::string name, start;
    bool known;
  };
  const Case cases[] = {
      {"a/photo.jpg", Program(), true},
      {"a/x.bin", "MDMP\x93\xA7", true},
      {"old.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", true},
      {"letter.doc", "{\\rtf1", true},
      {"a/proc.VMEM", "anything", true},
      {"a/setup.exe:Zone.Identifier", "[ZoneTransfer]\r\nZoneId=3\r\n", true},
      {"Security.evtx", std::string("ElfFile\0", 8), false},
      {"access.log", "127.0.0.1 - - [", false},
      {"notes.txt", "program", false},
      {"setup.exe", "", false},  // a name alone is no program
  };
  for (const Case& c : cases) EXPECT_EQ(HasKnownForm(c.name, BytesOf(c.start)), c.known) << c.name;
}

TEST(KnownForm, WantsPayloadsAndPartsOfDocumentsInArchives) {
  EXPECT_TRUE(WantsWholeMember("x/payload.dat", BytesOf(Random(8'192))));
  EXPECT_TRUE(WantsWholeMember("word/_rels/settings.xml.rels", BytesOf("<Relationships/>")));
  EXPECT_TRUE(WantsWholeMember("a.dll", BytesOf(Program())));
  EXPECT_FALSE(WantsWholeMember("logs/Security.evtx", BytesOf("ElfFile")));
  EXPECT_FALSE(WantsWholeMember("logs/access.log", BytesOf(std::string(8'192, 'a'))));
}

TEST(FunctionsOfNote, AreKnownWithAndWithoutTheirKindOfText) {
  for (const char* const name : {"VirtualAlloc", "CreateProcessW", "CreateProcessA", "send",
                                 "ZwWriteVirtualMemory", "WinHttpSendRequest"}) {
    EXPECT_TRUE(IsFunctionOfNote(name)) << name;
  }
  for (const char* const name : {"", "A", "GetLastError", "CreateProcessX", "virtualalloc"}) {
    EXPECT_FALSE(IsFunctionOfNote(name)) << name;
  }
}

}  // namespace
}  // namespace noroshi::scan
