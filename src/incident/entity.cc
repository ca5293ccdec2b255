#include "incident/entity.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/case_fold.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxKeyBytes = 300;  // longer names are cut: no real one is

std::string FoldedKey(std::string_view text) { return Folded(text.substr(0, kMaxKeyBytes)); }

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\"'";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

template <class List>
bool IsOneOf(std::string_view text, const List& list) {
  return std::ranges::find(list, text) != std::end(list);
}

// Accounts that the system makes on every machine, in the languages that we know of.
constexpr std::string_view kSystemAccounts[] = {
    "system",
    "local service",
    "network service",
    "localsystem",
    "localservice",
    "networkservice",
    "anonymous logon",
    "anonymous",
    "-",
    "none",
    "guest",
    "everyone",
    "iusr",
    "defaultaccount",
    "wdagutilityaccount",
    "autorite",
    "système",
    "service local",
    "service réseau",
    "n/a",
    "(unknown user)",
    "window manager",
    "root",
    "unknown",
    "null",
};

bool IsNumberedSystemAccount(std::string_view user) {
  for (const std::string_view prefix : {"dwm-", "umfd-", "s-1-5-90-", "s-1-5-96-"}) {
    if (user.starts_with(prefix)) return true;
  }
  return false;
}

std::string_view ShortDomain(std::string_view domain) { return domain.substr(0, domain.find('.')); }

bool IsLoopbackOrNone(const in_addr& address) {
  const std::uint32_t bits = ntohl(address.s_addr);
  const std::uint32_t top = bits >> 24;
  // 0/8, 127/8, 169.254/16, multicast and above: no particular machine.
  return top == 0 || top == 127 || top >= 224 || bits >> 16 == 0xA9FE;
}

std::optional<std::string> V4Key(const in_addr& address) {
  if (IsLoopbackOrNone(address)) return std::nullopt;
  char text[INET_ADDRSTRLEN];
  return std::string(inet_ntop(AF_INET, &address, text, sizeof text));
}

std::optional<std::string> V6Key(const in6_addr& address) {
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    in_addr inner;
    std::memcpy(&inner, address.s6_addr + 12, sizeof inner);
    return V4Key(inner);
  }
  if (IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_UNSPECIFIED(&address) ||
      IN6_IS_ADDR_LINKLOCAL(&address) || IN6_IS_ADDR_MULTICAST(&address)) {
    return std::nullopt;
  }
  char text[INET6_ADDRSTRLEN];
  return std::string(inet_ntop(AF_INET6, &address, text, sizeof text));
}

// "[::1]:443" -> "::1", "10.0.0.1:443" -> "10.0.0.1", "fe80::1%3" -> "fe80::1".
std::string_view BareAddress(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  text = text.substr(0, text.find('%'));
  if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
  while (text.starts_with('\\')) text.remove_prefix(1);
  return text;
}

// Behind a device or drive prefix: "\device\harddiskvolume3\x" -> "\x".
std::string_view WithoutVolume(std::string_view path) {
  for (const std::string_view prefix : {"\\??\\", "\\\\?\\", "\\\\.\\"}) {
    if (path.starts_with(prefix)) path.remove_prefix(prefix.size());
  }
  constexpr std::string_view kDevice = "\\device\\";
  if (path.starts_with(kDevice)) {
    const std::size_t end = path.find('\\', kDevice.size());
    return end == std::string_view::npos ? std::string_view() : path.substr(end);
  }
  if (path.starts_with("\\systemroot\\")) return path;
  if (path.size() > 2 && path[1] == ':') return path.substr(2);
  return path;
}

// "\users\tanaka\x" -> "\users\*\x": the same file of two users is the same file.
std::string WithoutUser(std::string_view path) {
  for (const std::string_view prefix : {"\\users\\", "\\documents and settings\\", "/home/"}) {
    if (!path.starts_with(prefix)) continue;
    const std::size_t end = path.find_first_of("\\/", prefix.size());
    if (end == std::string_view::npos) break;
    return std::string(prefix) + '*' + std::string(path.substr(end));
  }
  return std::string(path);
}

constexpr std::string_view kCommonPlaces[] = {
    "\\windows\\system32\\",
    "\\windows\\syswow64\\",
    "\\windows\\winsxs\\",
    "\\systemroot\\",
    "\\program files\\",
    "\\program files (x86)\\",
    "\\windows\\microsoft.net\\",
    "\\windows\\servicing\\",
    "\\windows\\systemapps\\",
    "\\windows\\immersivecontrolpanel\\",
    "\\programdata\\microsoft\\windows defender\\",
    "\\windows\\ccm\\",
    "%systemroot%\\",
    "%windir%\\",
    "/usr/",
    "/bin/",
    "/sbin/",
    "/lib/",
};

// Folders that all kinds of programs use: what lies in one has nothing in common.
constexpr std::string_view kEverybodysFolders[] = {
    "",
    "\\programdata",
    "\\windows",
    "\\windows\\temp",
    "\\windows\\tasks",
    "\\temp",
    "\\tmp",
    "\\users\\*",
    "\\users\\*\\desktop",
    "\\users\\*\\documents",
    "\\users\\*\\downloads",
    "\\users\\*\\appdata\\local",
    "\\users\\*\\appdata\\local\\temp",
    "\\users\\*\\appdata\\roaming",
    "\\users\\*\\appdata\\roaming\\microsoft\\windows\\start menu\\programs\\startup",
    "/tmp",
    "/var/tmp",
    "/dev/shm",
    "/home/*",
    "/root",
};

bool IsHex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

bool IsHashSize(std::size_t size) { return size == 32 || size == 40 || size == 64; }

}  // namespace

std::string HostKey(std::string_view name) {
  name = Trim(name);
  while (name.starts_with('\\')) name.remove_prefix(1);
  while (name.ends_with('.')) name.remove_suffix(1);
  if (name.ends_with('$')) name.remove_suffix(1);
  std::string key = FoldedKey(name);
  constexpr std::string_view kNone[] = {"-", "localhost", "local", "n/a", "unknown", "null"};
  if (IsOneOf(key, kNone)) return {};
  return key;
}

std::string_view ShortHost(std::string_view host_key) {
  if (AddressKey(host_key)) return host_key;
  return host_key.substr(0, host_key.find('.'));
}

std::optional<std::string> AddressKey(std::string_view text) {
  const std::string bare(BareAddress(Trim(text)));
  if (bare.empty() || bare.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  in_addr v4;
  if (inet_pton(AF_INET, bare.c_str(), &v4) == 1) return V4Key(v4);
  in6_addr v6;
  if (inet_pton(AF_INET6, bare.c_str(), &v6) == 1) return V6Key(v6);
  return std::nullopt;
}

std::optional<AccountName> ReadAccount(std::string_view user, std::string_view domain) {
  user = Trim(user);
  domain = Trim(domain);
  if (const std::size_t slash = user.find('\\'); slash != std::string_view::npos) {
    domain = user.substr(0, slash);
    user = user.substr(slash + 1);
  } else if (const std::size_t at = user.find('@'); at != std::string_view::npos && at > 0) {
    domain = user.substr(at + 1);
    user = user.substr(0, at);
  }
  AccountName account{FoldedKey(user), FoldedKey(domain)};
  if (account.user.empty() || account.user.ends_with('$') || IsOwnSid(account.user)) {
    return std::nullopt;
  }
  if (IsOneOf(account.user, kSystemAccounts) || IsNumberedSystemAccount(account.user)) {
    return std::nullopt;
  }
  constexpr std::string_view kSystemDomains[] = {"nt authority", "window manager",
                                                 "font driver host", "nt service", "iis apppool"};
  if (IsOneOf(account.domain, kSystemDomains)) return std::nullopt;
  account.domain = ShortDomain(account.domain);
  if (account.domain == "-" || account.domain == "workgroup") account.domain.clear();
  return account;
}

bool IsOwnSid(std::string_view text) noexcept {
  constexpr std::string_view kPrefix = "S-1-5-21-";
  return text.size() > kPrefix.size() && EqualsFolded(text.substr(0, kPrefix.size()), kPrefix);
}

std::string PathKey(std::string_view path) {
  path = Trim(path);
  const std::string folded = FoldedKey(path);
  if (folded.find_first_of("\\/") == std::string::npos) return {};
  return WithoutUser(WithoutVolume(folded));
}

bool IsCommonPlace(std::string_view path_key) noexcept {
  if (path_key == "\\windows\\explorer.exe") return true;
  return std::ranges::any_of(kCommonPlaces,
                             [&](std::string_view place) { return path_key.starts_with(place); });
}

std::string_view FolderKey(std::string_view path_key) noexcept {
  const std::size_t end = path_key.find_last_of("\\/");
  if (end == std::string_view::npos) return {};
  const std::string_view folder = path_key.substr(0, end);
  return IsOneOf(folder, kEverybodysFolders) ? std::string_view() : folder;
}

std::string StrongestHash(std::string_view text) {
  std::string_view best;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",; "), text.size());
    std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = part.find('=');
    if (equals != std::string_view::npos) {
      if (EqualsFolded(part.substr(0, equals), "imphash")) continue;
      part.remove_prefix(equals + 1);
    }
    if (!IsHashSize(part.size()) || !IsHex(part)) continue;
    if (part.find_first_not_of('0') == std::string_view::npos) continue;
    if (part.size() > best.size()) best = part;
  }
  return Folded(best);
}

std::string DestinationKey(std::string_view text) {
  text = Trim(text);
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    text.remove_prefix(scheme + 3);
  }
  text = text.substr(0, text.find_first_of("/?# "));
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos)
    text.remove_prefix(at + 1);
  if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
  while (text.ends_with('.')) text.remove_suffix(1);
  if (text.find('.') == std::string_view::npos) return {};
  if (AddressKey(text)) return {};  // told apart as addresses
  return FoldedKey(text);
}

}  // namespace noroshi
