// Sigma's field names on the logs of networks and clouds, which have names of their own: one rule
// of category proxy reads Squid, W3C logs and Zeek's http.log (docs/design/evidence.md). Private to
// native_aliases.cc.
//
// Rows of one name are tried in their order; rows marked as `more` give further values besides.
//
// A name of the evidence that is the rule's own already needs no row: the payload is asked first
// (native_aliases.h, YieldsToPayload).
#pragma once

#include <span>

#include "event/native_aliases.h"

namespace noroshi {

[[nodiscard]] std::span<const NativeAlias> WebAliases() noexcept;       // proxy, webserver
[[nodiscard]] std::span<const NativeAlias> DnsAliases() noexcept;       // dns
[[nodiscard]] std::span<const NativeAlias> FirewallAliases() noexcept;  // firewall
[[nodiscard]] std::span<const NativeAlias> M365Aliases() noexcept;      // Defender's names on audit

}  // namespace noroshi
