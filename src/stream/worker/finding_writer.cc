#include "stream/worker/finding_writer.h"

#include "base/hash.h"
#include "base/time.h"
#include "event/value_text.h"
#include "stream/text/csv_text.h"
#include "stream/text/finding_record.h"
#include "stream/text/json_text.h"
#include "stream/text/shown_text.h"

namespace noroshi {
namespace {

void AppendNumberOrNull(std::uint64_t number, std::string& out) {
  if (number == 0) {
    out += "null";
  } else {
    AppendNumber(number, out);
  }
}

void AppendTime(Timestamp time, std::string& out) {
  char text[kIso8601Bytes];
  out.append(text, WriteIso8601(time, text));
}

// Ids are two 64-bit hashes with different seeds: 128 bits, so that billions do not collide.
constexpr std::uint64_t kIdSeeds[2] = {0x6e6f726f73686931ULL, 0x6e6f726f73686932ULL};

// 16 lower-case hex digits.
char* WriteHex(std::uint64_t value, char* out) noexcept {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) *out++ = kDigits[value >> shift & 15];
  return out;
}

// `text`, or the shortened copy of it in `room`.
std::string_view Shown(std::string_view text, std::string& room) {
  if (text.size() <= kMaxShownValueBytes) return text;
  room = text;
  CutLongText(room, kMaxShownValueBytes);
  return room;
}

void AppendMarks(EventMark marks, std::string& out) {
  if (marks == EventMark::kNone) return;
  out += ",\"marks\":[";
  bool first = true;
  for (const std::string_view name : MarkNames(marks)) {
    if (!first) out += ',';
    first = false;
    AppendJsonString(name, out);
  }
  out += ']';
}

}  // namespace

FindingWriter::FindingWriter(const RuleSet& rules, const RuleOrder& order,
                             const EventContext& context, bool with_timeline)
    : rules_(rules),
      order_(order),
      context_(context),
      with_timeline_(with_timeline),
      fields_(rules.rules, context),
      id_seeds_(rules.rules.size()) {}

bool FindingWriter::WriteShared(const Event& event, const SourcePlace& place, std::string& out) {
  if (event_known_) return false;
  event_known_ = true;
  ++event_number_;
  slot_texts_.clear();
  host_ = Shown(TextOf(event.System(SystemField::kComputer), scratch_), joined_);
  time_ = "null";
  if (event.time.ticks != 0) {
    time_ = '"';
    AppendTime(event.time, time_);
    time_ += '"';
  }
  event_text_.clear();
  AppendEvent(event, place, event_text_);
  marks_.clear();
  AppendMarks(event.marks, marks_);
  if (with_timeline_) LearnRow(event, place);
  AppendEventParts({host_, time_, event_text_, marks_, row_names_, row_place_}, out);
  return true;
}

SortKey FindingWriter::Write(const Match& match, const SourcePlace& place, std::string& out) {
  const Event& event = *match.event;
  PutRaw(FindingForm::kMatch, out);
  PutSized(out, [&] { AppendId(match.rule, event, place, out); });
  PutSized(out, [&] { AppendFields(match, out); });
  PutSized(out, [&] {
    if (with_timeline_) AppendCsvCell(details_, out);
  });
  PutSized(out, [&] { AppendReasons(match, out); });
  return {event.time.ticks, place.rank.file, place.rank.member,
          event.line != 0 ? event.line : event.offset,
          order_.RankOf(static_cast<std::uint32_t>(match.rule))};
}

const FindingWriter::NameText& FindingWriter::TextOfName(Symbol symbol) {
  const auto number = static_cast<std::size_t>(symbol);
  if (number >= names_.size()) names_.resize(number + 1);
  NameText& text = names_[number];
  if (!text.json.empty()) return text;
  text.name = context_.channels.Text(symbol);
  AppendJsonString(text.name, text.json);
  return text;
}

const std::string& FindingWriter::EvidenceText(const SourcePlace& place) {
  if (evidence_rank_ == place.rank && !evidence_.empty()) return evidence_;
  evidence_.clear();
  evidence_rank_ = place.rank;
  AppendJsonMember("\"evidence\":{\"path\":", place.shown, evidence_);
  evidence_ += ",\"offset\":";
  return evidence_;
}

void FindingWriter::AppendId(RuleIndex rule, const Event& event, const SourcePlace& place,
                             std::string& out) {
  const auto number = static_cast<std::uint32_t>(rule);
  auto& seeds = id_seeds_[number];
  if (seeds[0] == 0) {
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      seeds[i] = HashMix(Hash64(rules_.rules.head(number).id, kIdSeeds[i]), order_.Ordinal(number));
    }
  }
  out += "f-";
  for (const std::uint64_t seed : seeds) {
    std::uint64_t hash = Hash64(place.shown, seed);
    for (const std::uint64_t part : {event.offset, event.line, event.record_id}) {
      hash = HashMix(hash, part);
    }
    char digits[16];
    WriteHex(hash, digits);
    out.append(digits, sizeof digits);
  }
}

void FindingWriter::AppendEvent(const Event& event, const SourcePlace& place, std::string& out) {
  AppendJsonMember(",\"host\":", host_, out);
  out += ",\"channel\":";
  out += TextOfName(event.channel).json;
  out += ",\"provider\":";
  out += TextOfName(event.provider).json;
  out += ",\"event_id\":";
  AppendNumber(event.event_id, out);
  out += ",\"record_id\":";
  AppendNumberOrNull(event.record_id, out);
  out += ',';
  out += EvidenceText(place);
  AppendNumber(event.offset, out);
  out += ",\"line\":";
  AppendNumberOrNull(event.line, out);
  out += '}';
}

std::optional<std::string_view> FindingWriter::FieldText(const ShownField& field,
                                                         const Event& event) {
  if (field.slots.size() == 1) {
    const Value& value = event.values[field.slots[0]];
    if (value.missing()) return std::nullopt;
    return Shown(TextOf(value, scratch_), joined_);
  }
  joined_.clear();
  bool present = false;
  for (const std::uint32_t slot : field.slots) {
    const Value& value = event.values[slot];
    if (value.missing()) continue;
    if (present) joined_ += ", ";
    present = true;
    joined_ += TextOf(value, scratch_);
  }
  if (!present) return std::nullopt;
  CutLongText(joined_, kMaxShownValueBytes);
  return joined_;
}

std::optional<std::string_view> FindingWriter::FieldJson(const ShownField& field,
                                                         const Event& event) {
  if (field.slots.size() != 1) {
    const auto text = FieldText(field, event);
    if (!text) return std::nullopt;
    escaped_.clear();
    AppendJsonEscaped(*text, escaped_);
    return escaped_;
  }
  const std::uint32_t slot = field.slots[0];
  if (slot >= slots_.size()) slots_.resize(slot + std::size_t{1});
  SlotText& known = slots_[slot];
  if (known.event != event_number_) {
    const auto text = FieldText(field, event);
    const std::size_t first = slot_texts_.size();
    if (text) AppendJsonEscaped(*text, slot_texts_);
    known = {event_number_, static_cast<std::uint32_t>(first),
             static_cast<std::uint32_t>(slot_texts_.size() - first), text.has_value()};
  }
  if (!known.present) return std::nullopt;
  return std::string_view(slot_texts_).substr(known.first, known.size);
}

// And the same for the timeline, into details_.
void FindingWriter::AppendFields(const Match& match, std::string& out) {
  details_.clear();
  bool first = true;
  for (const ShownField& field : fields_.For(match.rule, *match.event)) {
    const auto json = FieldJson(field, *match.event);
    if (!json) continue;
    if (!first) out += ',';
    out.append(field.json_name).append(1, '"').append(*json).append(1, '"');
    if (with_timeline_) {
      if (!first) details_ += "; ";
      details_.append(field.name).append(": ");
      details_ += FieldText(field, *match.event).value_or(std::string_view());
    }
    first = false;
  }
}

void FindingWriter::AppendReasons(const Match& match, std::string& out) {
  for (const Reason& reason : match.reasons) {
    PutRaw(reason.test, out);
    PutSized(out, [&] { AppendJsonEscaped(Shown(reason.value, joined_), out); });
  }
}

void FindingWriter::LearnRow(const Event& event, const SourcePlace& place) {
  row_names_.clear();
  row_place_.clear();
  const auto cell = [](std::string_view content, std::string& out) {
    AppendCsvCell(content, out);
    out += ',';
  };
  cell(host_, row_names_);
  cell(TextOfName(event.channel).name, row_names_);
  cell(TextOfName(event.provider).name, row_names_);
  AppendNumber(event.event_id, row_names_);
  row_names_ += ',';
  if (event.record_id != 0) AppendNumber(event.record_id, row_names_);
  row_names_ += ',';
  cell(place.shown, row_place_);
  AppendNumber(event.offset, row_place_);
  row_place_ += ',';
}

}  // namespace noroshi
