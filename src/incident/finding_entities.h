// What a finding is about: the accounts, addresses, files, services ... its fields name. Which
// field names what is one table in the source.
//
// Pure; views are borrowed from the finding, results own their texts. Cost: a hash look-up a field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "finding/level.h"
#include "incident/weights.h"

namespace noroshi {

// One finding as far as incidents need it.
struct IncidentFinding {
  std::string_view id, host, channel;
  Timestamp time;
  // Of the first record that was joined, where all are the host's own; zero when none was.
  Timestamp since;
  Level level{};
  // The caller's number for the rule; RuleFactsOf knows it.
  std::uint32_t rule = 0;
  std::uint32_t event_id = 0;
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  // Of a correlation or analytic.
  std::vector<std::string_view> member_hosts;
  // Addresses that their records say somebody came from.
  std::vector<std::string_view> member_sources;
};

// An entity before it is known which hosts and accounts there are: kHost is any computer's name,
// kAddress any address, and an account's key is made by AccountEntityKey. Equal keys of one kind
// are one thing; `shown` is how evidence wrote it.
struct RawEntity {
  EntityKind kind{};
  std::string key, shown;
};

// An address was `host`'s when the finding's event happened.
struct AddressUse {
  // Both keys, as entity.h makes them.
  std::string address, host;
};

// A security identifier is that account's.
struct SidName {
  // The SID folded, and an AccountEntityKey.
  std::string sid, account;
};

struct FindingEntities {
  // Each once, in the order of the fields.
  std::vector<RawEntity> entities;
  std::vector<AddressUse> addresses;
  std::vector<SidName> sids;
  // For findings without a host: key of the address they come from, or "".
  std::string source;
  // Other computers that somebody came from or went to, as evidence writes their names.
  std::vector<std::string> other_ends;
};

[[nodiscard]] FindingEntities EntitiesOf(const IncidentFinding& finding);

// "user\ndomain"; a SID without a name is "\nS-1-5-21-...".
[[nodiscard]] std::string AccountEntityKey(std::string_view user, std::string_view domain);

}  // namespace noroshi
