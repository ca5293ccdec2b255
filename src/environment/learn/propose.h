// ProposeEnvironment: from what was learnt to an environment.yaml that a person can check: every
// entry with its numbers and a confidence.
//
// What attackers do must not be learnt as normal. So roles that quieten findings (jump hosts,
// scanners, update servers, administrators' accounts) are proposed only for what happened on at
// least five days and on a good share of all days that the evidence has; what was seen less often
// stands under to_confirm, which nothing uses. Nothing is ever put into the allow-list.
//
// Pure functions of the facts.
#pragma once

#include <string>

#include "environment/environment.h"
#include "environment/learn/learnt.h"

namespace noroshi {

[[nodiscard]] Environment ProposeEnvironment(const LearntFacts& facts);

// Parts of it, each in a file of its own. They add to `out`.
// Roles of computers.
void ProposeRoles(const LearntFacts& facts, Environment& out);
// Accounts of administrators and services.
void ProposeAccounts(const LearntFacts& facts, Environment& out);
// VPN pools, update servers, own domains, destinations to confirm.
void ProposeNetworks(const LearntFacts& facts, Environment& out);
// Naming schemes and sites. Call it last: kinds of schemes go by the roles that are proposed.
void ProposeNames(const LearntFacts& facts, Environment& out);

// How the numbers are judged.
inline constexpr unsigned kRegularDays = 5;
// Whether something seen on these days happens as a rule: on kRegularDays or more, and on at least
// one in `share` of the days that the evidence has.
[[nodiscard]] bool IsRegular(const SightingSum& sum, const LearntFacts& facts, unsigned share);
// "on 9 of 14 days".
[[nodiscard]] std::string DaysText(const SightingSum& sum, const LearntFacts& facts);
// "1,234 logons", "1 logon".
[[nodiscard]] std::string CountText(std::uint64_t count, std::string_view what);

// A list of to_confirm is cut here; those seen most often stay.
inline constexpr std::size_t kMaxToConfirm = 100;
void AddToConfirm(std::string_view list, std::vector<std::pair<std::uint64_t, ToConfirm>> rows,
                  Environment& out);

}  // namespace noroshi
