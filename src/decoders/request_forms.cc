#include "decoders/request_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/crc32.h"
#include "decoders/base64.h"
#include "decoders/lodeinfo_beacon.h"

namespace noroshi::decoders {
namespace {

constexpr std::size_t kHexDigits = 8;
constexpr std::size_t kMostNameBytes = 64, kMostValueBytes = std::size_t{1} << 20;
// Address, Windows and version as base64, with each '=' escaped. Its alphabet has all letters of
// "ufw=" in it, so without an end to a value, many of them in a row would each be read to the last.
constexpr std::size_t kMostVsingleBytes = 256;
// A shorter value cannot hold a LODEINFO head and body.
constexpr std::size_t kLeastBeaconBytes = 100;
constexpr std::string_view kEncodedMozilla = "TW96aWxsYS";  // "Mozilla" and half of what follows

bool IsLowerAlnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool IsLowerHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }
bool IsNameByte(char c) {
  return IsLowerAlnum(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

bool IsAddress(std::string_view text) {
  int dots = 0, digits = 0;
  for (const char c : text) {
    if (c == '.') {
      if (digits == 0) return false;
      ++dots;
      digits = 0;
    } else if (c < '0' || c > '9' || ++digits > 3) {
      return false;
    }
  }
  return dots == 3 && digits != 0;
}

bool IsPrintable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

// The characters from `at` on that satisfy `belongs`, at most `most` and one more.
template <class Belongs>
std::string_view RunAt(std::string_view bytes, std::size_t at, std::size_t most, Belongs belongs) {
  const std::string_view rest = bytes.substr(at, most + 1);
  std::size_t end = 0;
  while (end < rest.size() && belongs(rest[end])) ++end;
  return rest.substr(0, end);
}

std::string_view NameBefore(std::string_view bytes, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < kMostNameBytes && IsNameByte(bytes[begin - 1])) --begin;
  return bytes.substr(begin, at - begin);
}

// What a '=' at `at` belongs to.
std::optional<FoundRequest> ReadParameter(std::string_view bytes, std::size_t at) {
  const std::string_view name = NameBefore(bytes, at);
  if (name.empty()) return std::nullopt;
  FoundRequest request;
  request.offset = at - name.size();
  if (IsDatperParameter(name, bytes.substr(at + 1, 2 * kHexDigits + 1))) {
    request.form = RequestForm::kDatper;
    request.bytes = name.size() + 1 + 2 * kHexDigits + 1;
    request.detail = std::string(bytes.substr(request.offset, request.bytes));
    return request;
  }
  if (name == "ufw") {
    const std::string_view value = RunAt(bytes, at + 1, kMostVsingleBytes, [](char c) {
      return IsBase64(c, Base64Form::kStandard) || c == '=' || c == '%';
    });
    const auto vsingle = ReadVsingleRequest(value);
    if (!vsingle.has_value()) return std::nullopt;
    request.form = RequestForm::kVsingle;
    request.bytes = name.size() + 1 + value.size();
    request.detail = vsingle->address + "|" + vsingle->windows + "|" + vsingle->version;
    return request;
  }
  const std::string_view data = RunAt(bytes, at + 1, kMostValueBytes, [](char c) {
    return IsBase64(c, Base64Form::kUrlDots) || c == '.';
  });
  if (data.size() < kLeastBeaconBytes || data.size() > kMostValueBytes) return std::nullopt;
  const auto beacon = ReadLodeinfoBeacon(name, data);
  if (!beacon.has_value()) return std::nullopt;
  request.form = RequestForm::kLodeinfo;
  request.bytes = name.size() + 1 + data.size();
  request.detail =
      fmt::format("{} characters, {} bytes encrypted{}{}", beacon->body_characters,
                  beacon->cipher_bytes, beacon->head_is_ciphered ? ", head ciphered" : "",
                  beacon->length_is_masked ? ", length masked" : "");
  return request;
}

// What a ':' at `at` belongs to: a user agent that is base64 of one.
std::optional<FoundRequest> ReadHeader(std::string_view bytes, std::size_t at) {
  std::size_t value = at + 1;
  while (value < bytes.size() && bytes[value] == ' ') ++value;
  if (!bytes.substr(value).starts_with(kEncodedMozilla)) return std::nullopt;
  constexpr std::string_view kAgent = "user-agent";
  const std::string_view name = NameBefore(bytes, at);
  const bool is_agent =
      std::equal(name.begin(), name.end(), kAgent.begin(), kAgent.end(),
                 [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
  if (!is_agent) return std::nullopt;
  return FoundRequest{RequestForm::kEncodedAgent, at - name.size(),
                      value + kEncodedMozilla.size() - (at - name.size()),
                      "user agent that is base64 of \"Mozilla\""};
}

}  // namespace

bool IsDatperParameter(std::string_view name, std::string_view value) noexcept {
  if (name.size() < 3 || name.size() > 8 || value.size() < 2 * kHexDigits + 1) return false;
  const std::string_view seed = value.substr(0, kHexDigits);
  const std::string_view sum = value.substr(kHexDigits, kHexDigits);
  const char kind = value[2 * kHexDigits];
  if ((kind != '1' && kind != '2') || !std::all_of(name.begin(), name.end(), IsLowerAlnum) ||
      !std::all_of(seed.begin(), seed.end(), IsLowerHex) ||
      !std::all_of(sum.begin(), sum.end(), IsLowerHex)) {
    return false;
  }
  const std::uint32_t crc =
      Crc32Of(Bytes(reinterpret_cast<const std::uint8_t*>(seed.data()), seed.size()));  // NOLINT
  std::uint32_t stated = 0;
  for (const char c : sum) {
    stated = stated << 4 | static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return stated == crc;
}

std::optional<VsingleRequest> ReadVsingleRequest(std::string_view ufw) {
  if (ufw.size() > kMostVsingleBytes) return std::nullopt;
  std::string plain(ufw);
  // '=' is often escaped in URLs.
  for (std::size_t at = plain.find("%3D"); at != std::string::npos; at = plain.find("%3D")) {
    plain.replace(at, 3, "=");
  }
  std::vector<std::uint8_t> bytes;
  if (!DecodeBase64(plain, Base64Form::kStandard, bytes)) return std::nullopt;
  const std::string text(bytes.begin(), bytes.end());
  const std::size_t first = text.find('|');
  const std::size_t second = first == std::string::npos ? first : text.find('|', first + 1);
  if (second == std::string::npos || !IsPrintable(text)) return std::nullopt;
  VsingleRequest request{text.substr(0, first), text.substr(first + 1, second - first - 1),
                         text.substr(second + 1)};
  if (!IsAddress(request.address) || request.windows.empty() || request.version.empty()) {
    return std::nullopt;
  }
  return request;
}

void FindRequests(std::string_view bytes, const std::function<void(const FoundRequest&)>& found) {
  std::vector<FoundRequest> requests;
  for (std::size_t at = bytes.find('='); at != std::string_view::npos;
       at = bytes.find('=', at + 1)) {
    if (auto request = ReadParameter(bytes, at)) requests.push_back(*std::move(request));
  }
  for (std::size_t at = bytes.find(':'); at != std::string_view::npos;
       at = bytes.find(':', at + 1)) {
    if (auto request = ReadHeader(bytes, at)) requests.push_back(*std::move(request));
  }
  std::stable_sort(requests.begin(), requests.end(),
                   [](const auto& a, const auto& b) { return a.offset < b.offset; });
  for (const FoundRequest& request : requests) found(request);
}

}  // namespace noroshi::decoders
