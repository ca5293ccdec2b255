#include "evidence/testing/read_text.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "event/value_text.h"
#include "evidence/testing/memory_stream.h"
#include "evidence/text_formats.h"

namespace noroshi::testing {
namespace {

class DamageList final : public DamageSink {
 public:
  explicit DamageList(std::vector<Damage>& damage) : damage_(damage) {}
  void OnDamage(const Damage& damage) override { damage_.push_back(damage); }

 private:
  std::vector<Damage>& damage_;
};

void Keep(std::string_view name, const Value& value, TextEvent& kept) {
  for (const Value& item : value.items()) {
    std::string text = "(null)";
    if (item.type != ValueType::kNull) {
      text.clear();
      AppendText(item, text);
    }
    kept.fields[std::string(name)].push_back(std::move(text));
  }
}

TextEvent Kept(const Event& event, const EventContext& context) {
  TextEvent kept;
  kept.line = event.line;
  kept.offset = event.offset;
  kept.record_id = event.record_id;
  kept.event_id = event.event_id;
  kept.marks = event.marks;
  if (event.time.ticks != 0) kept.time = ToIso8601(event.time);
  kept.channel = context.channels.Text(event.channel);
  kept.provider = context.channels.Text(event.provider);
  for (std::size_t i = 0; i < kSystemFieldCount; ++i) {
    Keep(kSystemFieldNames[i], event.values[i], kept);
  }
  for (std::size_t i = 0; i < event.shape->fields().size(); ++i) {
    Keep(context.fields.Text(event.shape->fields()[i].field), event.Payload()[i], kept);
  }
  return kept;
}

std::unique_ptr<Source> Open(std::string_view text, const TextSettings& settings,
                             const TextFormat*& format) {
  auto start =
      SniffedStream::Open(std::make_unique<MemoryStream>(std::string(text), settings.piece));
  if (!start.ok()) return nullptr;
  for (const TextFormat& known : TextFormats()) {
    auto source = known.open(*start, settings.options);
    if (!source.ok() || *source == nullptr) continue;
    format = &known;
    return *std::move(source);
  }
  return nullptr;
}

}  // namespace

std::string TextEvent::At(const std::string& name) const {
  const auto field = fields.find(name);
  return field == fields.end() ? "(missing)" : field->second.front();
}

std::size_t TextResult::CountOf(DamageKind kind) const {
  return static_cast<std::size_t>(std::ranges::count(damage, kind, &Damage::kind));
}

TextResult ReadText(std::string_view text, const TextSettings& settings) {
  TextResult result;
  const TextFormat* format = nullptr;
  const auto source = Open(text, settings, format);
  if (source == nullptr) return result;
  result.format = format->name;
  EventContext context;
  const auto decoder = format->new_decoder(settings.options, context);
  DamageList damage(result.damage);
  Unit unit;
  EventBatch batch;
  while (source->NextUnit(unit, damage, result.account)) {
    ++result.units;
    decoder->Decode(unit, settings.interest, batch, damage, result.account);
    result.record_count += batch.record_count;
    for (const Event& event : batch.events) result.events.push_back(Kept(event, context));
  }
  return result;
}

std::string DumpText(std::string_view text) {
  const TextFormat* format = nullptr;
  const TextSettings settings;
  const auto source = Open(text, settings, format);
  std::string out;
  if (source == nullptr) return out;
  EventContext context;
  const auto decoder = format->new_decoder(settings.options, context);
  std::vector<Damage> list;
  DamageList damage(list);
  ByteAccount account;
  Unit unit;
  while (source->NextUnit(unit, damage, account)) {
    decoder->Dump(unit, DumpFormat::kJsonLines, out, damage, account);
  }
  return out;
}

std::string CorpusRoot() {
  const char* const root = std::getenv("NOROSHI_CORPUS");
  return root != nullptr ? root : "../shared/corpus";
}

}  // namespace noroshi::testing
