#include "stream/text/finding_composer.h"

#include "stream/text/csv_text.h"

namespace noroshi {

std::string_view TimelineHeader() noexcept {
  return "message,datetime,timestamp_desc,level,rule_title,rule_id,host,channel,provider,event_id,"
         "record_id,techniques,path,offset,finding_id,details\r\n";
}

namespace {

Error Unreadable() {
  return {ErrorCode::kInvalid, 0, "journal",
          "it holds a finding that cannot be read; run the hunt without --resume"};
}

}  // namespace

Result<ComposedFinding> FindingComposer::Compose(const SortedRecord& record, LineBuffer& lines) {
  if (record.key.rule >= order_->size()) return Unreadable();
  ComposedFinding finding;
  finding.rule = order_->RuleAt(record.key.rule);
  std::string_view in = record.bytes;
  if (in.empty()) return Unreadable();
  const std::size_t start = lines.size();
  const bool read = GetRaw<FindingForm>(in) == FindingForm::kMatch
                        ? ComposeMatch(in, record.shared, lines, finding)
                        : ComposeJoined(in, lines, finding);
  if (!read) {
    lines.Truncate(start);
    return Unreadable();
  }
  finding.line = lines.text().substr(start);
  return finding;
}

bool FindingComposer::ComposeJoined(std::string_view own, LineBuffer& lines,
                                    ComposedFinding& finding) {
  std::string_view line;
  if (!ReadText(own, finding.host) || !ReadText(own, line) || !ReadText(own, finding.row)) {
    return false;
  }
  lines.Append(line);
  return true;
}

bool FindingComposer::ComposeMatch(std::string_view own, std::string_view shared, LineBuffer& lines,
                                   ComposedFinding& finding) {
  MatchParts parts;
  if (!ReadEventParts(shared, parts.event) || !ReadText(own, parts.id) ||
      !ReadText(own, parts.fields) || !ReadText(own, parts.details) ||
      !ReadText(own, parts.reasons)) {
    return false;
  }
  RuleText& text = texts_.For(finding.rule);
  if (!AppendLine(parts, finding.rule, text, lines)) return false;
  row_.clear();
  if (with_timeline_) AppendRow(parts, finding.rule, text);
  finding.host = parts.event.host;
  finding.row = row_;
  return true;
}

bool FindingComposer::AppendLine(const MatchParts& parts, std::uint32_t rule, RuleText& text,
                                 LineBuffer& line) {
  line.Append("{\"id\":\"");
  line.Append(parts.id);
  line.Append("\",\"time\":");
  line.Append(parts.event.time);
  line.Append(text.level_and_rule);
  line.Append(parts.event.event);
  line.Append(text.attack);
  line.Append(parts.fields);
  line.Append("},\"why\":[");
  if (!AppendReasons(parts.reasons, rule, text, line)) return false;
  line.Append("]");
  line.Append(parts.event.marks);
  line.Append("}\n");
  return true;
}

bool FindingComposer::AppendReasons(std::string_view reasons, std::uint32_t rule, RuleText& text,
                                    LineBuffer& line) {
  for (bool first = true; !reasons.empty(); first = false) {
    if (reasons.size() < sizeof(std::uint32_t)) return false;
    const auto test = GetRaw<std::uint32_t>(reasons);
    std::string_view value;
    const bool whole = ReadText(reasons, value);
    const ReasonText* reason = whole ? texts_.ForTest(rule, test, text) : nullptr;
    if (reason == nullptr) return false;
    if (!first) line.Append(",");
    line.Append(reason->before);
    line.Append(value);
    line.Append(reason->behind);
  }
  return true;
}

void FindingComposer::AppendRow(const MatchParts& parts, std::uint32_t rule, const RuleText& text) {
  const EventParts& event = parts.event;
  scratch_ = rules_->rules.Shown(rule).title;
  if (!event.host.empty()) scratch_.append(" on ").append(event.host);
  AppendCsvCell(scratch_, row_);
  row_ += ',';
  if (event.time.size() > 2 && event.time.front() == '"') {
    row_ += event.time.substr(1, event.time.size() - 2);
  }
  row_ += ',';
  row_ += text.row_rule;
  row_ += event.row_names;
  row_ += text.row_techniques;
  row_ += event.row_place;
  row_ += parts.id;
  row_ += ',';
  row_ += parts.details;
  row_ += "\r\n";
}

}  // namespace noroshi
