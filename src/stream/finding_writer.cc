#include "stream/finding_writer.h"

#include <algorithm>
#include <span>

#include "base/hash.h"
#include "base/time.h"
#include "event/value_text.h"
#include "stream/csv_text.h"
#include "stream/json_text.h"
#include "stream/run_format.h"
#include "stream/shown_text.h"

namespace noroshi {
namespace {

// Ids are two 64-bit hashes with different seeds: 128 bits, so that billions do not collide.
constexpr std::uint64_t kIdSeeds[2] = {0x6e6f726f73686931ULL, 0x6e6f726f73686932ULL};

void AppendJsonList(std::span<const std::string> items, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    AppendJsonString(items[i], out);
  }
  out += ']';
}

void AppendMember(std::string_view quoted_name_and_colon, std::string_view text, std::string& out) {
  out += quoted_name_and_colon;
  AppendJsonString(text, out);
}

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

std::string Joined(std::span<const std::string> items, std::string_view between) {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += between;
    text += item;
  }
  return text;
}

void AppendReason(const Reason& reason, std::string& scratch, std::string& out) {
  AppendMember("{\"selection\":", reason.selection, out);
  AppendMember(",\"field\":", reason.field, out);
  scratch = reason.value;
  CutLongText(scratch, kMaxShownValueBytes);
  AppendMember(",\"value\":", scratch, out);
  scratch = reason.pattern;
  CutLongText(scratch, kMaxShownValueBytes);
  AppendMember(",\"pattern\":", scratch, out);
  out += '}';
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
      rule_texts_(rules.rules.size()) {}

SortKey FindingWriter::Write(const Match& match, const SourcePlace& place, std::string& out) {
  const Event& event = *match.event;
  host_ = TextOf(event.System(SystemField::kComputer), scratch_);
  CutLongText(host_, kMaxShownValueBytes);
  CollectFields(match);
  id_.clear();
  AppendId(TextFor(match.rule), event, place.shown, id_);

  const std::size_t sizes_at = out.size();
  out.append(2 * sizeof(std::uint32_t), '\0');  // filled in below
  out += host_;
  const std::size_t line_at = out.size();
  AppendLine(match, place.shown, out);
  const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(host_.size()),
                                  static_cast<std::uint32_t>(out.size() - line_at)};
  std::memcpy(out.data() + sizes_at, sizes, sizeof sizes);
  if (with_timeline_) AppendRow(match, place.shown, out);
  return {event.time.ticks, place.rank.file, place.rank.member,
          event.line != 0 ? event.line : event.offset,
          order_.RankOf(static_cast<std::uint32_t>(match.rule))};
}

const FindingWriter::RuleText& FindingWriter::TextFor(RuleIndex index) {
  const auto number = static_cast<std::uint32_t>(index);
  std::unique_ptr<RuleText>& text = rule_texts_[number];
  if (text != nullptr) return *text;
  text = std::make_unique<RuleText>();
  const Rule& rule = rules_.rules[number];
  AppendMember("\"level\":", LevelName(rule.level), text->level_and_rule);
  AppendMember(",\"rule\":{\"id\":", rule.id, text->level_and_rule);
  AppendMember(",\"title\":", rule.title, text->level_and_rule);
  AppendMember(",\"source\":", RuleSourceName(rule.source), text->level_and_rule);
  AppendMember(",\"path\":", rule.path, text->level_and_rule);
  text->level_and_rule += '}';
  text->attack = "\"techniques\":";
  AppendJsonList(rule.techniques, text->attack);
  text->attack += ",\"tactics\":";
  AppendJsonList(rule.tactics, text->attack);
  text->techniques = Joined(rule.techniques, " ");
  for (std::size_t i = 0; i < 2; ++i) {
    text->id_seeds[i] = HashMix(Hash64(rule.id, kIdSeeds[i]), order_.Ordinal(number));
  }
  return *text;
}

std::string_view FindingWriter::ChannelText(Symbol symbol) {
  const auto number = static_cast<std::size_t>(symbol);
  if (number >= channel_texts_.size()) channel_texts_.resize(number + 1);
  std::string_view& text = channel_texts_[number];
  if (text.data() == nullptr) text = context_.channels.Text(symbol);
  return text;
}

void FindingWriter::CollectFields(const Match& match) {
  field_count_ = 0;
  for (const ShownField& field : fields_.For(match.rule, *match.event)) {
    if (field_count_ == field_texts_.size()) field_texts_.emplace_back();
    FieldText& shown = field_texts_[field_count_];
    shown.name = field.name;
    shown.text.clear();
    bool present = false;
    for (const std::uint32_t slot : field.slots) {
      const Value& value = match.event->values[slot];
      if (value.missing()) continue;
      if (present) shown.text += ", ";
      present = true;
      shown.text += TextOf(value, scratch_);
    }
    if (!present) continue;
    CutLongText(shown.text, kMaxShownValueBytes);
    ++field_count_;
  }
}

void FindingWriter::AppendId(const RuleText& rule, const Event& event, std::string_view path,
                             std::string& out) {
  out += "f-";
  for (std::size_t i = 0; i < 2; ++i) {
    std::uint64_t hash = Hash64(path, rule.id_seeds[i]);
    for (const std::uint64_t part : {event.offset, event.line, event.record_id}) {
      hash = HashMix(hash, part);
    }
    out += ToHex(hash);
  }
}

void FindingWriter::AppendLine(const Match& match, std::string_view path, std::string& out) {
  const Event& event = *match.event;
  const RuleText& rule = TextFor(match.rule);
  out += "{\"id\":\"";
  out += id_;
  out += "\",\"time\":";
  if (event.time.ticks == 0) {
    out += "null";
  } else {
    out += '"';
    AppendTime(event.time, out);
    out += '"';
  }
  out += ',';
  out += rule.level_and_rule;
  AppendEvent(event, path, out);
  out += ',';
  out += rule.attack;
  out += ",\"fields\":{";
  for (std::size_t i = 0; i < field_count_; ++i) {
    if (i > 0) out += ',';
    AppendJsonString(field_texts_[i].name, out);
    out += ':';
    AppendJsonString(field_texts_[i].text, out);
  }
  out += "},\"why\":[";
  for (std::size_t i = 0; i < match.reasons.size(); ++i) {
    if (i > 0) out += ',';
    AppendReason(match.reasons[i], scratch_, out);
  }
  out += ']';
  AppendMarks(event.marks, out);
  out += "}\n";
}

void FindingWriter::AppendEvent(const Event& event, std::string_view path, std::string& out) {
  AppendMember(",\"host\":", host_, out);
  AppendMember(",\"channel\":", ChannelText(event.channel), out);
  AppendMember(",\"provider\":", ChannelText(event.provider), out);
  out += ",\"event_id\":";
  AppendNumber(event.event_id, out);
  out += ",\"record_id\":";
  AppendNumberOrNull(event.record_id, out);
  AppendMember(",\"evidence\":{\"path\":", path, out);
  out += ",\"offset\":";
  AppendNumber(event.offset, out);
  out += ",\"line\":";
  AppendNumberOrNull(event.line, out);
  out += '}';
}

void FindingWriter::AppendRow(const Match& match, std::string_view path, std::string& out) {
  const Event& event = *match.event;
  const Rule& rule = rules_.rules[static_cast<std::size_t>(match.rule)];
  const auto cell = [&](std::string_view text) {
    AppendCsvCell(text, out);
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
  cell(ChannelText(event.channel));
  cell(ChannelText(event.provider));
  number(event.event_id);
  if (event.record_id != 0) AppendNumber(event.record_id, out);
  out += ',';
  cell(TextFor(match.rule).techniques);
  cell(path);
  number(event.offset);
  cell(id_);
  scratch_.clear();
  for (std::size_t i = 0; i < field_count_; ++i) {
    if (i > 0) scratch_ += "; ";
    scratch_ += field_texts_[i].name;
    scratch_ += ": ";
    scratch_ += field_texts_[i].text;
  }
  AppendCsvCell(scratch_, out);
  out += "\r\n";
}

}  // namespace noroshi
