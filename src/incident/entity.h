// Names of things, brought to one form so that two logs that mean the same say the same.
//
// Pure functions; results own their texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace noroshi {

// "SRV01.corp.example." -> "srv01.corp.example". "" for what names no host ("-", "localhost").
[[nodiscard]] std::string HostKey(std::string_view name);
// The part before the first dot; all of an address. A view of the argument.
[[nodiscard]] std::string_view ShortHost(std::string_view host_key);

// An address in one spelling: zone, brackets, port and IPv4-mapping are cut. Nothing for text that
// is no address, and for addresses that mean no particular machine (loopback, multicast, ...).
[[nodiscard]] std::optional<std::string> AddressKey(std::string_view text);

// An account as evidence writes it.
struct AccountName {
  // Folded; domain is short ("corp"), "" when none is given.
  std::string user, domain;

  friend bool operator==(const AccountName&, const AccountName&) = default;
};
// "CORP\u", "u@corp.example", "u" with `domain` beside. Nothing for accounts that every machine has
// (SYSTEM, services, anonymous) and for machines' own (NAME$).
[[nodiscard]] std::optional<AccountName> ReadAccount(std::string_view user,
                                                     std::string_view domain);
// A security identifier of a person or group made by somebody, not by the system. S-1-5-21-...: of
// a domain or a machine, its built-in accounts included.
[[nodiscard]] bool IsOwnSid(std::string_view text) noexcept;

// Folded; device prefix, quotes and the name of the user's folder cut. "" when it is no path.
[[nodiscard]] std::string PathKey(std::string_view path);
// Folders whose programs are on every machine: sharing one of them says nothing.
[[nodiscard]] bool IsCommonPlace(std::string_view path_key) noexcept;

// The folder of a PathKey; "" for those that all kinds of programs use (temp, downloads, ...). A
// view of the argument.
[[nodiscard]] std::string_view FolderKey(std::string_view path_key) noexcept;

// The strongest hash of "SHA1=..,MD5=..,SHA256=..", or of a bare hash; "" when there is none.
[[nodiscard]] std::string StrongestHash(std::string_view text);

// Host part of an URL, "name:port" or name; "" for what is no name on a network.
[[nodiscard]] std::string DestinationKey(std::string_view text);

}  // namespace noroshi
