// Texts in auditd's records: hex where a text holds blanks, quotes or bytes beyond ASCII, and paths
// as the program gave them. Source: audit-userspace, "audit event fields" (which fields the kernel
// encodes). Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace noroshi::lines {

// Is it a field that the kernel or auditd writes in hex when it has to?
[[nodiscard]] bool MayBeAuditHex(std::string_view key) noexcept;

// Upper-case hex of an even number of digits => the text, with blanks for the NULs that separate
// arguments; "" for anything else, and for bytes that are no UTF-8.
[[nodiscard]] std::string DecodeAuditHex(std::string_view text);

// `name` as seen from `folder`, which begins with '/'; "." and ".." are followed by their letter,
// links are not known.
[[nodiscard]] std::string JoinAuditPath(std::string_view folder, std::string_view name);

// The socket address that the kernel writes as it is in memory (SOCKADDR's saddr). `family` is
// empty for what is no address of the internet protocol, or cut short.
struct AuditAddress {
  std::string_view family;  // as auditd names it: "inet", "inet6"
  std::string address, port;
};
[[nodiscard]] AuditAddress DecodeAuditAddress(std::string_view hex);

}  // namespace noroshi::lines
