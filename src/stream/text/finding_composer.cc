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

Result<ComposedFinding> FindingComposer::Compose(const SortedRecord& record) {
  if (record.key.rule >= order_->size()) return Unreadable();
  ComposedFinding finding;
  finding.rule = order_->RuleAt(record.key.rule);
  std::string_view in = record.bytes;
  if (in.empty()) return Unreadable();
  const auto form = GetRaw<FindingForm>(in);
  const bool read =
      form == FindingForm::kMatch
          ? ComposeMatch(in, record.shared, finding)
          : ReadText(in, finding.host) && ReadText(in, finding.line) && ReadText(in, finding.row);
  if (!read) return Unreadable();
  return finding;
}

bool FindingComposer::ComposeMatch(std::string_view own, std::string_view shared,
                                   ComposedFinding& finding) {
  MatchParts parts;
  if (!ReadEventParts(shared, parts.event) || !ReadText(own, parts.id) ||
      !ReadText(own, parts.fields) || !ReadText(own, parts.details) ||
      !ReadText(own, parts.reasons)) {
    return false;
  }
  RuleText& text = texts_.For(finding.rule);
  if (!AppendLine(parts, finding.rule, text)) return false;
  row_.clear();
  if (with_timeline_) AppendRow(parts, finding.rule, text);
  finding.host = parts.event.host;
  finding.line = line_.text();
  finding.row = row_;
  return true;
}

bool FindingComposer::AppendLine(const MatchParts& parts, std::uint32_t rule, RuleText& text) {
  line_.Clear();
  line_.Append("{\"id\":\"");
  line_.Append(parts.id);
  line_.Append("\",\"time\":");
  line_.Append(parts.event.time);
  line_.Append(text.level_and_rule);
  line_.Append(parts.event.event);
  line_.Append(text.attack);
  line_.Append(parts.fields);
  line_.Append("},\"why\":[");
  if (!AppendReasons(parts.reasons, rule, text)) return false;
  line_.Append("]");
  line_.Append(parts.event.marks);
  line_.Append("}\n");
  return true;
}

bool FindingComposer::AppendReasons(std::string_view reasons, std::uint32_t rule, RuleText& text) {
  for (bool first = true; !reasons.empty(); first = false) {
    if (reasons.size() < sizeof(std::uint32_t)) return false;
    const auto test = GetRaw<std::uint32_t>(reasons);
    std::string_view value;
    const bool whole = ReadText(reasons, value);
    const ReasonText* reason = whole ? texts_.ForTest(rule, test, text) : nullptr;
    if (reason == nullptr) return false;
    if (!first) line_.Append(",");
    line_.Append(reason->before);
    line_.Append(value);
    line_.Append(reason->behind);
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
