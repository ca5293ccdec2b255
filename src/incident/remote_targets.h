// Other computers that a command line or a script works on: `\\SRV1\c$`, `wmic /node:SRV1`,
// `schtasks /s SRV1`, `Invoke-Command -ComputerName SRV1`. Ordinary shares are not among them:
// every computer reads those of the file server.
//
// Pure; the views are parts of the argument. Linear in the text, of which kMaxCommandBytes are
// read.
#pragma once

#include <string_view>
#include <vector>

namespace noroshi {

// A command that names more is a sweep, not a way.
inline constexpr std::size_t kMostRemoteTargets = 8;
// What scripts put after this is data.
inline constexpr std::size_t kMaxCommandBytes = 8'192;

// Names and addresses as they are written, each once: those of shares, then those behind options,
// each in the order of the text; this computer's own (`.`, `localhost`, loopback) left out.
[[nodiscard]] std::vector<std::string_view> RemoteTargetsOf(std::string_view command);

}  // namespace noroshi
