#include "stream/worker/finding_writer.h"

#include <cstring>

#include "base/hash.h"
#include "base/time.h"
#include "event/value_text.h"
#include "stream/sort/run_format.h"
#include "stream/text/csv_text.h"
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

FindingRecord ParseFindingRecord(std::string_view bytes) noexcept {
  const auto host_size = TakeRaw<std::uint32_t>(bytes);
  const auto line_size = TakeRaw<std::uint32_t>(bytes);
  return {bytes.substr(0, host_size), bytes.substr(host_size, line_size),
          bytes.substr(host_size + line_size)};
}

std::string_view TimelineHeader() noexcept {
  return "message,datetime,timestamp_desc,level,rule_title,rule_id,host,channel,provider,event_id,"
         "record_id,techniques,path,offset,finding_id,details\r\n";
}

FindingWriter::FindingWriter(const RuleSet& rules, const RuleOrder& order,
                             const EventContext& context, bool with_timeline)
    : rules_(rules),
      order_(order),
      context_(context),
      with_timeline_(with_timeline),
      fields_(rules.rules, context),
      rule_texts_(rules, order) {}

SortKey FindingWriter::Write(const Match& match, const SourcePlace& place, std::string& out) {
  const Event& event = *match.event;
  RuleText& rule = rule_texts_.For(match.rule);
  if (!event_known_) LearnEvent(event, place);
  WriteId(rule, event, place);

  const std::size_t sizes_at = out.size();
  out.append(2 * sizeof(std::uint32_t), '\0');  // filled in below
  out += host_;
  const std::size_t line_at = out.size();
  AppendLine(match, rule, out);
  const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(host_.size()),
                                  static_cast<std::uint32_t>(out.size() - line_at)};
  std::memcpy(out.data() + sizes_at, sizes, sizeof sizes);
  if (with_timeline_) AppendRow(match, rule, place, out);
  return {event.time.ticks, place.rank.file, place.rank.member,
          event.line != 0 ? event.line : event.offset,
          order_.RankOf(static_cast<std::uint32_t>(match.rule))};
}

void FindingWriter::LearnEvent(const Event& event, const SourcePlace& place) {
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

void FindingWriter::WriteId(const RuleText& rule, const Event& event,
                            const SourcePlace& place) noexcept {
  char* out = id_;
  *out++ = 'f';
  *out++ = '-';
  for (const std::uint64_t seed : rule.id_seeds) {
    std::uint64_t hash = Hash64(place.shown, seed);
    for (const std::uint64_t part : {event.offset, event.line, event.record_id}) {
      hash = HashMix(hash, part);
    }
    out = WriteHex(hash, out);
  }
}

void FindingWriter::AppendLine(const Match& match, RuleText& rule, std::string& out) {
  out += "{\"id\":\"";
  out += id();
  out += "\",\"time\":";
  out += time_;
  out += ',';
  out += rule.level_and_rule;
  out += event_text_;
  out += ',';
  out += rule.attack;
  AppendFields(match, out);
  AppendReasons(match, rule, out);
  AppendMarks(match.event->marks, out);
  out += "}\n";
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
  out += ",\"fields\":{";
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
  out += '}';
}

void FindingWriter::AppendReasons(const Match& match, RuleText& rule, std::string& out) {
  out += ",\"why\":[";
  bool first = true;
  for (const Reason& reason : match.reasons) {
    if (!first) out += ',';
    first = false;
    const ReasonText& text = RuleTexts::ForReason(reason, rule);
    out += text.before;
    AppendJsonEscaped(Shown(reason.value, joined_), out);
    out += text.behind;
  }
  out += ']';
}

void FindingWriter::AppendRow(const Match& match, const RuleText& text, const SourcePlace& place,
                              std::string& out) {
  const Event& event = *match.event;
  const Rule& rule = rules_.rules[static_cast<std::size_t>(match.rule)];
  const auto cell = [&](std::string_view content) {
    AppendCsvCell(content, out);
    out += ',';
  };
  const auto number = [&](std::uint64_t value) {
    AppendNumber(value, out);
    out += ',';
  };
  scratch_ = rule.title;
  if (!host_.empty()) scratch_ += " on " + host_;
  cell(scratch_);
  if (event.time.ticks != 0) AppendTime(event.time, out);
  out += ',';
  cell("Event Time");
  cell(LevelName(rule.level));
  cell(rule.title);
  cell(rule.id);
  cell(host_);
  cell(TextOfName(event.channel).name);
  cell(TextOfName(event.provider).name);
  number(event.event_id);
  if (event.record_id != 0) AppendNumber(event.record_id, out);
  out += ',';
  cell(text.techniques);
  cell(place.shown);
  number(event.offset);
  cell(id());
  AppendCsvCell(details_, out);
  out += "\r\n";
}

}  // namespace noroshi
