#include "rules/sigma/log_source.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

// When a row is offered.
enum class Offered : std::uint8_t {
  kAlways,
  kNativeProcess,  // LoadOptions::native_process_creation
  kNativeOther,    // LoadOptions::native_other
};

struct Row {
  std::string_view category;
  std::string_view service;
  std::string_view channels;  // a trailing '*' makes prefixes of them
  std::string_view event_ids;
  std::string_view field;
  std::string_view values;
  FieldAliases aliases;
  Offered offered;
  std::string_view product = {};  // empty: Windows itself
};

using enum FieldAliases;
using enum Offered;
constexpr Row kRows[] = {
#include "rules/sigma/log_source_table.inc"
};

struct OtherRow {
  std::string_view category;
  std::string_view product;
  std::string_view service;
  std::string_view channels;
  std::string_view event_ids;
  FieldAliases aliases;
};

constexpr OtherRow kOtherRows[] = {
#include "rules/sigma/log_source_other.inc"
};

std::uint32_t ParseEventId(std::string_view text) noexcept {
  std::uint32_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id;
}

GateAlternative MakeAlternative(const Row& row) {
  GateAlternative alternative{.channels = {},
                              .channel_prefix = row.channels.ends_with('*'),
                              .event_ids = {},
                              .value_field = std::string(row.field),
                              .values = {},
                              .aliases = row.aliases,
                              .name = {}};
  const std::string_view channels =
      row.channels.substr(0, row.channels.size() - (alternative.channel_prefix ? 1 : 0));
  for (const auto channel : Split(channels, ';')) alternative.channels.emplace_back(channel);
  for (const auto id : Split(row.event_ids, ';')) {
    alternative.event_ids.push_back(ParseEventId(id));
  }
  for (const auto value : Split(row.values, ';')) alternative.values.emplace_back(value);
  return alternative;
}

// "Microsoft-Windows-Sysmon/Operational", 1 => "sysmon/1": what findings show.
std::string ShortName(const GateAlternative& alternative, const LogSource& log_source) {
  std::string name = log_source.service;
  if (name.empty() && !alternative.channels.empty()) {
    std::string_view channel = alternative.channels.front();
    for (const std::string_view prefix : {"Microsoft-Windows-", "Windows "}) {
      if (channel.starts_with(prefix)) channel.remove_prefix(prefix.size());
    }
    name = ToLowerAscii(channel.substr(0, channel.find('/')));
  }
  if (alternative.event_ids.size() == 1) {
    name += "/" + std::to_string(alternative.event_ids.front());
  }
  return name;
}

bool IsOffered(const Row& row, const LogSource& log_source, const LoadOptions& options) noexcept {
  if (!log_source.service.empty()) return true;  // the rule itself says which alternative it wants
  switch (row.offered) {
    case kAlways: return true;
    case kNativeProcess: return options.native_process_creation;
    case kNativeOther: return options.native_other;
  }
  return true;
}

bool IsWindows(const LogSource& log_source) {
  return log_source.product.empty() || EqualsIgnoreCase(log_source.product, "windows");
}

bool IsOfProduct(const Row& row, const LogSource& log_source) noexcept {
  return row.product.empty() ? IsWindows(log_source)
                             : EqualsIgnoreCase(row.product, log_source.product);
}

// The rows of one attribute; an absent attribute has none.
std::vector<GateAlternative> RowsOf(std::string_view Row::*column, std::string_view wanted,
                                    const LogSource& log_source, const LoadOptions& options) {
  std::vector<GateAlternative> found;
  if (wanted.empty()) return found;
  for (const Row& row : kRows) {
    if (EqualsIgnoreCase(row.*column, wanted) && IsOfProduct(row, log_source) &&
        IsOffered(row, log_source, options)) {
      found.push_back(MakeAlternative(row));
    }
  }
  return found;
}

bool HasChannel(const GateAlternative& alternative, std::string_view channel) {
  return std::ranges::any_of(alternative.channels, [&](const std::string& other) {
    return alternative.channel_prefix ? EqualsIgnoreCase(channel.substr(0, other.size()), other)
                                      : EqualsIgnoreCase(channel, other);
  });
}

// What both a category and a service allow (S-2.3). Services restrict channels only.
std::vector<GateAlternative> Intersect(const std::vector<GateAlternative>& categories,
                                       const std::vector<GateAlternative>& services) {
  std::vector<GateAlternative> both;
  for (const GateAlternative& category : categories) {
    for (const GateAlternative& service : services) {
      GateAlternative joined = category;
      std::erase_if(joined.channels,
                    [&](const std::string& channel) { return !HasChannel(service, channel); });
      if (!joined.channels.empty()) both.push_back(std::move(joined));
    }
  }
  return both;
}

// '@' of a channel is what the rule calls the service.
std::string WithService(std::string_view channel, const LogSource& log_source) {
  const std::size_t mark = channel.find('@');
  if (mark == std::string_view::npos) return std::string(channel);
  return std::string(channel.substr(0, mark)) + log_source.service;
}

bool Names(const OtherRow& row, const LogSource& log_source) {
  return EqualsIgnoreCase(row.category, log_source.category) &&
         EqualsIgnoreCase(row.product, log_source.product) &&
         (row.service == "*" ? !log_source.service.empty()
                             : EqualsIgnoreCase(row.service, log_source.service));
}

GateAlternative MakeOther(const OtherRow& row, const LogSource& log_source) {
  GateAlternative alternative;
  alternative.channel_prefix = row.channels.ends_with('*');
  alternative.aliases = row.aliases;
  for (const std::string_view id : Split(row.event_ids, ';')) {
    alternative.event_ids.push_back(ParseEventId(id));
  }
  std::string_view channels = row.channels;
  if (alternative.channel_prefix) channels.remove_suffix(1);
  for (const std::string_view channel : Split(channels, ';')) {
    alternative.channels.push_back(WithService(channel, log_source));
  }
  alternative.name = alternative.channels.front();
  if (alternative.channel_prefix) alternative.name += '*';
  if (row.event_ids.empty()) return alternative;
  alternative.name += '/';
  alternative.name += row.event_ids;
  return alternative;
}

// A channel of the user's own, "product:service", that the rule's log source names. An attribute
// that the rule does not state holds for all.
bool NamesMapped(std::string_view channel, const LogSource& log_source) {
  const std::size_t mark = std::min(channel.find(kLogsourceMark), channel.size());
  const std::string_view first = channel.substr(0, mark);
  const std::string_view second = channel.substr(std::min(mark + 1, channel.size()));
  const std::string& leading =
      log_source.product.empty() ? log_source.category : log_source.product;
  const std::string& trailing = !log_source.service.empty()  ? log_source.service
                                : log_source.product.empty() ? log_source.service
                                                             : log_source.category;
  if (leading.empty() || !EqualsIgnoreCase(first, leading)) return false;
  return trailing.empty() || EqualsIgnoreCase(second, trailing);
}

// Evidence that is not Windows' own.
void AddOthers(const LogSource& log_source, const LoadOptions& options,
               std::vector<GateAlternative>& alternatives) {
  for (const OtherRow& row : kOtherRows) {
    if (row.service == "*" && !alternatives.empty()) continue;  // a row of its own came before
    if (Names(row, log_source)) alternatives.push_back(MakeOther(row, log_source));
  }
  GateAlternative mapped;
  for (const std::string& channel : options.mapped_channels) {
    if (NamesMapped(channel, log_source)) mapped.channels.push_back(channel);
  }
  if (mapped.channels.empty()) return;
  mapped.aliases = alternatives.empty() ? FieldAliases::kNone : alternatives.back().aliases;
  mapped.name = mapped.channels.front();
  alternatives.push_back(std::move(mapped));
}

// The rows of Windows' own log sources.
void AddWindows(const LogSource& log_source, const LoadOptions& options,
                ResolvedLogSource& resolved) {
  auto categories = RowsOf(&Row::category, log_source.category, log_source, options);
  auto services = RowsOf(&Row::service, log_source.service, log_source, options);
  auto& alternatives = resolved.gate.alternatives;
  if (log_source.service.empty()) {
    alternatives = std::move(categories);
  } else if (log_source.category.empty()) {
    alternatives = std::move(services);
  } else {
    alternatives = Intersect(categories, services);
    resolved.clash = alternatives.empty() && !categories.empty() && !services.empty();
  }
  for (GateAlternative& one : alternatives) one.name = ShortName(one, log_source);
}

}  // namespace

ResolvedLogSource ResolveLogSource(const LogSource& log_source, const LoadOptions& options) {
  ResolvedLogSource resolved;
  if (log_source.category.empty() && log_source.service.empty() && IsWindows(log_source)) {
    resolved.gate.kind = log_source.product.empty() ? Gate::Kind::kAny : Gate::Kind::kAnyWindows;
    return resolved;
  }
  AddWindows(log_source, options, resolved);
  auto& alternatives = resolved.gate.alternatives;
  AddOthers(log_source, options, alternatives);
  if (!alternatives.empty()) resolved.gate.kind = Gate::Kind::kAlternatives;
  return resolved;
}

bool TestsItsOwnChannel(const Rule& rule) {
  using Kind = ExprNode::Kind;
  std::vector<bool> implies(rule.condition.size(), false);  // node true => a Channel test is true
  for (std::size_t i = 0; i < rule.condition.size(); ++i) {
    const ExprNode& node = rule.condition[i];
    const auto child_implies = [&](std::uint32_t child) -> bool { return implies[child]; };
    if (node.kind == Kind::kTest) {
      const Test& test = rule.tests[node.test];
      implies[i] = test.field == "Channel" && test.op == TestOp::kGlob;
    } else if (node.kind == Kind::kAnd) {
      implies[i] = std::ranges::any_of(node.children, child_implies);
    } else if (node.kind == Kind::kOr) {
      implies[i] = std::ranges::all_of(node.children, child_implies);
    }
  }
  return !implies.empty() && implies.back();
}

}  // namespace noroshi::sigma
