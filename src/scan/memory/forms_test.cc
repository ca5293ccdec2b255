// The forms that are looked for in memory, at every place, cut at every place, and one step from
// being themselves. Harmless bytes throughout.
#include <gtest/gtest.h>

#include <string>

#include "scan/memory/code_forms.h"
#include "scan/memory/configuration_block.h"
#include "scan/memory/encoded_content.h"
#include "scan/memory/hidden_image.h"
#include "scan/memory/object_names.h"

namespace noroshi::scan {
namespace {

using namespace std::string_literals;

Bytes BytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};  // NOLINT
}

const std::string kPrologue = "\xFC\x48\x83\xE4\xF0\xE8\xC8\x00\x00\x00\x41\x51\x41\x50\x52"s;

std::vector<CodeForm> FormsIn(const std::string& bytes) {
  std::vector<CodeForm> forms;
  FindCodeForms(BytesOf(bytes), forms);
  for (const CodeForm& form : forms) EXPECT_LE(form.offset + form.bytes, bytes.size());
  return forms;
}

TEST(CodeForms, ArePlaceless) {
  for (std::size_t at = 0; at < 70; ++at) {
    const auto forms = FormsIn(std::string(at, '\x90') + kPrologue);
    ASSERT_EQ(forms.size(), 1U) << at;
    EXPECT_EQ(forms[0].offset, at);
    EXPECT_EQ(forms[0].detail, "x64");
  }
}

TEST(CodeForms, OfAPartAreNone) {
  for (std::size_t size = 0; size < kPrologue.size(); ++size) {
    EXPECT_TRUE(FormsIn(kPrologue.substr(0, size)).empty()) << size;
    EXPECT_TRUE(FormsIn(kPrologue.substr(size + 1)).empty()) << size;
  }
}

// Every byte that a prologue has to have, changed: it is one no more.
TEST(CodeForms, OneWrongByteIsAnother) {
  for (std::size_t at = 0; at < kPrologue.size(); ++at) {
    std::string bytes = kPrologue;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x80);
    const bool any_byte = at == 6 || at == 14;  // a distance, and the register that follows
    EXPECT_EQ(FormsIn(bytes).size(), any_byte ? 1U : 0U) << at;
  }
}

// Commands under each of the 256 bytes, each told with its key.
TEST(CodeForms, CommandWordsUnderEveryByte) {
  const std::string words = "\x81send\x90\x90\x83recv\x90\x90\x83memo\x90\x90\x83kill\x90\x01\x02";
  for (int key = 0; key < 256; ++key) {
    std::string bytes = words;
    for (char& c : bytes) c = static_cast<char>(c ^ key);
    const auto forms = FormsIn(std::string(40, static_cast<char>(0x90 ^ key)) + bytes);
    ASSERT_EQ(forms.size(), 1U) << key;
    EXPECT_EQ(forms[0].kind, CodeFormKind::kCommandWords);
    EXPECT_EQ(forms[0].offset, 40U + words.find("memo"));
  }
}

TEST(CodeForms, WithoutOneWordThereIsNoSet) {
  const std::string words = "\x81send\x90\x90\x83recv\x90\x90\x83memo\x90\x90\x83kill\x90\x01\x02";
  for (const char* const word : {"send", "recv", "memo", "kill"}) {
    std::string bytes = words;
    bytes.replace(bytes.find(word), 4, "\x11\x22\x33\x44");
    EXPECT_TRUE(FormsIn(bytes).empty()) << word;
  }
}

TEST(CodeForms, AreKeptUpToALimit) {
  std::string many;
  for (std::size_t i = 0; i < 3 * kMostFormsKept; ++i) many += kPrologue;
  EXPECT_EQ(FormsIn(many).size(), kMostFormsKept);
}

// Four hashes count within a span, and not one byte beyond it.
TEST(CodeForms, HashesAreCloseTogether) {
  const auto with_last_at = [](std::size_t at) {
    std::string bytes(1'024, '\xCC');
    const auto put = [&bytes](std::size_t place, std::string_view library, std::string_view name) {
      const std::uint32_t hash = ApiHash(library, name);
      for (std::size_t i = 0; i < 4; ++i) bytes[place + i] = static_cast<char>(hash >> (8 * i));
    };
    put(8, "kernel32.dll", "LoadLibraryA");
    put(20, "kernel32.dll", "VirtualAlloc");
    put(40, "ws2_32.dll", "connect");
    put(at, "ws2_32.dll", "recv");
    return bytes;
  };
  EXPECT_EQ(FormsIn(with_last_at(8 + kHashSpan)).size(), 1U);
  EXPECT_TRUE(FormsIn(with_last_at(8 + kHashSpan + 1)).empty());
}

// A program's header as a loader's copy has it, with these many sections.
std::string Header(std::uint16_t machine = 0x8664, std::uint32_t image_size = 0x3000) {
  std::string bytes(0x400, '\0');
  const auto put = [&bytes](std::size_t at, std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) {
      bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> (8 * i));
    }
  };
  bytes[0] = 'M', bytes[1] = 'Z';
  put(0x3C, 0x80, 4);
  bytes.replace(0x80, 4, "PE\0\0"s);
  put(0x84, machine, 2);
  put(0x86, 3, 2);
  put(0x94, 0xF0, 2);
  put(0x98, 0x20B, 2);
  put(0x98 + 56, image_size, 4);
  return bytes;
}

std::vector<HiddenImage> ImagesIn(const std::string& bytes) {
  std::vector<HiddenImage> images;
  FindImages(BytesOf(bytes), images);
  for (const HiddenImage& image : images) EXPECT_LT(image.offset, bytes.size());
  return images;
}

TEST(HiddenImages, AreFoundForEveryMachineThatRunsWindows) {
  constexpr std::uint16_t kMachines[] = {0x14C, 0x8664, 0x1C0, 0x1C4, 0xAA64};
  for (const std::uint16_t machine : kMachines) {
    const auto images = ImagesIn(Header(machine));
    ASSERT_EQ(images.size(), 1U) << machine;
    EXPECT_EQ(images[0].machine, machine);
    EXPECT_EQ(images[0].trace, ImageTrace::kWhole);
  }
  EXPECT_TRUE(ImagesIn(Header(0x1234)).empty());
}

TEST(HiddenImages, CutAnywhereAreNoneOrLieInside) {
  const std::string whole = "padding" + Header();
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const auto images = ImagesIn(whole.substr(0, size));
    EXPECT_TRUE(images.empty() || size >= 7 + 0x98 + 60) << size;
  }
}

TEST(HiddenImages, WithImpossibleSizesAreNone) {
  EXPECT_TRUE(ImagesIn(Header(0x8664, 0)).empty());
  EXPECT_TRUE(ImagesIn(Header(0x8664, 0x7FFF'FFFF)).empty());
  std::string far = Header();
  far[0x3C] = far[0x3D] = far[0x3E] = '\xFF';  // the MZ points nowhere; the header itself is there
  const auto images = ImagesIn(far);
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].trace, ImageTrace::kNoDosHeader);
}

TEST(HiddenImages, AreKeptUpToALimit) {
  std::string many;
  for (std::size_t i = 0; i < kMostImagesKept + 9; ++i) many += Header();
  EXPECT_EQ(ImagesIn(many).size(), kMostImagesKept);
}

std::string Block(const std::string& address, std::uint32_t port, std::size_t slot = 32) {
  std::string bytes = "\0"s + address;
  bytes.resize(slot, '\0');
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(port >> (8 * i));
  return bytes + "groupname\0\0\0\0\0\0\0keykeykeykey\0\0\0\0"s;
}

std::vector<ConfigurationBlock> BlocksIn(const std::string& bytes) {
  std::vector<ConfigurationBlock> blocks;
  FindConfigurationBlocks(BytesOf(bytes), blocks);
  for (const ConfigurationBlock& block : blocks) {
    EXPECT_LE(block.offset + block.bytes, bytes.size());
  }
  return blocks;
}

TEST(ConfigurationBlocks, TakeSlotsOfAnySizeAndPorts) {
  for (const std::size_t slot : {20U, 32U, 64U, 128U, 256U}) {
    for (const std::uint32_t port : {1U, 80U, 443U, 4'782U, 65'535U}) {
      const auto blocks = BlocksIn(Block("203.0.113.9", port, slot));
      ASSERT_EQ(blocks.size(), 1U) << slot << " " << port;
      EXPECT_EQ(blocks[0].port, port);
      EXPECT_EQ(blocks[0].offset, 1U);
    }
  }
  EXPECT_TRUE(BlocksIn(Block("203.0.113.9", 65'536)).empty());
  EXPECT_TRUE(BlocksIn(Block("203.0.113.9", 0)).empty() ||
              BlocksIn(Block("203.0.113.9", 0))[0].port != 0);
}

TEST(ConfigurationBlocks, CutAnywhereStayInside) {
  const std::string whole = Block("203.0.113.9", 443);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_LE(BlocksIn(whole.substr(0, size)).size(), 1U);
  }
}

TEST(ConfigurationBlocks, AreKeptUpToALimit) {
  std::string many;
  for (std::size_t i = 0; i < 4 * kMostBlocksKept; ++i) {
    many += Block("203.0.113.9", 443) + std::string(512, '\0');  // out of reach of the next
  }
  EXPECT_EQ(BlocksIn(many).size(), kMostBlocksKept);
}

TEST(EncodedContents, StayInsideWhateverIsCut) {
  // "RSA1" behind its head, as base64 writes it, then anything.
  const std::string key = "BgIAAACkAABSU0Ex" + std::string(240, 'Q');
  for (const std::string& before : {""s, "k="s, "key=\""s, "\x01\x02"s}) {
    for (std::size_t size = 0; size <= key.size(); ++size) {
      const std::string bytes = before + key.substr(0, size);
      std::vector<EncodedContent> contents;
      FindEncodedContent(BytesOf(bytes), contents);
      for (const EncodedContent& content : contents) {
        EXPECT_LE(content.offset + content.bytes, bytes.size());
        EXPECT_GE(size, kLeastEncoded);
      }
    }
  }
}

TEST(EncodedContents, LineEndsDoNotCount) {
  std::string key = "BgIAAACkAABSU0Ex" + std::string(240, 'Q');
  for (std::size_t at = 64; at < key.size(); at += 66) key.insert(at, "\r\n");
  std::vector<EncodedContent> contents;
  FindEncodedContent(BytesOf(key), contents);
  ASSERT_EQ(contents.size(), 1U);
  EXPECT_EQ(contents[0].bytes, key.size());
}

TEST(ObjectNames, FoldersOfWindowsAreTakenOff) {
  for (const char* const name : {"x", "\\BaseNamedObjects\\x", "\\Sessions\\2\\BaseNamedObjects\\x",
                                 "\\Sessions\\2\\BaseNamedObjects\\Local\\x", "Global\\x",
                                 "\\\\.\\pipe\\x", "\\Device\\NamedPipe\\x"}) {
    EXPECT_EQ(ObjectNameOf(name), "x") << name;
  }
  EXPECT_EQ(ObjectNameOf(""), "");
  EXPECT_EQ(ObjectNameOf("\\BaseNamedObjects\\"), "");
}

TEST(ObjectNames, HexIsOddFromItsLengthOn) {
  EXPECT_EQ(OddObjectName("a" + std::string(14, '1')), "");
  EXPECT_EQ(OddObjectName("a" + std::string(15, '1')), "hex");
  EXPECT_EQ(OddObjectName("a" + std::string(63, '1')), "hex");
  EXPECT_EQ(OddObjectName("a" + std::string(64, '1')), "");  // a digest with a letter before it
}

TEST(ObjectNames, FrameworkPipesNeedTheirMiddle) {
  for (const char* const name :
       {"MSSE-1-server", "postex_ssh_0f", "postex_0f", "status_0f", "msagent_0f", "DserNamePipe0",
        "wkssvc_0f", "ntsvcs_0f", "scerpc_0f", "mypipe-f1", "mypipe-h1"}) {
    EXPECT_TRUE(IsFrameworkPipe(name)) << name;
    EXPECT_FALSE(IsFrameworkPipe("x" + std::string(name))) << name;
    EXPECT_FALSE(IsFrameworkPipe(std::string(name) + "~")) << name;
  }
  for (const char* const name :
       {"", "MSSE-", "postex_", "wkssvc", "ntsvcs", "scerpc", "MSSE-a-server"}) {
    EXPECT_FALSE(IsFrameworkPipe(name)) << name;
  }
}

}  // namespace
}  // namespace noroshi::scan
