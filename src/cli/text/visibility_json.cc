#include <fmt/format.h>

#include "analytics/visibility/advice.h"
#include "cli/text/visibility_text.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

void AppendCounts(std::string_view name, const SightCounts& counts, std::string& out) {
  out += fmt::format("{}{{\"blind\":{},\"quiet\":{},\"seen\":{}}}", name, counts[0], counts[1],
                     counts[2]);
}

void AppendLog(std::string_view channel, const LogCoverage& log, std::string& out) {
  AppendJsonMember("{\"channel\":", channel, out);
  out += fmt::format(",\"records\":{},\"doubtful\":{}", log.records(), log.doubtful());
  AppendTimeMember(",\"first_seen\":", log.first_seen(), out);
  AppendTimeMember(",\"last_seen\":", log.last_seen(), out);
  out += fmt::format(",\"active_days\":{},\"record_ids\":{{\"seen\":{},\"ranges\":{}}}",
                     log.days().days().size(), log.ids().seen(), log.ids().ranges().size());
  AppendEach(",\"event_ids\":", log.kinds(), out, [&](const auto& kind) {
    out += fmt::format("{{\"event_id\":{},\"count\":{}}}", kind.first, kind.second.count);
  });
  out += '}';
}

void AppendHosts(const Coverage& coverage, std::string& out) {
  AppendEach("{\"hosts\":", coverage.hosts(), out, [&](const auto& host) {
    AppendJsonMember("{\"host\":", host.first, out);
    AppendEach(",\"logs\":", host.second.logs, out,
               [&](const auto& log) { AppendLog(log.first, log.second, out); });
    out += '}';
  });
}

void AppendRules(const VisibilityResult& result, std::string& out) {
  AppendEach(",\"rules\":", result.visibility.rules, out, [&](const RuleVisibility& rule) {
    const RuleNeed& need = result.needs[rule.need];
    AppendJsonMember("{\"id\":", need.id, out);
    AppendJsonMember(",\"title\":", need.title, out);
    AppendJsonMember(",\"level\":", LevelName(need.level), out);
    AppendJsonMember(",\"log_source\":", need.log_source, out);
    AppendJsonMember(",\"sight\":", SightName(rule.best()), out);
    AppendCounts(",\"hosts\":", rule.hosts, out);
    out += '}';
  });
}

void AppendTechniques(const Visibility& visibility, std::string& out) {
  AppendEach(",\"techniques\":", visibility.techniques, out, [&](const TechniqueVisibility& row) {
    AppendJsonMember("{\"technique\":", row.technique, out);
    AppendCounts(",\"rules\":", row.rules, out);
    AppendCounts(",\"hosts\":", row.hosts, out);
    out += '}';
  });
}

void AppendMissing(const Visibility& visibility, std::string& out) {
  AppendEach(",\"missing\":", visibility.missing, out, [&](const MissingEvidence& row) {
    AppendJsonMember("{\"channel\":", row.channel, out);
    out += fmt::format(",\"event_id\":{}", row.event_id);
    AppendJsonMember(",\"log_source\":", row.log_source, out);
    out += fmt::format(",\"rules\":{},\"high_rules\":{}", row.rules, row.high_rules);
    if (!row.channel.empty()) {
      const Advice advice = AdviceFor(row.channel, row.event_id);
      AppendJsonMember(",\"advice\":{\"en\":", advice.english, out);
      AppendJsonMember(",\"ja\":", advice.japanese, out);
      out += '}';
    }
    out += '}';
  });
}

void AppendSilent(const VisibilityResult& result, std::string& out) {
  if (result.silent.empty()) return;
  AppendObjects(",\"silent_hosts\":", result.silent, out, [&](const auto& host) {
    AppendJsonMember("\"host\":", host.first, out);
    AppendJsonMember(",\"role\":", host.second, out);
  });
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
