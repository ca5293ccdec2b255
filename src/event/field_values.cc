#include "event/field_values.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "base/case_fold.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

// What every derivation works with.
struct Derive {
  const FieldSource& source;
  const Event& event;
  const EventContext& context;
  Arena& arena;
  std::vector<Value>& out;

  void Emit(std::string_view text) const { out.push_back(Value::Utf8(arena.Copy(text))); }

  // Calls `use(text)` for each value of the slot that is not null.
  template <class Use>
  void ForEachText(Use use) const {
    std::string scratch;
    for (const Value& item : event.values[source.slot].items()) {
      if (item.type != ValueType::kNull) use(TextOf(item, scratch));
    }
  }
};

std::string FirstText(const Event& event, std::uint32_t slot) {
  std::string text;
  if (slot != FieldSource::kNoSlot) AppendText(event.values[slot], text);
  return text;
}

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
      if (value) d.Emit(*value);
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
  const std::string domain = FirstText(d.event, d.source.slot);
  const Value& user = d.event.values[d.source.other_slot];
  if (user.missing()) return;
  if (!domain.empty()) d.Emit(domain + '\\' + FirstText(d.event, d.source.other_slot));
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
    d.Emit(word == words.end() ? text : word->sysmon);
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

std::string WithHiveName(std::string_view path) {
  static constexpr std::array kHives = {Word{R"(\REGISTRY\MACHINE)", "HKLM"},
                                        Word{R"(\REGISTRY\USER)", "HKU"}};
  for (const Word& hive : kHives) {
    if (!StartsWithFolded(path, hive.native)) continue;
    return std::string(hive.sysmon).append(path.substr(hive.native.size()));
  }
  return std::string(path);
}

void EmitRegistryPath(const Derive& d) {
  const std::string name = FirstText(d.event, d.source.other_slot);
  d.ForEachText([&](std::string_view key) {
    std::string path = WithHiveName(key);
    if (!name.empty() && name != "-") path.append("\\").append(name);
    d.Emit(path);
  });
}

// The log does not say which letter a volume has; the system's is nearly always C.
void EmitDevicePath(const Derive& d) {
  constexpr std::string_view kVolume = R"(\device\harddiskvolume)";
  d.ForEachText([&](std::string_view path) {
    d.Emit(path);
    if (!StartsWithFolded(path, kVolume)) return;
    const std::size_t rest = path.find('\\', kVolume.size());
    if (rest != std::string_view::npos) d.Emit(std::string("C:").append(path.substr(rest)));
  });
}

void EmitItem(const Derive& d) {
  const auto items = d.event.values[d.source.slot].items();
  if (d.source.other_slot < items.size()) d.out.push_back(items[d.source.other_slot]);
}

void EmitAllPayload(const Derive& d) {
  std::string text;
  for (const Value& value : d.event.Payload()) {
    if (value.missing()) continue;
    if (!text.empty()) text.push_back('\n');
    AppendText(value, text);
  }
  if (!text.empty()) d.Emit(text);
}

using Emitter = void (*)(const Derive&);

// In the order of Derivation.
constexpr std::array<Emitter, 17> kEmitters = {
    EmitValue,         EmitEventId,           EmitChannel,   EmitProvider, EmitChannelUnlessSlot,
    EmitKeyValueLines, EmitHashOfList,        EmitDecimal,   EmitAccount,  EmitIntegrityLevel,
    EmitRegistryPath,  EmitRegistryOperation, EmitDirection, EmitProtocol, EmitDevicePath,
    EmitItem,          EmitAllPayload};
static_assert(kEmitters.size() == static_cast<std::size_t>(Derivation::kAllPayload) + 1);

}  // namespace

void AppendFieldValues(const FieldSource& source, const Event& event, const EventContext& context,
                       Arena& arena, std::vector<Value>& out) {
  kEmitters[static_cast<std::size_t>(source.derivation)]({source, event, context, arena, out});
}

}  // namespace noroshi
