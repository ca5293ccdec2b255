#include "event/field_values.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/case_fold.h"
#include "base/utf.h"
#include "event/uri.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

constexpr std::string_view kBetweenItems = ", ";  // as AppendText joins a list

// Room that WriteItem needs for a value that is no list.
std::size_t ItemRoom(const Value& value) noexcept {
  switch (value.type) {
    case ValueType::kUtf8: return value.size;
    case ValueType::kUtf16: return value.size / 2 * kMaxUtf8PerUtf16Unit;
    case ValueType::kAnsi: return value.size * kMaxUtf8PerAnsiByte;
    default: return HasScalarText(value.type) ? ScalarTextRoom(value) : 0;
  }
}

char* WriteItem(const Value& value, char* out) noexcept {
  switch (value.type) {
    case ValueType::kUtf8:
      return std::copy_n(static_cast<const char*>(value.data), value.size, out);
    case ValueType::kUtf16: return out + WriteUtf16(value.bytes(), out);
    case ValueType::kAnsi: return out + WriteAnsi(value.bytes(), out);
    default: return HasScalarText(value.type) ? WriteScalarText(value, out) : out;
  }
}

std::size_t TextRoom(const Value& value) noexcept {
  std::size_t room = 0;
  for (const Value& item : value.items()) room += ItemRoom(item) + kBetweenItems.size();
  return room;
}

char* WriteText(const Value& value, char* out) noexcept {
  bool first = true;
  for (const Value& item : value.items()) {
    if (!first) out = std::copy(kBetweenItems.begin(), kBetweenItems.end(), out);
    first = false;
    out = WriteItem(item, out);
  }
  return out;
}

// The text of a value, in the arena where it has to be made.
std::string_view TextIn(const Value& value, Arena& arena) {
  if (value.type == ValueType::kUtf8) return {static_cast<const char*>(value.data), value.size};
  char* const text = static_cast<char*>(arena.AllocateBytes(TextRoom(value), 1));
  return {text, static_cast<std::size_t>(WriteText(value, text) - text)};
}

// The parts one behind the other.
std::string_view Joined(std::initializer_list<std::string_view> parts, Arena& arena) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  char* const text = static_cast<char*>(arena.AllocateBytes(size, 1));
  char* to = text;
  for (const std::string_view part : parts) to = std::copy(part.begin(), part.end(), to);
  return {text, size};
}

// What every derivation works with.
struct Derive {
  const FieldSource& source;
  const Event& event;
  const EventContext& context;
  Arena& arena;
  std::vector<Value>& out;

  void Emit(std::string_view text) const { out.push_back(Value::Utf8(arena.Copy(text))); }
  // A text that lives as long as the arena already.
  void EmitKept(std::string_view text) const { out.push_back(Value::Utf8(text)); }

  // Calls `use(text)` for each value of the slot that is not null. The texts live as long as the
  // arena or the event.
  template <class Use>
  void ForEachText(Use use) const {
    for (const Value& item : event.values[source.slot].items()) {
      if (item.type != ValueType::kNull) use(TextIn(item, arena));
    }
  }
  [[nodiscard]] std::string_view TextOfSlot(std::uint32_t slot) const {
    return slot == FieldSource::kNoSlot ? std::string_view() : TextIn(event.values[slot], arena);
  }
};

void EmitValue(const Derive& d) {
  const Value& value = d.event.values[d.source.slot];
  if (value.type == ValueType::kList && value.size == 0) {
    d.out.push_back({nullptr, 0, ValueType::kNull});
    return;
  }
  const auto items = value.items();
  d.out.insert(d.out.end(), items.begin(), items.end());
}

void EmitEventId(const Derive& d) { d.Emit(std::to_string(d.event.event_id)); }

void EmitSymbol(const Derive& d, Symbol symbol) {
  if (symbol != kNoSymbol) d.out.push_back(Value::Utf8(d.context.channels.Text(symbol)));
}

void EmitChannel(const Derive& d) { EmitSymbol(d, d.event.channel); }
void EmitProvider(const Derive& d) { EmitSymbol(d, d.event.provider); }

void EmitChannelUnlessSlot(const Derive& d) {
  if (d.event.values[d.source.slot].missing()) EmitChannel(d);
}

std::string_view TrimLine(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t first = line.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
}

// The part behind "key=" when `entry` is one; keys compare case-insensitively.
std::optional<std::string_view> ValueOfKey(std::string_view entry, std::string_view key) {
  const std::size_t equals = entry.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  if (!EqualsFolded(entry.substr(0, equals), key)) return std::nullopt;
  return entry.substr(equals + 1);
}

void EmitKeyed(const Derive& d, char separator) {
  d.ForEachText([&](std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(separator), text.size());
      const auto value = ValueOfKey(TrimLine(text.substr(0, end)), d.source.key);
      if (value) d.EmitKept(*value);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  });
}

void EmitKeyValueLines(const Derive& d) { EmitKeyed(d, '\n'); }
void EmitHashOfList(const Derive& d) { EmitKeyed(d, ','); }

void EmitDecimal(const Derive& d) {
  for (const Value& item : d.event.values[d.source.slot].items()) {
    const auto integer = IntegerOf(item);
    if (integer && !integer->negative) {
      d.Emit(std::to_string(integer->magnitude));
    } else {
      d.out.push_back(item);
    }
  }
}

void EmitAccount(const Derive& d) {
  if (d.source.other_slot == FieldSource::kNoSlot) return;
  const std::string_view domain = d.TextOfSlot(d.source.slot);
  const Value& user = d.event.values[d.source.other_slot];
  if (user.missing()) return;
  if (!domain.empty()) {
    d.EmitKept(Joined({domain, "\\", d.TextOfSlot(d.source.other_slot)}, d.arena));
  }
  d.out.push_back(user);
}

struct Word {
  std::string_view native, sysmon;
};

// Well-known mandatory label RIDs (MS-DTYP 2.4.2.4).
constexpr std::array kIntegrityWords = {Word{"S-1-16-4096", "Low"}, Word{"S-1-16-8192", "Medium"},
                                        Word{"S-1-16-12288", "High"},
                                        Word{"S-1-16-16384", "System"}};
// Message ids of the audit messages (msobjs.dll), which the log leaves unresolved.
constexpr std::array kOperationWords = {Word{"%%1904", "CreateKey"}, Word{"%%1905", "SetValue"},
                                        Word{"%%1906", "DeleteValue"}};
constexpr std::array kDirectionWords = {Word{"%%14593", "true"}, Word{"%%14592", "false"}};
constexpr std::array kProtocolWords = {Word{"6", "tcp"}, Word{"17", "udp"}};

// The words of the slot's values, each value itself where it has none.
void EmitWords(const Derive& d, std::span<const Word> words) {
  d.ForEachText([&](std::string_view text) {
    const auto word = std::ranges::find(words, text, &Word::native);
    d.EmitKept(word == words.end() ? text : word->sysmon);
  });
}

void EmitIntegrityLevel(const Derive& d) {
  EmitWords(d, kIntegrityWords);
  EmitValue(d);
}
void EmitRegistryOperation(const Derive& d) { EmitWords(d, kOperationWords); }
void EmitDirection(const Derive& d) { EmitWords(d, kDirectionWords); }
void EmitProtocol(const Derive& d) { EmitWords(d, kProtocolWords); }

bool StartsWithFolded(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && EqualsFolded(text.substr(0, prefix.size()), prefix);
}

// The hive's short name and the rest of the path.
std::pair<std::string_view, std::string_view> SplitHive(std::string_view path) {
  static constexpr std::array kHives = {Word{R"(\REGISTRY\MACHINE)", "HKLM"},
                                        Word{R"(\REGISTRY\USER)", "HKU"}};
  for (const Word& hive : kHives) {
    if (!StartsWithFolded(path, hive.native)) continue;
    return {hive.sysmon, path.substr(hive.native.size())};
  }
  return {{}, path};
}

void EmitRegistryPath(const Derive& d) {
  const std::string_view name = d.TextOfSlot(d.source.other_slot);
  const bool named = !name.empty() && name != "-";
  d.ForEachText([&](std::string_view key) {
    const auto [hive, path] = SplitHive(key);
    d.EmitKept(Joined({hive, path, named ? "\\" : "", named ? name : ""}, d.arena));
  });
}

// The log does not say which letter a volume has; the system's is nearly always C.
void EmitDevicePath(const Derive& d) {
  constexpr std::string_view kVolume = R"(\device\harddiskvolume)";
  d.ForEachText([&](std::string_view path) {
    d.EmitKept(path);
    if (!StartsWithFolded(path, kVolume)) return;
    const std::size_t rest = path.find('\\', kVolume.size());
    if (rest != std::string_view::npos) d.EmitKept(Joined({"C:", path.substr(rest)}, d.arena));
  });
}

// What Zeek and web servers log is what stands behind the host, and the host apart.
void EmitUrl(const Derive& d) {
  const std::string_view host = d.TextOfSlot(d.source.other_slot);
  d.ForEachText([&](std::string_view url) {
    if (host.empty() || !url.starts_with('/')) return d.EmitKept(url);
    d.EmitKept(Joined({"http://", host, url}, d.arena));
  });
}

void EmitStemAndQuery(const Derive& d) {
  const std::string_view query = d.TextOfSlot(d.source.other_slot);
  d.ForEachText([&](std::string_view stem) {
    d.EmitKept(Joined({stem, query.empty() ? "" : "?", query}, d.arena));
  });
}

// A part that a URL does not have is no value.
void EmitUriPart(const Derive& d, std::string_view (*part)(std::string_view)) {
  d.ForEachText([&](std::string_view url) {
    const std::string_view text = part(url);
    if (!text.empty()) d.EmitKept(text);
  });
}
void EmitUriStem(const Derive& d) { EmitUriPart(d, UriStem); }
void EmitUriQuery(const Derive& d) { EmitUriPart(d, UriQuery); }
void EmitUriExtension(const Derive& d) { EmitUriPart(d, UriExtension); }
void EmitUriHost(const Derive& d) { EmitUriPart(d, UriHost); }

void EmitItem(const Derive& d) {
  const auto items = d.event.values[d.source.slot].items();
  if (d.source.other_slot < items.size()) d.out.push_back(items[d.source.other_slot]);
}

void EmitAllPayload(const Derive& d) {
  std::size_t room = 0;
  for (const Value& value : d.event.Payload()) room += TextRoom(value) + 1;
  char* const text = static_cast<char*>(d.arena.AllocateBytes(room, 1));
  char* to = text;
  for (const Value& value : d.event.Payload()) {
    if (value.missing()) continue;
    if (to != text) *to++ = '\n';
    to = WriteText(value, to);
  }
  if (to != text) d.EmitKept({text, static_cast<std::size_t>(to - text)});
}

using Emitter = void (*)(const Derive&);

// In the order of Derivation.
constexpr std::array<Emitter, 23> kEmitters = {EmitValue,
                                               EmitEventId,
                                               EmitChannel,
                                               EmitProvider,
                                               EmitChannelUnlessSlot,
                                               EmitKeyValueLines,
                                               EmitHashOfList,
                                               EmitDecimal,
                                               EmitAccount,
                                               EmitIntegrityLevel,
                                               EmitRegistryPath,
                                               EmitRegistryOperation,
                                               EmitDirection,
                                               EmitProtocol,
                                               EmitDevicePath,
                                               EmitItem,
                                               EmitUrl,
                                               EmitStemAndQuery,
                                               EmitUriStem,
                                               EmitUriQuery,
                                               EmitUriExtension,
                                               EmitUriHost,
                                               EmitAllPayload};
static_assert(kEmitters.size() == static_cast<std::size_t>(Derivation::kAllPayload) + 1);

}  // namespace

void AppendFieldValues(const FieldSource& source, const Event& event, const EventContext& context,
                       Arena& arena, std::vector<Value>& out) {
  kEmitters[static_cast<std::size_t>(source.derivation)]({source, event, context, arena, out});
}

}  // namespace noroshi
