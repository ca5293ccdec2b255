#include "stream/output/incident_input.h"

#include <algorithm>
#include <utility>

#include "analytics/logon_graph/names.h"
#include "rules/sigma/tags.h"

namespace noroshi {
namespace {

using Json = rapidjson::Value;

std::string_view TextOf(const Json& value) {
  if (!value.IsString()) return {};
  return {value.GetString(), value.GetStringLength()};
}

std::string_view Text(const Json& object, const char* name) {
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? std::string_view() : TextOf(member->value);
}

// All of the line but the reasons, which take half of it and say nothing to incidents. A quote
// inside a JSON text stands behind a backslash, so what is looked for is found between members
// only; a field's value is a text, never a list.
void CopyWithoutReasons(std::string_view line, std::string& out) {
  const std::size_t reasons = line.find(",\"why\":[");
  if (reasons == std::string_view::npos) {
    out.assign(line);
    return;
  }
  out.assign(line.substr(0, reasons));
  const std::size_t members = line.find(",\"members\":[", reasons);
  out += members == std::string_view::npos ? "}" : line.substr(members);
}

void ReadMembers(const Json& line, IncidentFinding& finding) {
  const auto members = line.FindMember("members");
  if (members == line.MemberEnd() || !members->value.IsArray()) return;
  for (const Json& member : members->value.GetArray()) {
    if (!member.IsObject()) continue;
    finding.member_hosts.push_back(Text(member, "host"));
    if (const auto time = ParseIso8601(Text(member, "time")); time && time->ticks != 0) {
      const bool first = finding.since.ticks == 0 || *time < finding.since;
      if (first) finding.since = *time;
    }
    if (const auto from = Text(member, "from"); !from.empty()) {
      finding.member_sources.push_back(from);
    }
  }
  // What began on other hosts says nothing of this one.
  const auto is_own = [&](std::string_view host) { return host == finding.host; };
  if (!std::ranges::all_of(finding.member_hosts, is_own)) finding.since = {};
}

}  // namespace

const IncidentFinding& IncidentLineReader::Read(std::string_view line, std::uint32_t rule,
                                                Level level, Timestamp time) {
  finding_.fields.clear();
  finding_.member_hosts.clear();
  finding_.member_sources.clear();
  finding_.id = finding_.host = finding_.channel = {};
  finding_.rule = rule;
  finding_.level = level;
  finding_.time = time;
  finding_.since = {};
  finding_.event_id = 0;
  CopyWithoutReasons(line, text_);
  document_.SetNull();
  document_.GetAllocator().Clear();
  document_.ParseInsitu<rapidjson::kParseIterativeFlag>(text_.data());
  if (document_.HasParseError() || !document_.IsObject()) return finding_;
  finding_.id = Text(document_, "id");
  finding_.host = Text(document_, "host");
  finding_.channel = Text(document_, "channel");
  const auto event_id = document_.FindMember("event_id");
  if (event_id != document_.MemberEnd() && event_id->value.IsUint()) {
    finding_.event_id = event_id->value.GetUint();
  }
  const auto fields = document_.FindMember("fields");
  if (fields != document_.MemberEnd() && fields->value.IsObject()) {
    for (const auto& field : fields->value.GetObject()) {
      finding_.fields.emplace_back(TextOf(field.name), TextOf(field.value));
    }
  }
  ReadMembers(document_, finding_);
  return finding_;
}

IncidentSurroundings SurroundingsOf(const KnownEnvironment* environment, HostCare care) {
  IncidentSurroundings known;
  const auto looks_after = [accounts = std::move(care.accounts)](std::string_view account) {
    return std::ranges::binary_search(accounts, AccountKey(account, ""));
  };
  const auto is_way = [ways = std::move(care.ways)](std::string_view host) {
    return std::ranges::binary_search(ways, PlaceKey(host));
  };
  if (environment == nullptr) {
    known.host = [is_way](std::string_view host) {
      IncidentHostFacts facts;
      facts.way_through = is_way(host);
      return facts;
    };
    known.common_account = looks_after;
    return known;
  }
  const EnvironmentIndex& index = environment->index;
  known.host = [&index, is_way](std::string_view host) {
    const HostRoles roles = index.RolesOf(host);
    IncidentHostFacts facts;
    facts.server = HasRole(roles, HostRole::kServer);
    facts.domain_controller = HasRole(roles, HostRole::kDomainController);
    facts.jump_host = HasRole(roles, HostRole::kJumpHost);
    facts.serves_all =
        HasRole(roles, HostRole::kUpdateServer) || HasRole(roles, HostRole::kScanner);
    facts.way_through = is_way(host);
    facts.site = index.SiteOf(host);
    const SiteKind kind = index.KindOfSite(facts.site);
    facts.outlying = kind == SiteKind::kAffiliate || kind == SiteKind::kOverseas;
    return facts;
  };
  known.common_account = [&index, looks_after](std::string_view account) {
    return index.IsAccount(AccountRole::kAdministrator, account) ||
           index.IsAccount(AccountRole::kService, account) || looks_after(account);
  };
  return known;
}

RuleFacts FactsForIncidents(const Rule& rule) {
  RuleFacts facts;
  facts.id = rule.id;
  facts.title = rule.title;
  facts.title_ja = rule.title_ja;
  facts.idea = rule.idea;
  facts.level = rule.level;
  facts.techniques = rule.techniques;
  facts.tactics = rule.tactics;
  facts.families = sigma::AimsOf(rule);
  facts.source = RuleSourceName(rule.source);
  return facts;
}

}  // namespace noroshi
