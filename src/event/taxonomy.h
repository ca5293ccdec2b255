// Taxonomy: which values of an event a rule means when it names a field (Sigma spec, chapter 3).
//
// Names are resolved against the kind of an event, once per kind, never per event: the answer is a
// list of FieldSources, usually one, and field_values.h turns each into values of one event.
//
// Order of the search (D-2, S-3.4, S-3.7): native audit aliases, if the rule's log source asks for
// them; names that mean the System part only; payload names, exact before case-insensitive before
// the space rules; other System names; aliases of common tools; parts of texts that hold several
// fields (key=value lines of classic PowerShell, Hashes). The first that gives anything wins.
//
// Pure functions over an EventContext; safe from any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/event.h"

namespace noroshi {

// Channels of evidence that is not Windows' have this in their name, where no Windows channel may:
// "zeek:http", "linux:auditd".
inline constexpr char kLogsourceMark = ':';

// Names that a log source's rules use for what the evidence calls otherwise: Sysmon's on native
// auditing (S-2.5), Sigma's on the logs of networks and clouds.
enum class FieldAliases : std::uint8_t {
  kNone,
  // process_creation on native auditing.
  kSecurity4688,
  // registry_*.
  kSecurity4657,
  // network_connection.
  kSecurity5156,
  // wmi_event.
  kWmi5861,
  // Antivirus: Signature -> Threat Name, Filename -> Path.
  kDefender,
  // RPC Firewall's event 3: fields by their place in the unnamed Data.
  kRpcFirewall,
  // Proxy and webserver on any log of web traffic; a field of that name comes first, and what has
  // no alias is sought as ever; likewise the next three.
  kWeb,
  kDns,
  kFirewall,
  kM365,
};
inline constexpr std::size_t kFieldAliasesCount = 11;

// Where a test looks for its field.
enum class FieldScope : std::uint8_t {
  // By the taxonomy: System or payload, whichever S-3.7 says.
  kAuto,
  // The payload only, even where System has the name (LogFileClearedChannel, S-3.11).
  kPayload,
};

// How the values of a field come out of an event's slots.
enum class Derivation : std::uint8_t {
  kValue,              // values[slot] as it is
  kEventId,            // Event::event_id
  kChannel,            // Event::channel; no value when it has none
  kProvider,           // Event::provider; likewise
  kChannelUnlessSlot,  // Event::channel, but nothing when values[slot] is there
  kKeyValueLine,       // the rest of each line `key=...` of values[slot]
  kHashOfList,         // `key` of "SHA1=..,MD5=.." in values[slot]
  kDecimal,            // values[slot] as a decimal number ("0x1f4" -> "500")
  kAccount,            // values[slot]\values[other_slot], and values[other_slot] alone
  kIntegrityLevel,     // mandatory label SID as Sysmon's word, and the SID
  kRegistryPath,       // \REGISTRY\MACHINE\.. as HKLM\.., joined with values[other_slot]
  kRegistryOperation,  // %%1904 .. as Sysmon's words; the next two likewise
  kDirection,
  kProtocol,
  kDevicePath,    // the path, and with \device\harddiskvolumeN as C:
  kItem,          // item number other_slot of values[slot]; a value that is no list is its item 0
  kUrl,           // the URL; a path with values[other_slot], the host, in front
  kStemAndQuery,  // values[slot]?values[other_slot]
  kUriStem,       // the path of a URL
  kUriQuery,      // behind its '?'
  kUriExtension,  // behind the last '.' of its path
  kUriHost,
  kAllPayload,  // all payload values as one text
};

// One place that a field's values come from. Slots index Event::values. Plain values: a list of
// them is resolved once for a kind of event and used for all its events.
struct FieldSource {
  Derivation derivation = Derivation::kValue;
  std::uint32_t slot = 0;
  // A second slot, or what the derivation says.
  std::uint32_t other_slot = kNoSlot;
  // The wanted key; points into the query's name. REQUIRES: that name outlives this.
  std::string_view key = {};

  static constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

  // True if all events of one kind have the same value.
  [[nodiscard]] bool constant() const noexcept {
    return derivation == Derivation::kEventId || derivation == Derivation::kChannel ||
           derivation == Derivation::kProvider;
  }
};

// What a rule asks for. An empty name is a keyword: every value of the event.
struct FieldQuery {
  std::string_view name;
  FieldScope scope = FieldScope::kAuto;
  FieldAliases aliases = FieldAliases::kNone;
  // "Channel" is System's and the payload's (S-3.7). As Hayabusa's rules mean it.
  bool channel_matches_either = false;
};

// Empty when events of this kind cannot have the field. Cost: compares the name with every payload
// name of the kind and allocates; once per rule and kind.
[[nodiscard]] std::vector<FieldSource> ResolveField(const FieldQuery& query, const EventKind& kind,
                                                    const EventContext& context);

// True for names that always mean Event::event_id, channel or provider, whatever the shape is
// ("Channel" excepted where the payload has one too).
[[nodiscard]] bool IsKindField(const FieldQuery& query);

// True if the query's native aliases say anything about its name.
[[nodiscard]] bool HasNativeAlias(const FieldQuery& query);

}  // namespace noroshi
