// The memory of made-up processes: harmless bytes in the forms that implants leave.
#include "scan/memory/memory_scan.h"

#include <gtest/gtest.h>

#include <map>

#include "evidence/minidump/minidump_reader.h"
#include "evidence/minidump/testing/minidump_builder.h"
#include "evidence/pe/testing/pe_builder.h"
#include "evidence/span_bytes.h"
#include "scan/memory/code_forms.h"
#include "scan/memory/configuration_block.h"
#include "scan/memory/encoded_content.h"
#include "scan/memory/hidden_image.h"
#include "scan/memory/object_names.h"

namespace noroshi::scan {
namespace {

using minidump::MinidumpBuilder;
using namespace std::string_literals;

constexpr std::uint32_t kReadWrite = 0x04, kExecuteRead = 0x20, kExecuteAll = 0x40;
constexpr std::uint32_t kPrivate = 0x20000, kImage = 0x1000000;

std::vector<std::uint8_t> BytesOf(std::string_view text) { return {text.begin(), text.end()}; }

void Put32(std::vector<std::uint8_t>& bytes, std::size_t at, std::uint32_t value) {
  if (bytes.size() < at + 4) bytes.resize(at + 4);
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

// A library as a linker would have stated its size.
std::vector<std::uint8_t> Program() {
  std::vector<std::uint8_t> bytes = pe::PeBuilder().Build();
  Put32(bytes, LoadOrZero<std::uint32_t>(bytes, 0x3C) + 24 + 56, 0x3000);
  return bytes;
}

std::vector<std::uint8_t> Framed(std::string_view content, std::size_t size = 0x2000) {
  std::vector<std::uint8_t> bytes(size, 0x90);
  std::copy(content.begin(), content.end(), bytes.begin() + 0x100);
  return bytes;
}

const std::string kPrologue64 = "\xFC\x48\x83\xE4\xF0\xE8\xC8\x00\x00\x00\x41\x51\x41\x50\x52"s;

TEST(ApiHash, IsTheKnownOne) {
  // Published values, recomputed.
  EXPECT_EQ(ApiHash("kernel32.dll", "LoadLibraryA"), 0x0726774CU);
  EXPECT_EQ(ApiHash("kernel32.dll", "VirtualAlloc"), 0xE553A458U);
  EXPECT_EQ(ApiHash("wininet.dll", "InternetOpenA"), 0xA779563AU);
  EXPECT_EQ(ApiHash("ws2_32.dll", "WSAStartup"), 0x006B8029U);
  EXPECT_EQ(ApiHash("ws2_32.dll", "connect"), 0x6174A599U);
}

std::string FormsOf(const std::vector<std::uint8_t>& bytes) {
  std::vector<CodeForm> forms;
  FindCodeForms(bytes, forms);
  std::string text;
  for (const CodeForm& form : forms) {
    text += std::string(CodeFormName(form.kind)) + "@" + std::to_string(form.offset) + " " +
            form.detail + ";";
  }
  return text;
}

std::string Masked(std::string text, char key) {
  for (char& c : text) c = static_cast<char>(c ^ key);
  return text;
}

TEST(CodeForms, AreFound) {
  EXPECT_EQ(FormsOf(Framed(kPrologue64)), "stager_prologue@256 x64;");
  EXPECT_EQ(FormsOf(Framed("\xFC\xE8\x82\x00\x00\x00\x60\x89\xE5\x31\xC0\x64\x8B\x50\x30"s)),
            "stager_prologue@256 x86;");
  std::vector<std::uint8_t> hashes(0x200, 0xCC);
  Put32(hashes, 10, ApiHash("kernel32.dll", "LoadLibraryA"));
  Put32(hashes, 60, ApiHash("ws2_32.dll", "WSAStartup"));
  Put32(hashes, 110, ApiHash("ws2_32.dll", "connect"));
  EXPECT_EQ(FormsOf(hashes), "");
  Put32(hashes, 120, ApiHash("ws2_32.dll", "connect"));  // the same one again does not count
  EXPECT_EQ(FormsOf(hashes), "");
  Put32(hashes, 200, ApiHash("ws2_32.dll", "recv"));
  EXPECT_EQ(FormsOf(hashes), "api_hashes@10 LoadLibraryA WSAStartup connect recv;");

  const std::string words = "\x81send\x90\x90\x83recv\x90\x90\x83memo\x90\x90\x83kill\x90"s;
  EXPECT_EQ(FormsOf(Framed(words)), "command_words@271 in clear;");
  EXPECT_EQ(FormsOf(Framed(Masked(words, 0x20))), "command_words@271 under byte 20;");
  EXPECT_EQ(FormsOf(BytesOf("the words send, recv, memo and kill as text")), "");
}

TEST(HiddenImage, IsFoundInEveryState) {
  const std::vector<std::uint8_t> program = Program();
  const auto traces = [](const std::vector<std::uint8_t>& bytes) {
    std::vector<HiddenImage> images;
    FindImages(bytes, images);
    std::string text;
    for (const HiddenImage& image : images) {
      text += std::string(ImageTraceName(image.trace)) + "@" + std::to_string(image.offset) + ";";
    }
    return text;
  };
  EXPECT_EQ(traces(program), "whole@0;");
  std::vector<std::uint8_t> wiped = program;
  wiped[0] = wiped[1] = 0;
  const std::uint32_t header = LoadOrZero<std::uint32_t>(program, 0x3C);
  EXPECT_EQ(traces(wiped), "without_dos_header@" + std::to_string(header) + ";");
  // Nothing but the table of sections, as after wiping the whole header.
  std::vector<std::uint8_t> sections(0x400, 0);
  for (const std::size_t row : {std::size_t{0}, std::size_t{1}}) {
    const std::size_t at = 0x188 + row * 40;
    const char* const name = row == 0 ? ".text" : ".rdata";
    std::copy(name, name + std::char_traits<char>::length(name),
              sections.begin() + static_cast<std::ptrdiff_t>(at));
    Put32(sections, at + 8, 0x1234);
    Put32(sections, at + 12, static_cast<std::uint32_t>(0x1000 * (row + 1)));
    Put32(sections, at + 16, 0x1400);
    Put32(sections, at + 36, row == 0 ? 0x60000020 : 0x40000040);
  }
  EXPECT_EQ(traces(sections), "sections_only@392;");
  EXPECT_EQ(traces(BytesOf("MZ is no program, nor is PE")), "");
  EXPECT_EQ(traces({}), "");
}

std::string Encode(const std::vector<std::uint8_t>& bytes) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t bits = static_cast<std::uint32_t>(bytes[i]) << 16 |
                               static_cast<std::uint32_t>(bytes[i + 1]) << 8 | bytes[i + 2];
    for (const int shift : {18, 12, 6, 0}) text += kAlphabet[bits >> shift & 63];
  }
  return text;
}

TEST(EncodedContent, IsKnownByWhatItDecodesTo) {
  const auto kinds = [](const std::string& text) {
    std::vector<EncodedContent> contents;
    FindEncodedContent(BytesOf(text), contents);
    std::string found;
    for (const EncodedContent& content : contents) {
      found += std::string(EncodedKindName(content.kind)) + (content.is_wide ? "/wide " : " ");
    }
    return found;
  };
  const auto padded = [](std::string start) {
    start.resize(300, 'x');
    return Encode(BytesOf(start));
  };
  const std::string key = padded("\x06\x02\x00\x00\x00\xA4\x00\x00RSA1"s);
  EXPECT_EQ(key.substr(0, 16), "BgIAAACkAABSU0Ex");
  EXPECT_EQ(kinds("k=\"" + key + "\""), "rsa_key_of_windows ");
  EXPECT_EQ(kinds(padded("\x30\x82\x01\x22\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"s)),
            "rsa_key ");
  EXPECT_EQ(kinds(padded("\xCE\xCA\xEF\xBE"s)), "dotnet_resource ");
  const std::string program = Encode(pe::PeBuilder().Build());
  EXPECT_EQ(kinds(program), "program ");
  EXPECT_EQ(kinds(program.substr(0, 100)), "");
  std::string wide;
  for (const char c : program) wide += {c, '\0'};
  EXPECT_EQ(kinds(wide), "program/wide ");
  EXPECT_EQ(kinds(std::string(5'000, 'A')), "");
  EXPECT_EQ(kinds(""), "");
}

TEST(ConfigurationBlocks, NeedAddressPortAndTexts) {
  const auto block = [](const std::string& address, std::uint16_t port) {
    std::string bytes = "\xCC\xCC\0"s + address;
    bytes.resize(32, '\0');
    bytes += {static_cast<char>(port & 0xFF), static_cast<char>(port >> 8), '\0', '\0'};
    bytes += "groupname\0\0\0\0\0\0\0keykeykeykey\0\0\0\0"s;
    return bytes;
  };
  std::vector<ConfigurationBlock> blocks;
  FindConfigurationBlocks(BytesOf(block("203.0.113.9", 443)), blocks);
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].address, "203.0.113.9");
  EXPECT_EQ(blocks[0].port, 443U);
  EXPECT_EQ(blocks[0].texts.size(), 2U);
  blocks.clear();
  for (const char* const address :
       {"10.1.2.3", "192.168.0.1", "127.0.0.1", "6.0.0.0", "203.0.113.999", "203.0.113"}) {
    FindConfigurationBlocks(BytesOf(block(address, 443)), blocks);
  }
  FindConfigurationBlocks(BytesOf("\0203.0.113.9\0\0\0\0\0\0\0\0\0\0\0\0"s), blocks);
  EXPECT_TRUE(blocks.empty());
}

TEST(ObjectNames, AreJudgedByForm) {
  EXPECT_EQ(ObjectNameOf("\\Sessions\\1\\BaseNamedObjects\\Global\\x"), "x");
  EXPECT_EQ(ObjectNameOf("\\Device\\NamedPipe\\y"), "y");
  struct Case {
    const char* name;
    const char* odd;
  };
  const Case cases[] = {
      {"0123456789abcdef0123", "hex"},
      {"a1b2c3d4e5f6g7", "mixed"},
      {"gyusbaihysezhrj", "unpronounceable"},
      {"d4fy3ykdk2ddssr", "mixed"},
      {"ShimCacheMutex", ""},
      {"ZonesCounterMutex", ""},
      {"{7D1E2A10-0000-0000-C000-000000000046}", ""},
      {"MSCTF.Asm.MutexDefault1", ""},
      {"1234567890123456", ""},
      {"internetexplorer", ""},
      {"", ""},
  };
  for (const Case& row : cases) EXPECT_EQ(OddObjectName(row.name), row.odd) << row.name;
  EXPECT_TRUE(IsFrameworkPipe("MSSE-1234-server"));
  EXPECT_TRUE(IsFrameworkPipe("postex_ab12"));
  EXPECT_TRUE(IsFrameworkPipe("msagent_5f"));
  EXPECT_FALSE(IsFrameworkPipe("MSSE--server"));
  EXPECT_FALSE(IsFrameworkPipe("status_report"));
  EXPECT_FALSE(IsFrameworkPipe("lsass"));
}

// The findings about a built dump: rule ids and levels, with how many of each.
std::map<std::string, int> RulesOf(const std::vector<std::uint8_t>& bytes) {
  const SpanBytes file(bytes);
  const auto dump = minidump::ReadMinidump(file);
  EXPECT_TRUE(dump.ok());
  std::vector<ScanFinding> findings;
  ScanMemory("x.dmp", ProcessMemory(*dump, file), findings);
  std::map<std::string, int> rules;
  for (const ScanFinding& finding : findings) {
    EXPECT_EQ(finding.path, "x.dmp");
    ++rules[std::string(RuleOf(finding.rule).id) + " " + std::string(LevelName(finding.level))];
  }
  return rules;
}

using Found = std::map<std::string, int>;

// A process in which nothing is wrong: an image with its header, and data.
MinidumpBuilder Honest() {
  MinidumpBuilder plan;
  std::vector<std::uint8_t> image = Program();
  const std::uint32_t header = LoadOrZero<std::uint32_t>(image, 0x3C);
  const auto size = LoadOrZero<std::uint32_t>(image, header + 24 + 56);
  plan.modules = {{0x140000000, size, 1'600'000'000, 0, "C:\\a\\host.exe", ""}};
  plan.threads = {{1, 0x140001000 - 0x800, 0x140000100, "main"}};
  image.resize(size);
  plan.memory = {{0x140000000, image, kExecuteRead, kImage},
                 {0x20000, BytesOf("just data, with MZ in it"), kReadWrite, kPrivate}};
  plan.handles = {{"Mutant", "\\BaseNamedObjects\\ShimCacheMutex"}, {"File", "\\x"}};
  return plan;
}

TEST(ScanMemory, HonestProcessHasNone) { EXPECT_EQ(RulesOf(Honest().Build()), Found()); }

TEST(ScanMemory, FindsProgramsInPrivateExecutableMemory) {
  MinidumpBuilder plan = Honest();
  plan.memory.push_back({0x500000, Program(), kExecuteAll, kPrivate});
  EXPECT_EQ(RulesOf(plan.Build()), (Found{{"program_in_private_memory high", 1}}));
  plan.threads.push_back({2, 0x500010, 0, ""});
  EXPECT_EQ(RulesOf(plan.Build()),
            (Found{{"program_in_private_memory high", 1}, {"thread_outside_modules high", 1}}));
  // Data that nobody can run is no program in memory.
  plan = Honest();
  plan.memory.push_back({0x500000, Program(), kReadWrite, kPrivate});
  EXPECT_EQ(RulesOf(plan.Build()), Found());
}

TEST(ScanMemory, FindsShellcodeAndThreadsInIt) {
  MinidumpBuilder plan = Honest();
  plan.memory.push_back({0x500000, Framed(kPrologue64), kExecuteRead, kPrivate});
  plan.threads.push_back({2, 0x500100, 0, ""});
  EXPECT_EQ(RulesOf(plan.Build()),
            (Found{{"shellcode_in_memory high", 1}, {"thread_outside_modules high", 1}}));
}

TEST(ScanMemory, ThreadsInCompiledCodeCountLess) {
  MinidumpBuilder plan = Honest();
  plan.memory.push_back({0x500000, std::vector<std::uint8_t>(64, 0x90), kExecuteAll, kPrivate});
  plan.threads.push_back({2, 0x500010, 0, ""});
  EXPECT_EQ(RulesOf(plan.Build()), (Found{{"thread_outside_modules medium", 1}}));
  plan.modules.push_back({0x7FF800000000, 0x1000, 1, 0, "C:\\Windows\\clrjit.dll", ""});
  EXPECT_EQ(RulesOf(plan.Build()), (Found{{"thread_outside_modules low", 1}}));
}

TEST(ScanMemory, FindsHollowedAndUnbackedModules) {
  MinidumpBuilder plan = Honest();
  plan.modules[0].time += 1;
  EXPECT_EQ(RulesOf(plan.Build()), (Found{{"module_altered_in_memory high", 1}}));
  plan = Honest();
  plan.memory[0].type = kPrivate;
  EXPECT_EQ(RulesOf(plan.Build()), (Found{{"module_altered_in_memory high", 1}}));
  plan = Honest();
  plan.memory[0].bytes[0] = 0;
  EXPECT_EQ(RulesOf(plan.Build()), (Found{{"module_altered_in_memory high", 1}}));
}

TEST(ScanMemory, FindsKeysAndRequests) {
  MinidumpBuilder plan = Honest();
  const std::string key = "BgIAAACkAABSU0Ex" + std::string(184, 'x');
  plan.memory.push_back({0x500000, Framed(key), kExecuteAll, kPrivate});
  plan.memory.push_back({0x600000, Framed(key), kReadWrite, kPrivate});
  plan.memory.push_back(
      {0x700000, Framed("GET /?abc=0123abcd8d0e540f1 HTTP/1.1"), kReadWrite, kPrivate});
  EXPECT_EQ(RulesOf(plan.Build()), (Found{{"encoded_key_or_program medium", 1},
                                          {"encoded_key_or_program low", 1},
                                          {"implant_request high", 1}}));
}

TEST(ScanMemory, FindsOddNames) {
  MinidumpBuilder plan = Honest();
  plan.handles = {{"Mutant", "\\Sessions\\1\\BaseNamedObjects\\d4fy3ykdk2ddssr"},
                  {"Mutant", "\\Sessions\\1\\BaseNamedObjects\\d4fy3ykdk2ddssr"},
                  {"File", "\\Device\\NamedPipe\\MSSE-77-server"},
                  {"Section", "\\BaseNamedObjects\\d4fy3ykdk2ddssz"}};
  EXPECT_EQ(RulesOf(plan.Build()),
            (Found{{"odd_object_name low", 1}, {"pipe_of_framework high", 1}}));
}

// An image with one export, laid out as the loader does.
std::vector<std::uint8_t> ImageWithExport(const std::string& name, const std::string& code) {
  std::vector<std::uint8_t> image(0x2000, 0);
  image[0] = 'M';
  image[1] = 'Z';
  Put32(image, 0x3C, 0x80);
  Put32(image, 0x80, 0x4550);
  Put32(image, 0x80 + 8, 77);  // time
  Put32(image, 0x98, 0x20B);
  Put32(image, 0x98 + 56, 0x2000);    // image size
  Put32(image, 0x98 + 112, 0x1000);   // exports
  Put32(image, 0x1000 + 24, 1);       // names
  Put32(image, 0x1000 + 28, 0x1100);  // functions
  Put32(image, 0x1000 + 32, 0x1200);
  Put32(image, 0x1000 + 36, 0x1300);
  Put32(image, 0x1100, 0x1500);
  Put32(image, 0x1200, 0x1400);
  std::copy(name.begin(), name.end(), image.begin() + 0x1400);
  std::copy(code.begin(), code.end(), image.begin() + 0x1500);
  return image;
}

TEST(ScanMemory, FindsFunctionsThatReturnAtOnce) {
  const auto with = [](const std::string& code) {
    MinidumpBuilder plan = Honest();
    plan.modules.push_back({0x7FF800000000, 0x2000, 77, 0, "C:\\Windows\\System32\\ntdll.dll", ""});
    plan.memory.push_back(
        {0x7FF800000000, ImageWithExport("EtwEventWrite", code), kExecuteRead, kImage});
    return RulesOf(plan.Build());
  };
  for (const std::string& code : {"\xC3"s, "\x33\xC0\xC3"s, "\x48\x33\xC0\xC3"s, "\xC2\x14\x00"s,
                                  "\xB8\x57\x00\x07\x80\xC3"s}) {
    EXPECT_EQ(with(code), (Found{{"function_patched high", 1}}));
  }
  EXPECT_EQ(with("\x4C\x8B\xDC\x48\x83\xEC\x58\x4D"s), Found());
}

TEST(ScanMemory, RawMemoryIsJudgedByItsForms) {
  const auto bytes = Framed(kPrologue64);
  const SpanBytes file(bytes);
  std::vector<ScanFinding> findings;
  ScanMemory("region.bin", ProcessMemory(file), findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].offset, 0x100U);
}

// A form that lies over the border of two windows is found once.
TEST(ScanMemory, WindowsOverlap) {
  std::vector<std::uint8_t> bytes(kMemoryWindowBytes + 0x1000, 0x90);
  std::copy(kPrologue64.begin(), kPrologue64.end(),
            bytes.begin() + static_cast<std::ptrdiff_t>(kMemoryWindowBytes - 8));
  const SpanBytes file(bytes);
  std::vector<ScanFinding> findings;
  ScanMemory("region.bin", ProcessMemory(file), findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].offset, kMemoryWindowBytes - 8);
}

TEST(ScanMemory, ManyFindingsAreCounted) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 40; ++i) {
    const auto one = Framed(kPrologue64, 0x200);
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  const SpanBytes file(bytes);
  std::vector<ScanFinding> findings;
  ScanMemory("region.bin", ProcessMemory(file), findings);
  ASSERT_EQ(findings.size(), kMostOfOneRule);
  EXPECT_EQ(findings.back().reasons.back().value, "24");
}

}  // namespace
}  // namespace noroshi::scan
