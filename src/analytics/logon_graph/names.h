// Names of accounts, hosts and addresses as the graph tells them apart.
//
// Records spell one account in many ways (CORP\tanaka, tanaka@corp.example, tanaka at a gateway),
// and one host as HQ-FS01 and hq-fs01.corp.example. Keys are hashes of the part that all of them
// share; 0 stands for nobody in particular. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace noroshi {

// An account that a person or a service logs on with: its name without domain, in lower case; an
// account of the host's own is told apart by the host. 0 for machine accounts, for the system's own
// accounts and for anonymous logons: everybody has those.
[[nodiscard]] std::uint64_t AccountKey(std::string_view account, std::string_view host);
// The host whose machine account this is ("HQ-PC12$"), without the "$"; "" for other accounts.
[[nodiscard]] std::string_view MachineOf(std::string_view account) noexcept;

// The first label of a name in upper case, without leading backslashes. 0 for "" and "localhost".
[[nodiscard]] std::uint64_t HostHash(std::string_view host);
[[nodiscard]] std::string HostLabel(std::string_view host);

// 0 for "", loopback, "LOCAL" and the unspecified address. Never equals a host's key.
[[nodiscard]] std::uint64_t AddressHash(std::string_view address);
[[nodiscard]] bool IsAddress(std::string_view text) noexcept;
// Dotted IPv4 only.
[[nodiscard]] std::optional<std::uint32_t> Ipv4Of(std::string_view text) noexcept;
[[nodiscard]] std::string Ipv4Text(std::uint32_t address);
// Of what a list calls a machine: by its address where it is one, else by its name.
[[nodiscard]] std::uint64_t PlaceKey(std::string_view name_or_address);

}  // namespace noroshi
