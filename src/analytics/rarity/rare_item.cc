#include "analytics/rarity/rare_item.h"

#include <algorithm>
#include <tuple>

namespace noroshi {

void NameUse::AddUser(std::string_view user) {
  if (user.empty()) return;
  const auto at = std::ranges::lower_bound(users, user);
  if (at != users.end() && *at == user) return;
  users.emplace(at, user);
  if (users.size() > kMaxRareUsers) users.pop_back();
}

void NameUse::Add(const SeenAt& at, std::string_view user) {
  if (count == 0 || at < first) first = at;
  if (count == 0 || last < at) last = at;
  ++count;
  AddUser(user);
}

void NameUse::Merge(const NameUse& other) {
  if (other.count == 0) return;
  if (count == 0 || other.first < first) first = other.first;
  if (count == 0 || last < other.last) last = other.last;
  count += other.count;
  for (const std::string& user : other.users) AddUser(user);
}

bool IsRarer(const RareItem& a, const RareItem& b) {
  return std::tie(a.hosts, a.count, a.kind, a.value) < std::tie(b.hosts, b.count, b.kind, b.value);
}

}  // namespace noroshi
