// Requests of implants that can be told by arithmetic instead of by an address: in a URL, a body, a
// capture, or the memory of the program that sends them.
//
// Pure functions, safe from any thread. No allocation unless something fits.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace noroshi::decoders {

// Datper's parameter: `[a-z0-9]{3,8}=`, eight hex digits, the CRC-32 of those digits as text, then
// 1 or 2. Source: JPCERT/CC, "Detecting Datper Malware from Proxy Logs" (2017).
[[nodiscard]] bool IsDatperParameter(std::string_view name, std::string_view value) noexcept;

// VSingle's first request: `ufw` holds an address, a version of Windows and its own, as base64,
// with bars between, and `uis` follows. Source: JPCERT/CC's article of March 2021. Nothing for more
// than 256 characters, and for what is no such request; '=' may be escaped as %3D.
struct VsingleRequest {
  std::string address, windows, version;
};
[[nodiscard]] std::optional<VsingleRequest> ReadVsingleRequest(std::string_view ufw);

enum class RequestForm : std::uint8_t { kLodeinfo, kDatper, kVsingle, kEncodedAgent };

struct FoundRequest {
  RequestForm form{};
  std::size_t offset = 0;  // of the parameter's name
  std::size_t bytes = 0;
  std::string detail;  // what was read out of it, for a person
};

// Looks for all of these in any bytes, memory of a process included, and calls `found` in the order
// of their places. Linear whatever the bytes are: one look at each '=' and ':', and at the value
// behind it, of which no two share more than 256 characters. Values longer than a megabyte are
// passed over.
void FindRequests(std::string_view bytes, const std::function<void(const FoundRequest&)>& found);

}  // namespace noroshi::decoders
