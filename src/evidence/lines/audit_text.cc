#include "evidence/lines/audit_text.h"

#include <algorithm>
#include <array>

#include "base/ip_network.h"
#include "base/utf.h"

namespace noroshi::lines {
namespace {

int HexDigit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool IsUtf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t size = Utf8SequenceBytes(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

}  // namespace

bool MayBeAuditHex(std::string_view key) noexcept {
  static constexpr std::string_view kKeys[] = {
      "acct",      "cgroup",   "cmd",   "comm",        "cwd",      "data",   "device",
      "dir",       "exe",      "file",  "grp",         "key",      "name",   "new-chardev",
      "new-disk",  "new-fs",   "ocomm", "old-chardev", "old-disk", "old-fs", "path",
      "proctitle", "root_dir", "sw",    "vm",          "watch"};
  return std::binary_search(std::begin(kKeys), std::end(kKeys), key);
}

std::string DecodeAuditHex(std::string_view text) {
  std::string bytes;
  if (text.empty() || text.size() % 2 != 0) return bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = HexDigit(text[i]), low = HexDigit(text[i + 1]);
    if (high < 0 || low < 0) return {};
    const char byte = static_cast<char>(high << 4 | low);
    bytes += byte == '\0' ? ' ' : byte;
  }
  return IsUtf8(bytes) ? bytes : std::string();
}

AuditAddress DecodeAuditAddress(std::string_view hex) {
  constexpr std::size_t kInetBytes = 8, kInet6Bytes = 24, kMaxBytes = 128;
  constexpr unsigned kInet = 2, kInet6 = 10;  // AF_INET, AF_INET6
  std::array<unsigned, kMaxBytes> bytes{};
  std::size_t size = 0;
  for (; size < kMaxBytes && 2 * size + 1 < hex.size(); ++size) {
    const int high = HexDigit(hex[2 * size]), low = HexDigit(hex[2 * size + 1]);
    if (high < 0 || low < 0) return {};
    bytes[size] = static_cast<unsigned>(high << 4 | low);
  }
  IpAddress address;
  const auto take = [&](std::size_t from, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      address.bytes[16 - count + i] = static_cast<std::uint8_t>(bytes[from + i]);
    }
  };
  // The family is in the order of the machine, of which all in use put the low byte first.
  const unsigned family = bytes[0] | bytes[1] << 8;
  const std::string port = std::to_string(bytes[2] << 8 | bytes[3]);
  if (family == kInet && size >= kInetBytes) {
    address.bytes[10] = address.bytes[11] = 0xFF;
    take(4, 4);
    return {"inet", address.ToString(), port};
  }
  if (family != kInet6 || size < kInet6Bytes) return {};
  take(8, 16);
  return {"inet6", address.ToString(), port};
}

std::string JoinAuditPath(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (path.ends_with('/')) path.pop_back();
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, end);
    name.remove_prefix(std::min(end + 1, name.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      path.resize(std::min(path.rfind('/'), path.size()));
    } else {
      path += '/';
      path += part;
    }
  }
  return path.empty() ? "/" : path;
}

}  // namespace noroshi::lines
