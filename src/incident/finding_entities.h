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
  Level level{};
  std::uint32_t rule = 0;  // the caller's number
  std::uint32_t event_id = 0;
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  std::vector<std::string_view> member_hosts;  // of a correlation or analytic
};

// An entity before it is known which hosts and accounts there are: kHost is any computer's name,
// kAddress any address, and an account's key is made by AccountEntityKey.
struct RawEntity {
  EntityKind kind{};
  std::string key, shown;
};

// An address was `host`'s when the finding's event happened.
struct AddressUse {
  std::string address, host;  // keys
};

// A security identifier is that account's.
struct SidName {
  std::string sid, account;  // keys
};

struct FindingEntities {
  std::vector<RawEntity> entities;  // without repeats
  std::vector<AddressUse> addresses;
  std::vector<SidName> sids;
  std::string source;  // for findings without a host: key of the address they come from, or ""
};

[[nodiscard]] FindingEntities EntitiesOf(const IncidentFinding& finding);

// "user\ndomain"; a SID without a name is "\nS-1-5-21-...".
[[nodiscard]] std::string AccountEntityKey(std::string_view user, std::string_view domain);

}  // namespace noroshi
