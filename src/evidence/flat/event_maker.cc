#include "evidence/flat/event_maker.h"

#include <algorithm>
#include <charconv>

#include "evidence/mapping/windows_channel.h"

namespace noroshi {
namespace {

std::string_view TextAt(const FlatRecord& record, PathId path, Arena& arena) {
  const FlatField* field = path == kRootPath ? nullptr : record.Find(path);
  return field == nullptr ? std::string_view() : TextOf(*field, arena);
}

std::optional<std::uint64_t> WholeNumber(std::string_view text) noexcept {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Timestamp> TimeOf(const Plan& plan, const FlatRecord& record,
                                const TimeContext& context, Arena& arena) {
  if (context.zone == nullptr && plan.received_utc != kRootPath) {
    const auto time = ParseWitnessedTime(TextAt(record, plan.local_time, arena),
                                         TextAt(record, plan.received_local, arena),
                                         TextAt(record, plan.received_utc, arena));
    if (time) return time;
  }
  for (const Plan::Time& row : plan.times) {
    const auto time = ParseTime(TextAt(record, row.path, arena), row.form, context);
    if (time) return time;
  }
  return std::nullopt;
}

// NXLog writes the 64 bits of Keywords as a signed decimal; Windows renders them as hex (S-3.1).
void ShowKeywordsAsHex(Value& value) noexcept {
  if (value.type == ValueType::kInt || value.type == ValueType::kUInt) {
    value.type = ValueType::kHex;
  }
}

}  // namespace

EventMaker::Made EventMaker::Make(const FlatRecord& record, const TimeContext& time,
                                  EventInterest* interest, Arena& arena, Event& event) {
  const Plan* plan = layouts_.Find(record);
  unknown_ = plan->mapping->keys.empty();
  const EventKind kind = KindOf(*plan, record, arena);
  if (interest != nullptr && !interest->Wants(kind)) return Made::kNotWanted;
  const auto values = arena.Allocate<Value>(kind.shape->value_count());
  std::ranges::fill(values, Value());
  record.has_repeats() ? FillRepeats(*plan, record, arena, values.data())
                       : FillValues(*plan, record, arena, values.data());
  FillConstants(kind, values.data());
  event = Event();
  event.shape = kind.shape;
  event.values = values.data();
  event.channel = kind.channel;
  event.provider = kind.provider;
  event.computer = kind.computer;
  event.event_id = kind.event_id;
  event.record_id = WholeNumber(TextAt(record, plan->record_id, arena)).value_or(0);
  const auto happened = TimeOf(*plan, record, time, arena);
  if (happened) event.time = event.written = *happened;
  return Made::kEvent;
}

EventKind EventMaker::KindOf(const Plan& plan, const FlatRecord& record, Arena& arena) {
  const Mapping& mapping = *plan.mapping;
  EventKind kind;
  kind.shape = plan.shape;
  const std::string_view provider = TextAt(record, plan.provider, arena);
  kind.provider = NameOf({}, provider.empty() ? mapping.provider : provider);
  const std::string_view channel = TextAt(record, plan.channel, arena);
  if (!channel.empty()) {
    kind.channel = NameOf(mapping.channel_prefix, channel);
  } else {
    kind.channel =
        NameOf({}, mapping.channel.empty() ? ChannelOfProvider(provider) : mapping.channel);
  }
  kind.event_id = EventIdOf(plan, record, arena);
  kind.computer = HostOf(plan, record, arena);
  return kind;
}

// For counting. Evidence that brings new ones without end fills the context, which is then begun
// anew between two units.
Symbol EventMaker::HostOf(const Plan& plan, const FlatRecord& record, Arena& arena) {
  const std::string_view host = TextAt(record, plan.computer, arena);
  if (host.empty()) return kNoSymbol;
  if (host_symbol_ == kNoSymbol || host != host_) {
    host_ = host;
    host_symbol_ = context_.hosts.Intern(host);
  }
  return host_symbol_;
}

// The number's low 16 bits, as Windows means it (E-4.1).
std::uint32_t EventMaker::EventIdOf(const Plan& plan, const FlatRecord& record, Arena& arena) {
  if (plan.event_id == kRootPath) return plan.mapping->event_id;
  return static_cast<std::uint32_t>(WholeNumber(TextAt(record, plan.event_id, arena)).value_or(0) &
                                    0xFFFF);
}

Symbol EventMaker::NameOf(std::string_view prefix, std::string_view text) {
  if (text.empty()) return kNoSymbol;
  scratch_.assign(prefix);
  scratch_ += text;
  const auto known = names_.find(scratch_);
  if (known != names_.end()) return known->second;
  if (names_.size() >= kMaxNamesPerDecoder) return kNoSymbol;
  const Symbol symbol = context_.channels.Intern(scratch_);
  names_.emplace(scratch_, symbol);
  return symbol;
}

Value EventMaker::ValueOf(const Plan& plan, const FlatRecord& record, FlatField field,
                          Arena& arena) {
  if (record.transient()) field.text = arena.Copy(field.text);
  return MakeValue(field, plan.mapping->style, arena);
}

void EventMaker::FillValues(const Plan& plan, const FlatRecord& record, Arena& arena,
                            Value* values) {
  for (const FlatField& field : record.fields()) {
    const std::uint32_t slot = plan.SlotOf(field.path);
    if (slot != Plan::kNoSlot) values[slot] = ValueOf(plan, record, field, arena);
  }
  ShowKeywordsAsHex(values[static_cast<std::size_t>(SystemField::kKeywords)]);
}

// As above, where slots may get several values: those become a list.
void EventMaker::FillRepeats(const Plan& plan, const FlatRecord& record, Arena& arena,
                             Value* values) {
  counts_.assign(plan.shape->value_count(), 0);
  for (const FlatField& field : record.fields()) {
    const std::uint32_t slot = plan.SlotOf(field.path);
    if (slot != Plan::kNoSlot) ++counts_[slot];
  }
  for (const FlatField& field : record.fields()) {
    const std::uint32_t slot = plan.SlotOf(field.path);
    if (slot == Plan::kNoSlot) continue;
    const Value value = ValueOf(plan, record, field, arena);
    if (counts_[slot] <= 1) {
      values[slot] = value;
      continue;
    }
    Value& list = values[slot];
    if (list.type != ValueType::kList) {
      list = {arena.Allocate<Value>(counts_[slot]).data(), 0, ValueType::kList};
    }
    // The list is ours until the event is handed out.
    static_cast<Value*>(const_cast<void*>(list.data))[list.size++] = value;
  }
  ShowKeywordsAsHex(values[static_cast<std::size_t>(SystemField::kKeywords)]);
}

// What the kind knows and the record did not say.
void EventMaker::FillConstants(const EventKind& kind, Value* values) const {
  const auto fill = [&](SystemField field, Symbol name) {
    Value& value = values[static_cast<std::size_t>(field)];
    if (name != kNoSymbol) value = Value::Utf8(context_.channels.Text(name));
  };
  fill(SystemField::kChannel, kind.channel);
  fill(SystemField::kProviderName, kind.provider);
}

}  // namespace noroshi
