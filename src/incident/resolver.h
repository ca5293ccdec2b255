// Resolver: which names mean the same host or account, once all findings are in.
//
// A host is known by its name without domain as long as only one domain has it. An address is the
// host's that used it nearest in time. An account without domain, or known by its SID only, is the
// one account with that name or SID; an account of a computer's own is told apart by computer.
//
// Built once; const access is safe from any thread. Borrows the table.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "incident/cells.h"

namespace noroshi {

inline constexpr std::uint32_t kNoHost = ~std::uint32_t{0};

// What a name came to. Equal values mean the same thing.
struct Resolved {
  EntityKind kind{};
  std::string key;
  // kHost and kReached: its number, or kNoHost for one without findings.
  std::uint32_t host = 0;
};

class Resolver {
 public:
  explicit Resolver(const CellTable& table);

  // Numbers of hosts, from 0 in the order of their first finding.
  [[nodiscard]] std::uint32_t HostOf(const FindingCell& cell) const;
  [[nodiscard]] std::size_t host_count() const noexcept { return names_.size(); }
  [[nodiscard]] const std::string& NameOf(std::uint32_t host) const { return names_[host]; }

  // The number of the host with that name, if it has findings anywhere.
  [[nodiscard]] std::optional<std::uint32_t> Named(std::string_view name) const;
  // `time` decides whose an address was. Linear in the uses of an address.
  [[nodiscard]] Resolved Resolve(const RawEntity& entity, Timestamp time) const;

 private:
  [[nodiscard]] std::string Canonical(std::string_view host_key) const;
  [[nodiscard]] std::optional<std::uint32_t> Known(std::string_view host_key) const;
  [[nodiscard]] std::optional<std::uint32_t> AtAddress(const std::string& address,
                                                       Timestamp time) const;
  [[nodiscard]] Resolved ResolveReached(const std::string& key, Timestamp time) const;
  [[nodiscard]] Resolved ResolveAccount(std::string_view key) const;
  [[nodiscard]] std::string PlaceName(const FindingCell& cell) const;
  void LearnNames();
  void LearnHosts();
  void LearnAccounts();

  const CellTable& table_;
  // The full names that share a short one, by the short one.
  std::unordered_map<std::string, std::set<std::string>> full_names_;
  // Numbers of hosts, by canonical name.
  std::unordered_map<std::string, std::uint32_t> hosts_;
  // Names as people see them, by number of the host.
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::vector<const AddressSpan*>> by_address_;
  // The domains that a user's name was seen in.
  std::unordered_map<std::string, std::set<std::string>> domains_;
  std::unordered_map<std::string, std::string> by_sid_;
};

}  // namespace noroshi
