#include "scan/memory/code_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <deque>

namespace noroshi::scan {
namespace {

using namespace std::string_view_literals;

struct HashedFunction {
  std::string_view library, function;
};
// What stagers and loaders ask for. The hashes are computed, not copied.
constexpr HashedFunction kFunctions[] = {
    {"kernel32.dll", "LoadLibraryA"},
    {"kernel32.dll", "GetProcAddress"},
    {"kernel32.dll", "VirtualAlloc"},
    {"kernel32.dll", "VirtualAllocEx"},
    {"kernel32.dll", "VirtualProtect"},
    {"kernel32.dll", "VirtualFree"},
    {"kernel32.dll", "CreateThread"},
    {"kernel32.dll", "CreateRemoteThread"},
    {"kernel32.dll", "WriteProcessMemory"},
    {"kernel32.dll", "CreateProcessA"},
    {"kernel32.dll", "WaitForSingleObject"},
    {"kernel32.dll", "ExitProcess"},
    {"kernel32.dll", "ExitThread"},
    {"kernel32.dll", "GetVersion"},
    {"kernel32.dll", "Sleep"},
    {"kernel32.dll", "CreateFileA"},
    {"kernel32.dll", "ReadFile"},
    {"kernel32.dll", "WriteFile"},
    {"kernel32.dll", "CreateNamedPipeA"},
    {"kernel32.dll", "ConnectNamedPipe"},
    {"kernel32.dll", "WinExec"},
    {"kernel32.dll", "SetUnhandledExceptionFilter"},
    {"ntdll.dll", "RtlExitUserThread"},
    {"wininet.dll", "InternetOpenA"},
    {"wininet.dll", "InternetConnectA"},
    {"wininet.dll", "HttpOpenRequestA"},
    {"wininet.dll", "HttpSendRequestA"},
    {"wininet.dll", "InternetReadFile"},
    {"wininet.dll", "InternetSetOptionA"},
    {"winhttp.dll", "WinHttpOpen"},
    {"winhttp.dll", "WinHttpConnect"},
    {"winhttp.dll", "WinHttpOpenRequest"},
    {"winhttp.dll", "WinHttpSendRequest"},
    {"winhttp.dll", "WinHttpReceiveResponse"},
    {"winhttp.dll", "WinHttpReadData"},
    {"ws2_32.dll", "WSAStartup"},
    {"ws2_32.dll", "WSASocketA"},
    {"ws2_32.dll", "connect"},
    {"ws2_32.dll", "bind"},
    {"ws2_32.dll", "listen"},
    {"ws2_32.dll", "accept"},
    {"ws2_32.dll", "send"},
    {"ws2_32.dll", "recv"},
    {"ws2_32.dll", "closesocket"},
    {"dnsapi.dll", "DnsQuery_A"},
    {"advapi32.dll", "CryptAcquireContextA"},
};

constexpr std::uint32_t Ror13(std::uint32_t value) { return value >> 13 | value << 19; }

struct HashEntry {
  std::uint32_t hash;
  std::uint16_t function;  // in kFunctions
};

// Sorted by hash, with a filter over the low 16 bits in front.
struct HashTable {
  std::vector<HashEntry> entries;
  std::bitset<65'536> low;

  HashTable() {
    for (std::uint16_t i = 0; i < std::size(kFunctions); ++i) {
      entries.push_back({ApiHash(kFunctions[i].library, kFunctions[i].function), i});
      low.set(entries.back().hash & 0xFFFF);
    }
    std::sort(entries.begin(), entries.end(),
              [](const HashEntry& a, const HashEntry& b) { return a.hash < b.hash; });
  }

  [[nodiscard]] int Find(std::uint32_t hash) const noexcept {
    if (!low.test(hash & 0xFFFF)) return -1;
    const auto entry = std::lower_bound(
        entries.begin(), entries.end(), hash,
        [](const HashEntry& it, std::uint32_t wanted) { return it.hash < wanted; });
    return entry != entries.end() && entry->hash == hash ? entry->function : -1;
  }
};

const HashTable& Hashes() {
  static const HashTable table;
  return table;
}

// Four known hashes close together.
void FindHashes(Bytes bytes, std::vector<CodeForm>& forms) {
  const HashTable& table = Hashes();
  struct Seen {
    std::size_t offset;
    int function;
  };
  std::deque<Seen> seen;
  for (std::size_t i = 0; i + 4 <= bytes.size() && forms.size() < kMostFormsKept; ++i) {
    const int function = table.Find(LoadUnchecked<std::uint32_t>(bytes.data() + i));
    if (function < 0) continue;
    while (!seen.empty() && i - seen.front().offset > kHashSpan) seen.pop_front();
    const bool known = std::any_of(seen.begin(), seen.end(),
                                   [&](const Seen& it) { return it.function == function; });
    if (known) continue;
    seen.push_back({i, function});
    if (seen.size() < kLeastHashes) continue;
    std::string names;
    for (const Seen& it : seen) {
      names += names.empty() ? "" : " ";
      names += kFunctions[static_cast<std::size_t>(it.function)].function;
    }
    forms.push_back({CodeFormKind::kHashes, seen.front().offset, i + 4 - seen.front().offset,
                     std::move(names)});
    seen.clear();
  }
}

// Bytes of a prologue; -1 = any.
struct Prologue {
  std::string_view name;
  std::array<std::int16_t, 15> bytes;
};
constexpr Prologue kPrologues[] = {
    {"x86", {0xFC, 0xE8, -1, 0x00, 0x00, 0x00, 0x60, 0x89, 0xE5, 0x31, -1, 0x64, 0x8B, -1, 0x30}},
    {"x64", {0xFC, 0x48, 0x83, 0xE4, 0xF0, 0xE8, -1, 0x00, 0x00, 0x00, 0x41, 0x51, 0x41, 0x50, -1}},
};

bool Fits(const std::uint8_t* at, const Prologue& prologue) {
  for (std::size_t k = 0; k < prologue.bytes.size(); ++k) {
    if (prologue.bytes[k] >= 0 && at[k] != prologue.bytes[k]) return false;
  }
  return true;
}

void FindPrologues(Bytes bytes, std::vector<CodeForm>& forms) {
  constexpr std::size_t kSize = std::tuple_size_v<decltype(Prologue::bytes)>;
  std::size_t at = 0;
  while (at + kSize <= bytes.size() && forms.size() < kMostFormsKept) {
    const void* const next = std::memchr(bytes.data() + at, 0xFC, bytes.size() - at - kSize + 1);
    if (next == nullptr) return;
    at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(next) - bytes.data());
    for (const Prologue& prologue : kPrologues) {
      if (!Fits(bytes.data() + at, prologue)) continue;
      forms.push_back({CodeFormKind::kPrologue, at, kSize, std::string(prologue.name)});
    }
    ++at;
  }
}

constexpr std::string_view kWords[] = {"send"sv, "recv"sv, "kill"sv};
constexpr std::size_t kWordSpan = 96;  // three words and gaps of up to twenty bytes on either side

bool HoldsWord(Bytes bytes, std::string_view word, std::uint8_t key) {
  for (std::size_t i = 0; i + 4 <= bytes.size(); ++i) {
    std::size_t k = 0;
    while (k < 4 && (bytes[i + k] ^ key) == static_cast<std::uint8_t>(word[k])) ++k;
    if (k == 4) return true;
  }
  return false;
}

bool LooksLikeText(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) {
    return (byte >= 0x20 && byte < 0x7F) || byte == 0 || byte == '\r' || byte == '\n' ||
           byte == '\t';
  });
}

// "memo" under any byte is known by the differences of its letters; then the others are looked for
// around it under the same byte.
void FindCommandWords(Bytes bytes, std::vector<CodeForm>& forms) {
  constexpr std::uint8_t kFirst = 'm' ^ 'e', kSecond = 'e' ^ 'm', kThird = 'm' ^ 'o';
  std::size_t skip_to = 0;
  for (std::size_t i = 0; i + 4 <= bytes.size() && forms.size() < kMostFormsKept; ++i) {
    if ((bytes[i] ^ bytes[i + 1]) != kFirst || (bytes[i + 1] ^ bytes[i + 2]) != kSecond ||
        (bytes[i + 2] ^ bytes[i + 3]) != kThird || i < skip_to) {
      continue;
    }
    const auto key = static_cast<std::uint8_t>(bytes[i] ^ 'm');
    const std::size_t begin = i < kWordSpan ? 0 : i - kWordSpan;
    const Bytes around = bytes.subspan(begin, std::min(bytes.size() - begin, 2 * kWordSpan + 4));
    const bool all = std::all_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
      return HoldsWord(around, word, key);
    });
    // What was looked around is not looked around again, found or not: bytes can be made that hold
    // the word everywhere.
    skip_to = i + kWordSpan / 2;
    if (!all || LooksLikeText(around)) continue;
    forms.push_back({CodeFormKind::kCommandWords, i, 4,
                     key == 0 ? "in clear" : fmt::format("under byte {:02x}", key)});
    skip_to = i + kWordSpan;
  }
}

}  // namespace

std::uint32_t ApiHash(std::string_view library, std::string_view function) noexcept {
  std::uint32_t of_library = 0, of_function = 0;
  const auto add = [](std::uint32_t& hash, std::uint8_t byte) { hash = Ror13(hash) + byte; };
  for (const char c : library) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    add(of_library, static_cast<std::uint8_t>(upper));
    add(of_library, 0);
  }
  add(of_library, 0);
  add(of_library, 0);
  for (const char c : function) add(of_function, static_cast<std::uint8_t>(c));
  add(of_function, 0);
  return of_library + of_function;
}

std::string_view CodeFormName(CodeFormKind kind) noexcept {
  switch (kind) {
    case CodeFormKind::kPrologue: return "stager_prologue";
    case CodeFormKind::kHashes: return "api_hashes";
    case CodeFormKind::kCommandWords: return "command_words";
  }
  return "";
}

void FindCodeForms(Bytes bytes, std::vector<CodeForm>& forms) {
  FindPrologues(bytes, forms);
  FindHashes(bytes, forms);
  FindCommandWords(bytes, forms);
  std::stable_sort(forms.begin(), forms.end(),
                   [](const CodeForm& a, const CodeForm& b) { return a.offset < b.offset; });
}

}  // namespace noroshi::scan
