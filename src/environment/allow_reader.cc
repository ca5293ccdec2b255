#include "environment/allow_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/case_fold.h"
#include "environment/name_pattern.h"

namespace noroshi {
namespace {

constexpr std::size_t kDayBytes = 10;  // "2027-03-31"
constexpr std::size_t kMaxTextBytes = 4'096;

struct TextKey {
  std::string_view key;
  std::string AllowEntry::*text;
};
constexpr TextKey kKeys[] = {
    {"rule", &AllowEntry::rule},       {"host", &AllowEntry::host},
    {"account", &AllowEntry::account}, {"address", &AllowEntry::address},
    {"field", &AllowEntry::field},     {"value", &AllowEntry::value},
    {"reason", &AllowEntry::reason},   {"expires", &AllowEntry::expires},
};

// Takes all keys; false after a fault.
bool TakeKeys(const YamlNode& node, ProblemList& list, AllowEntry& entry) {
  bool good = true;
  for (const YamlEntry& one : node.entries) {
    const auto key = std::ranges::find(kKeys, one.key->text, &TextKey::key);
    if (key == std::end(kKeys)) {
      list.Add(problems::kUnknownKey, *one.key, fmt::format("unknown key '{}'", one.key->text),
               "known keys: rule, host, account, address, field, value, reason, expires");
      good = false;
      continue;
    }
    const YamlNode& value = *one.value;
    if (!value.is_scalar() || value.IsNull() || value.text.empty() ||
        value.text.size() > kMaxTextBytes) {
      list.Add(problems::kWrongForm, value, fmt::format("{} is a text", key->key));
      good = false;
      continue;
    }
    const bool pattern = key->text != &AllowEntry::reason && key->text != &AllowEntry::expires;
    if (pattern && StandsForEverything(value.text)) {
      list.Add(problems::kMatchesAll, value, fmt::format("'{}' is everything", value.text));
      good = false;
    }
    entry.*key->text = value.text;
  }
  return good;
}

bool CheckExpiry(const YamlNode& node, ProblemList& list, AllowEntry& entry) {
  if (entry.expires.empty()) {
    list.Add(problems::kNoExpiry, node, "an allowed thing has an expiry");
    return false;
  }
  if (EqualsFolded(entry.expires, "never")) return true;
  entry.until = EndOfDay(entry.expires);
  if (entry.until) return true;
  const YamlNode* place = node.Find("expires");
  list.Add(problems::kBadDate, place == nullptr ? node : *place,
           fmt::format("'{}' is no day", entry.expires));
  return false;
}

bool CheckAddress(const YamlNode& node, ProblemList& list, const AllowEntry& entry) {
  if (entry.address.empty() || ParseIpNetwork(entry.address)) return true;
  const YamlNode* place = node.Find("address");
  list.Add(problems::kNotAnAddress, place == nullptr ? node : *place,
           fmt::format("'{}' is no address or range", entry.address),
           "for the name of a computer use host:, for other texts value:");
  return false;
}

}  // namespace

std::optional<Timestamp> EndOfDay(std::string_view day) {
  if (day.size() != kDayBytes) return std::nullopt;
  auto time = ParseIso8601(day);
  if (time) time->ticks += kTicksPerDay;
  return time;
}

bool ReadAllowEntry(const YamlNode& node, ProblemList& list, AllowEntry& entry) {
  if (!node.is_mapping()) {
    list.Add(problems::kWrongForm, node, "an allowed thing is a map");
    return false;
  }
  entry.path = list.path();
  entry.line = node.line;
  bool good = TakeKeys(node, list, entry);
  if (entry.rule.empty() && entry.host.empty() && entry.account.empty() && entry.address.empty() &&
      entry.value.empty()) {
    list.Add(problems::kNoCondition, node, "an allowed thing says what is allowed");
    good = false;
  }
  if (!entry.field.empty() && entry.value.empty()) {
    list.Add(problems::kWrongForm, node, "field: narrows value:, which is not there");
    good = false;
  }
  if (entry.reason.empty()) {
    list.Add(problems::kNoReason, node, "an allowed thing has a reason");
    good = false;
  }
  good = CheckAddress(node, list, entry) && good;
  return CheckExpiry(node, list, entry) && good;
}

}  // namespace noroshi
