#include "event/taxonomy.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/case_fold.h"
#include "event/native_aliases.h"

namespace noroshi {
namespace {

using Sources = std::vector<FieldSource>;

constexpr std::uint32_t SlotOf(SystemField field) noexcept {
  return static_cast<std::uint32_t>(field);
}
constexpr std::uint32_t PayloadSlot(std::size_t index) noexcept {
  return static_cast<std::uint32_t>(kSystemFieldCount + index);
}

std::string_view NameAt(const EventKind& kind, const EventContext& context, std::size_t index) {
  return context.fields.Text(kind.shape->fields()[index].field);
}

// Sources for all payload fields whose name satisfies `same`.
template <class Same>
Sources PayloadWhere(const EventKind& kind, const EventContext& context, Same same) {
  Sources sources;
  for (std::size_t i = 0; i < kind.shape->fields().size(); ++i) {
    if (same(NameAt(kind, context, i))) sources.push_back({.slot = PayloadSlot(i)});
  }
  return sources;
}

// `event_name` with its spaces removed, or turned into underscores, is `name` (S-3.4). Both folded.
bool EqualsBySpaceRules(std::string_view event_name, std::string_view name) {
  if (event_name.find(' ') == std::string_view::npos) return false;
  std::string joined, underscored;
  for (const char c : event_name) {
    if (c != ' ') joined.push_back(c);
    underscored.push_back(c == ' ' ? '_' : c);
  }
  return joined == name || underscored == name;
}

// Exact, then case-insensitive, then the space rules (D-2).
Sources FindPayload(std::string_view name, const EventKind& kind, const EventContext& context) {
  Sources sources =
      PayloadWhere(kind, context, [&](std::string_view other) { return other == name; });
  const std::string folded = Folded(name);
  if (sources.empty()) {
    sources = PayloadWhere(kind, context,
                           [&](std::string_view other) { return Folded(other) == folded; });
  }
  if (sources.empty()) {
    sources = PayloadWhere(kind, context, [&](std::string_view other) {
      return EqualsBySpaceRules(Folded(other), folded);
    });
  }
  return sources;
}

FieldSource SystemSource(SystemField field) noexcept {
  switch (field) {
    case SystemField::kEventId: return {.derivation = Derivation::kEventId};
    case SystemField::kChannel: return {.derivation = Derivation::kChannel};
    case SystemField::kProviderName: return {.derivation = Derivation::kProvider};
    default: return {.slot = SlotOf(field)};
  }
}

std::array<std::string, kSystemFieldCount> FoldedSystemNames() {
  std::array<std::string, kSystemFieldCount> names;
  std::ranges::transform(kSystemFieldNames, names.begin(), Folded);
  return names;
}

std::optional<SystemField> FindSystem(std::string_view folded_name) {
  static const std::array<std::string, kSystemFieldCount> kNames = FoldedSystemNames();
  const auto name = std::ranges::find(kNames, folded_name);
  if (name == kNames.end()) return std::nullopt;
  return static_cast<SystemField>(name - kNames.begin());
}

// Names that real payloads use for something else: these mean System, always (S-3.7).
bool IsSystemOnly(SystemField field) noexcept {
  using enum SystemField;
  static constexpr std::array kOnly = {kEventId, kProviderName, kLevel,    kTask,
                                       kOpcode,  kVersion,      kKeywords, kComputer};
  return std::ranges::find(kOnly, field) != kOnly.end();
}

// The payload's Channel where it has one, else System's; both for rules that mean either (S-3.7).
Sources ResolveChannel(const FieldQuery& query, const EventKind& kind,
                       const EventContext& context) {
  Sources sources = FindPayload(query.name, kind, context);
  if (sources.empty() || query.channel_matches_either) {
    sources.push_back({.derivation = Derivation::kChannel});
  } else {
    sources.push_back({.derivation = Derivation::kChannelUnlessSlot, .slot = sources[0].slot});
  }
  return sources;
}

// Value number `item` of a name that came once, as a list, or once for each value.
Sources ItemOf(const Sources& sources, std::uint32_t item) {
  if (sources.size() == 1) {
    return {{.derivation = Derivation::kItem, .slot = sources[0].slot, .other_slot = item}};
  }
  if (item >= sources.size()) return {};
  return {sources[item]};
}

Sources ResolveRow(const NativeAlias& alias, const EventKind& kind, const EventContext& context) {
  if (alias.derivation == Derivation::kChannel) return {{.derivation = Derivation::kChannel}};
  Sources sources = FindPayload(alias.native, kind, context);
  if (alias.derivation == Derivation::kItem) return ItemOf(sources, alias.item);
  const Sources others = FindPayload(alias.other, kind, context);
  for (FieldSource& source : sources) {
    source.derivation = alias.derivation;
    if (!others.empty()) source.other_slot = others[0].slot;
  }
  return sources;
}

// What the rows of the query's name give; nothing when it has none.
std::optional<Sources> ResolveNative(const FieldQuery& query, const EventKind& kind,
                                     const EventContext& context) {
  std::optional<Sources> found;
  for (const NativeAlias& alias : NativeAliases(query.aliases)) {
    if (!EqualsFolded(alias.name, query.name)) continue;
    if (!found) {
      found = YieldsToPayload(query.aliases) ? FindPayload(query.name, kind, context) : Sources();
    }
    if (!found->empty() && alias.use == NativeAlias::Use::kFirst) continue;
    const Sources more = ResolveRow(alias, kind, context);
    found->insert(found->end(), more.begin(), more.end());
  }
  if (found && found->empty() && YieldsToPayload(query.aliases)) return std::nullopt;
  return found;
}

// Names that rules use and no event has (S-3.11): another name, in System or the payload.
struct CommonAlias {
  std::string_view folded_name;
  std::string_view target;
};
constexpr CommonAlias kCommonAliases[] = {
    {"computername", "Computer"},
    {"providername", "Provider_Name"},
    {"userdatapossiblecause", "PossibleCause"},
    {"rdsgtwerrorcode", "ErrorCode"},
    {"logfileclearedchannel", "Channel"},
};

// LogFileClearedChannel is the payload's only: FindPayload comes first and Channel is not
// system-only, so System's is never the answer.
Sources ResolveCommonAlias(std::string_view folded_name, const EventKind& kind,
                           const EventContext& context) {
  if (folded_name == "message") return {{.derivation = Derivation::kAllPayload}};
  for (const CommonAlias& alias : kCommonAliases) {
    if (alias.folded_name != folded_name) continue;
    const auto system = FindSystem(Folded(alias.target));
    if (system && IsSystemOnly(*system)) return {SystemSource(*system)};
    return FindPayload(alias.target, kind, context);
  }
  return {};
}

Sources WithKey(Sources sources, Derivation derivation, std::string_view key) {
  for (FieldSource& source : sources) {
    source.derivation = derivation;
    source.key = key;
  }
  return sources;
}

// S-3.6: events whose unnamed Data is a block of key=value lines.
bool HasKeyValueLines(const EventKind& kind, const EventContext& context) {
  static constexpr std::array<std::uint32_t, 4> kIds = {400, 403, 600, 800};
  return std::ranges::find(kIds, kind.event_id) != kIds.end() &&
         EqualsFolded(context.channels.Text(kind.channel), "Windows PowerShell");
}

// S-3.13: Sysmon's Hashes as fields of their own.
bool IsHashName(std::string_view folded_name) {
  static constexpr std::array<std::string_view, 4> kNames = {"md5", "sha1", "sha256", "imphash"};
  return std::ranges::find(kNames, folded_name) != kNames.end();
}

Sources ResolveInsideText(const FieldQuery& query, std::string_view folded_name,
                          const EventKind& kind, const EventContext& context) {
  if (HasKeyValueLines(kind, context)) {
    return WithKey(FindPayload("Data", kind, context), Derivation::kKeyValueLine, query.name);
  }
  if (!IsHashName(folded_name)) return {};
  Sources sources = FindPayload("Hashes", kind, context);
  if (sources.empty()) sources = FindPayload("Hash", kind, context);
  return WithKey(std::move(sources), Derivation::kHashOfList, query.name);
}

Sources AllValues(const EventKind& kind) {
  Sources sources(kind.shape->value_count());
  for (std::uint32_t slot = 0; slot < sources.size(); ++slot) sources[slot].slot = slot;
  return sources;
}

// Behind the payload's own names: what kAuto may fall back to.
Sources ResolveFallbacks(const FieldQuery& query, const std::string& folded_name,
                         std::optional<SystemField> system, const EventKind& kind,
                         const EventContext& context) {
  if (system) return {SystemSource(*system)};
  Sources sources = ResolveCommonAlias(folded_name, kind, context);
  if (sources.empty()) sources = ResolveInsideText(query, folded_name, kind, context);
  return sources;
}

}  // namespace

std::vector<FieldSource> ResolveField(const FieldQuery& query, const EventKind& kind,
                                      const EventContext& context) {
  if (query.name.empty()) return AllValues(kind);
  if (query.scope == FieldScope::kPayload) return FindPayload(query.name, kind, context);
  if (auto native = ResolveNative(query, kind, context)) return *std::move(native);
  const std::string folded_name = Folded(query.name);
  const auto system = FindSystem(folded_name);
  if (system && IsSystemOnly(*system)) return {SystemSource(*system)};
  if (system == SystemField::kChannel) return ResolveChannel(query, kind, context);
  Sources sources = FindPayload(query.name, kind, context);
  if (!sources.empty()) return sources;
  return ResolveFallbacks(query, folded_name, system, kind, context);
}

bool IsKindField(const FieldQuery& query) {
  if (query.scope == FieldScope::kPayload) return false;
  const auto system = FindSystem(Folded(query.name));
  return system == SystemField::kEventId || system == SystemField::kChannel ||
         system == SystemField::kProviderName;
}

bool HasNativeAlias(const FieldQuery& query) {
  return query.scope == FieldScope::kAuto &&
         std::ranges::any_of(NativeAliases(query.aliases), [&](const NativeAlias& alias) {
           return EqualsFolded(alias.name, query.name);
         });
}

}  // namespace noroshi
