// AllowList: which findings are in order, by whose word and why. What it hides is counted by row
// and never dropped in silence; an entry that has expired hides nothing and is reported.
//
// Rows: the entries of `allow:` in their order, then what other lists imply:
//   update_servers, trusted_destinations   regular connections to them (the beacon analytic)
//   scanners                               scanning (T1046, T1595) that comes from one of them
//
// Frozen; const access is safe from any thread. A finding is tested against the rows that fit its
// rule and host only, so a rule without an entry costs nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "environment/environment.h"
#include "environment/name_pattern.h"

namespace noroshi {

// What a row asks of a finding's rule. Borrowed for the call.
struct AllowedRule {
  std::string_view id, title;
  std::string_view analytic;  // "beacon"; "" for other rules
  std::span<const std::string> techniques;
};

// One finding, its fields as its line shows them. Borrowed.
struct AllowedFinding {
  std::string_view host;  // "" when there is none, or several
  std::span<const std::string_view> member_hosts;
  std::span<const std::pair<std::string_view, std::string_view>> fields;
};

// A row as it is reported.
struct AllowRow {
  std::string list;  // "allow", "update_servers", ...
  std::string what;  // "rule: beacon, value: *.example"
  std::string reason;
  std::string expires;  // as written; "" where the list knows none
  std::string path;     // of the file, and the line; "" where several files say so
  std::uint32_t line = 0;
  bool expired = false;
};

class AllowList {
 public:
  // `now` decides what has expired; 0 ticks = nothing has.
  AllowList(const Environment& environment, Timestamp now);

  // No row at all: nobody has to look. Expired rows count, because they are reported.
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] const std::vector<AllowRow>& rows() const noexcept { return rows_; }

  // The rows that may hide findings of a rule, ascending; to be asked for once a rule.
  [[nodiscard]] std::vector<std::uint32_t> RowsFor(const AllowedRule& rule) const;
  // The first of `rows` that the finding fits.
  [[nodiscard]] std::optional<std::uint32_t> Find(std::span<const std::uint32_t> rows,
                                                  const AllowedFinding& finding) const;

 private:
  // Entries test what they say; implied rows test one field of one kind of rule.
  enum class Kind : std::uint8_t { kEntry, kDestinations, kScanners };
  // A row in the form that is tested. "" and an empty list mean: any.
  struct Test {
    Kind kind{};
    std::string rule, field, value;  // folded
    NamePatterns hosts, accounts;
    NamePatterns others;  // the destinations of kDestinations, the sources of kScanners
    std::optional<IpNetwork> address;
  };

  void AddEntry(const AllowEntry& entry, Timestamp now);
  void AddDestinations(std::string_view list, std::string_view reason, NamePatterns destinations);
  void AddScanners(const Environment& environment);
  [[nodiscard]] static bool Holds(const Test& test, const AllowedFinding& finding);

  // Parallel: what is said of a row, and what it tests.
  std::vector<AllowRow> rows_;
  std::vector<Test> tests_;
};

}  // namespace noroshi
