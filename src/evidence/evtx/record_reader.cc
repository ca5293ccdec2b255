#include "evidence/evtx/record_reader.h"

#include <algorithm>
#include <optional>

#include "event/value_text.h"

namespace noroshi::evtx {
namespace {

// The low 16 bits: what classic sources keep above them is in Qualifiers (E-7.5).
std::uint32_t EventIdOf(const Value& value) {
  if (value.type == ValueType::kUInt && value.size == sizeof(std::uint16_t)) {
    return LoadUnchecked<std::uint16_t>(value.bytes().data());
  }
  const auto number = IntegerOf(value);
  return number && !number->negative ? static_cast<std::uint32_t>(number->magnitude & 0xFFFF) : 0;
}

// The instant a value names, if it names one.
std::optional<Timestamp> TimeOf(const Value& value) {
  if (value.type == ValueType::kFileTime) {
    return Timestamp{LoadUnchecked<std::uint64_t>(value.bytes().data())};
  }
  if (value.missing()) return std::nullopt;
  std::string scratch;
  return ParseIso8601(TextOf(value, scratch));
}

// What an event has besides its values; they must be set.
void SetIdentity(const RecordSpan& record, const EventKind& kind, Event& event) {
  event.shape = kind.shape;
  event.channel = kind.channel;
  event.provider = kind.provider;
  event.computer = kind.computer;
  event.event_id = kind.event_id;
  event.written = Timestamp{record.written};
  event.time = TimeOf(event.System(SystemField::kTimeCreated)).value_or(event.written);
  const auto id = IntegerOf(event.System(SystemField::kEventRecordId));
  event.record_id = id && !id->negative ? id->magnitude : record.id;
}

}  // namespace

void RecordReader::BeginChunk(Bytes chunk, const TemplateFallback* fallback) {
  if (templates_.shared_bytes() + plans_.bytes() > kMaxRememberedBytes) {
    plans_.Forget();
    instances_.Forget();
    templates_.Forget();
  }
  fallback_ = fallback;
  walker_.BeginChunk();
  MoveTo(chunk);
}

void RecordReader::MoveTo(Bytes chunk) {
  chunk_ = chunk;
  templates_.BeginChunk(chunk, fallback_);
  instances_.BeginChunk(chunk);
}

bool RecordReader::Read(const RecordSpan& record, EventInterest* interest, Arena& arena,
                        Event& event, Issues& issues) {
  if (path_ == RecordPath::kPlanned) {
    const Outcome outcome = ReadByPlan(record, interest, arena, event);
    if (outcome != Outcome::kIrregular) return outcome == Outcome::kRead;
  }
  return ReadByWalker(record, interest, arena, event, issues);
}

RecordReader::Outcome RecordReader::ReadByPlan(const RecordSpan& record, EventInterest* interest,
                                               Arena& arena, Event& event) {
  if (!instances_.Read(chunk_, record, templates_, plans_)) return Outcome::kIrregular;
  PairPlan& pair = plans_.Find(instances_.outer(), instances_.inner());
  if (pair.plan == nullptr) return Outcome::kIrregular;
  const Plan& plan = *pair.plan;
  const InstanceWindows& windows = instances_.windows();
  if (!plan.HasRoot(windows)) return Outcome::kIrregular;
  Value channel, provider, event_id, computer;
  if (!plan.ReadSystem(SystemField::kChannel, windows, channel) ||
      !plan.ReadSystem(SystemField::kProviderName, windows, provider) ||
      !plan.ReadSystem(SystemField::kEventId, windows, event_id) ||
      !plan.ReadSystem(SystemField::kComputer, windows, computer)) {
    return Outcome::kIrregular;
  }
  const EventKind kind{plan.shape(), pair.channel.Of(channel, context_.channels),
                       pair.provider.Of(provider, context_.channels), EventIdOf(event_id),
                       pair.computer.Of(computer, context_.hosts)};
  Stamp(kind, record);
  if (interest != nullptr && !interest->Wants(kind)) return Outcome::kUnwanted;
  const auto values = arena.Allocate<Value>(kind.shape->value_count());
  if (!plan.Fill(windows, values.data(), arena)) return Outcome::kIrregular;
  event.values = values.data();
  SetIdentity(record, kind, event);
  return Outcome::kRead;
}

bool RecordReader::WriteText(const RecordSpan& record, DumpFormat format, TextBuffer& out) {
  if (path_ != RecordPath::kPlanned) return false;
  if (!instances_.Read(chunk_, record, templates_, plans_)) return false;
  const TextProgram* const program =
      plans_.FindText(instances_.outer(), instances_.inner(), format);
  return program != nullptr && runner_.Run(*program, instances_.windows(), out);
}

const Tree& RecordReader::ReadTree(const RecordSpan& record, Arena& arena, Issues& issues) {
  walker_.Walk(chunk_, record.body_begin(), record.body_end(), arena, tree_, issues);
  const NodeId root = tree_.FirstElement(Tree::root());
  if (root == kNoNode) {
    issues.Add(DamageKind::kNoRoot);
  } else if (tree_.NextElement(root) != kNoNode) {
    issues.Add(DamageKind::kMultipleRoots);
  }
  return tree_;
}

bool RecordReader::ReadByWalker(const RecordSpan& record, EventInterest* interest, Arena& arena,
                                Event& event, Issues& issues) {
  event_values_.Read(ReadTree(record, arena, issues), arena, issues);
  const EventKind kind{
      event_values_.shape(),
      channel_.Of(event_values_.System(SystemField::kChannel), context_.channels),
      provider_.Of(event_values_.System(SystemField::kProviderName), context_.channels),
      EventIdOf(event_values_.System(SystemField::kEventId)),
      computer_.Of(event_values_.System(SystemField::kComputer), context_.hosts)};
  Stamp(kind, record);
  if (interest != nullptr && !interest->Wants(kind)) return false;
  const auto values = arena.Allocate<Value>(event_values_.values().size());
  std::ranges::copy(event_values_.values(), values.begin());
  event.values = values.data();
  SetIdentity(record, kind, event);
  return true;
}

}  // namespace noroshi::evtx
