#include <fmt/format.h>

#include "analytics/visibility/advice.h"
#include "cli/visibility_text.h"
#include "stream/json_text.h"

namespace noroshi {
namespace {

// Writes `members` of a list with commas between: each call of `write` appends one value.
template <class List, class Write>
void AppendList(std::string_view name, const List& list, std::string& out, Write write) {
  out += name;
  out += '[';
  bool first = true;
  for (const auto& item : list) {
    if (!first) out += ',';
    first = false;
    write(item);
  }
  out += ']';
}

void AppendText(std::string_view name, std::string_view text, std::string& out) {
  out += name;
  AppendJsonString(text, out);
}

void AppendTime(std::string_view name, Timestamp time, std::string& out) {
  out += name;
  if (time.ticks == 0) {
    out += "null";
  } else {
    AppendJsonString(ToIso8601(time), out);
  }
}

void AppendCounts(std::string_view name, const SightCounts& counts, std::string& out) {
  out += fmt::format("{}{{\"blind\":{},\"quiet\":{},\"seen\":{}}}", name, counts[0], counts[1],
                     counts[2]);
}

void AppendLog(std::string_view channel, const LogCoverage& log, std::string& out) {
  AppendText("{\"channel\":", channel, out);
  out += fmt::format(",\"records\":{},\"doubtful\":{}", log.records(), log.doubtful());
  AppendTime(",\"first_seen\":", log.first_seen(), out);
  AppendTime(",\"last_seen\":", log.last_seen(), out);
  out += fmt::format(",\"active_days\":{},\"record_ids\":{{\"seen\":{},\"ranges\":{}}}",
                     log.days().days().size(), log.ids().seen(), log.ids().ranges().size());
  AppendList(",\"event_ids\":", log.kinds(), out, [&](const auto& kind) {
    out += fmt::format("{{\"event_id\":{},\"count\":{}}}", kind.first, kind.second.count);
  });
  out += '}';
}

void AppendHosts(const Coverage& coverage, std::string& out) {
  AppendList("{\"hosts\":", coverage.hosts(), out, [&](const auto& host) {
    AppendText("{\"host\":", host.first, out);
    AppendList(",\"logs\":", host.second.logs, out,
               [&](const auto& log) { AppendLog(log.first, log.second, out); });
    out += '}';
  });
}

void AppendRules(const VisibilityResult& result, std::string& out) {
  AppendList(",\"rules\":", result.visibility.rules, out, [&](const RuleVisibility& rule) {
    const RuleNeed& need = result.needs[rule.need];
    AppendText("{\"id\":", need.id, out);
    AppendText(",\"title\":", need.title, out);
    AppendText(",\"level\":", LevelName(need.level), out);
    AppendText(",\"log_source\":", need.log_source, out);
    AppendText(",\"sight\":", SightName(rule.best()), out);
    AppendCounts(",\"hosts\":", rule.hosts, out);
    out += '}';
  });
}

void AppendTechniques(const Visibility& visibility, std::string& out) {
  AppendList(",\"techniques\":", visibility.techniques, out, [&](const TechniqueVisibility& row) {
    AppendText("{\"technique\":", row.technique, out);
    AppendCounts(",\"rules\":", row.rules, out);
    AppendCounts(",\"hosts\":", row.hosts, out);
    out += '}';
  });
}

void AppendMissing(const Visibility& visibility, std::string& out) {
  AppendList(",\"missing\":", visibility.missing, out, [&](const MissingEvidence& row) {
    AppendText("{\"channel\":", row.channel, out);
    out += fmt::format(",\"event_id\":{}", row.event_id);
    AppendText(",\"log_source\":", row.log_source, out);
    out += fmt::format(",\"rules\":{},\"high_rules\":{}", row.rules, row.high_rules);
    if (!row.channel.empty()) {
      const Advice advice = AdviceFor(row.channel, row.event_id);
      AppendText(",\"advice\":{\"en\":", advice.english, out);
      AppendText(",\"ja\":", advice.japanese, out);
      out += '}';
    }
    out += '}';
  });
}

void AppendSilent(const VisibilityResult& result, std::string& out) {
  if (result.silent.empty()) return;
  out += ",\"silent_hosts\":[";
  for (std::size_t i = 0; i < result.silent.size(); ++i) {
    if (i != 0) out += ',';
    AppendText("{\"host\":", result.silent[i].first, out);
    AppendText(",\"role\":", result.silent[i].second, out);
    out += '}';
  }
  out += ']';
}

}  // namespace

std::string VisibilityJson(const VisibilityResult& result) {
  std::string out;
  AppendHosts(result.coverage, out);
  AppendTechniques(result.visibility, out);
  AppendRules(result, out);
  AppendMissing(result.visibility, out);
  AppendSilent(result, out);
  out += fmt::format(",\"records\":{},\"records_not_kept\":{}}}\n", result.coverage.records(),
                     result.coverage.records_not_kept());
  return out;
}

}  // namespace noroshi
