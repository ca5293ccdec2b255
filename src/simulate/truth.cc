#include "simulate/truth.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <string_view>

namespace noroshi {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void Key(Writer& out, std::string_view name) {
  out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

void Text(Writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void TextMember(Writer& out, std::string_view name, std::string_view text) {
  Key(out, name);
  Text(out, text);
}

void NumberMember(Writer& out, std::string_view name, std::uint64_t value) {
  Key(out, name);
  out.Uint64(value);
}

void TextsMember(Writer& out, std::string_view name, const auto& texts) {
  Key(out, name);
  out.StartArray();
  for (const std::string& text : texts) Text(out, text);
  out.EndArray();
}

std::string_view RoleName(Role role) {
  constexpr std::string_view kNames[] = {"domain-controller",
                                         "file-server",
                                         "application-server",
                                         "management-server",
                                         "database-server",
                                         "web-server",
                                         "client"};
  return kNames[static_cast<std::size_t>(role)];
}

void WriteSites(Writer& out, const Organisation& organisation) {
  Key(out, "sites");
  out.StartArray();
  for (const SiteInfo& site : organisation.sites) {
    out.StartObject();
    TextMember(out, "name", site.prefix);
    Key(out, "hours_east_of_utc");
    out.Int(site.zone_hours);
    TextMember(out, "network", "10." + std::to_string(site.net) + ".0.0/16");
    TextMember(out, "vpn_pool", "10." + std::to_string(site.net) + ".30.0/24");
    out.EndObject();
  }
  out.EndArray();
}

void WriteHosts(Writer& out, const Organisation& organisation) {
  Key(out, "hosts");
  out.StartArray();
  for (const Host& host : organisation.hosts) {
    out.StartObject();
    TextMember(out, "name", host.name);
    TextMember(out, "computer", host.computer);
    TextMember(out, "address", host.address);
    TextMember(out, "site", organisation.InfoOf(host.site).prefix);
    TextMember(out, "role", RoleName(host.role));
    Key(out, "sysmon");
    out.Bool(host.audit.sysmon);
    out.EndObject();
  }
  out.EndArray();
}

void WriteRecord(Writer& out, const TruthRecord& where) {
  out.StartObject();
  if (!where.host.empty()) TextMember(out, "host", where.host);
  TextMember(out, "path", where.path);
  TextMember(out, "channel", where.channel);
  if (where.line == 0) {
    NumberMember(out, "event_id", where.event_id);
    NumberMember(out, "record_id", where.record_id);
  } else {
    NumberMember(out, "line", where.line);
  }
  TextMember(out, "time", ToIso8601(where.time));
  out.EndObject();
}

Timestamp TimeOf(const TruthEntry& entry, const std::vector<TruthRecord>& records) {
  Timestamp time = entry.time;
  for (const TruthRecord& record : records) {
    if (time.ticks == 0 || record.time < time) time = record.time;
  }
  return time;
}

void WriteEntry(Writer& out, const TruthEntry& entry, const std::vector<TruthRecord>& records,
                const std::set<std::string>& hidden) {
  out.StartObject();
  TextMember(out, "id", entry.id);
  TextMember(out, "title", entry.title);
  TextMember(out, "time", ToIso8601(TimeOf(entry, records)));
  if (!entry.host.empty()) TextMember(out, "host", entry.host);
  if (!entry.account.empty()) TextMember(out, "account", entry.account);
  TextsMember(out, "ideas", entry.ideas);
  TextsMember(out, "techniques", entry.techniques);
  Key(out, "visible");  // false when no log shows it, for the reasons in "not_visible_because"
  out.Bool(!records.empty());
  std::set<std::string> evidence;
  for (const TruthRecord& record : records) evidence.insert(record.channel);
  TextsMember(out, "evidence", evidence);
  if (!hidden.empty()) TextsMember(out, "not_visible_because", hidden);
  Key(out, "records");
  out.StartArray();
  for (const TruthRecord& record : records) WriteRecord(out, record);
  out.EndArray();
  out.EndObject();
}

// A host is visible when a step on it is.
void WriteAttackHosts(Writer& out, const Truth& truth) {
  Key(out, "attack_hosts");
  out.StartArray();
  for (const std::string& host : truth.attack_hosts()) {
    bool visible = false;
    for (std::size_t i = 0; i < truth.entries().size(); ++i) {
      if (truth.entries()[i].kind != TruthKind::kAttackStep) continue;
      const auto& records = truth.records()[i];
      visible = visible || (truth.entries()[i].host == host && !records.empty()) ||
                std::ranges::any_of(records, [&](const TruthRecord& r) { return r.host == host; });
    }
    out.StartObject();
    TextMember(out, "host", host);
    Key(out, "visible");
    out.Bool(visible);
    out.EndObject();
  }
  out.EndArray();
}

void WriteEntries(Writer& out, std::string_view name, TruthKind kind, const Truth& truth) {
  Key(out, name);
  out.StartArray();
  for (std::size_t i = 0; i < truth.entries().size(); ++i) {
    if (truth.entries()[i].kind == kind) {
      WriteEntry(out, truth.entries()[i], truth.records()[i], truth.hidden()[i]);
    }
  }
  out.EndArray();
}

}  // namespace

std::size_t Truth::Count(TruthKind kind) const noexcept {
  return static_cast<std::size_t>(
      std::count_if(entries_.begin(), entries_.end(),
                    [&](const TruthEntry& entry) { return entry.kind == kind; }));
}

std::string TruthToJson(const TruthHeader& header, const Truth& truth) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.SetIndent(' ', 1);
  out.StartObject();
  TextMember(out, "scenario", header.scenario);
  NumberMember(out, "seed", header.seed);
  TextMember(out, "start", ToIso8601(header.start));
  NumberMember(out, "days", header.days);
  NumberMember(out, "records", header.records);
  WriteSites(out, *header.organisation);
  WriteHosts(out, *header.organisation);
  WriteAttackHosts(out, truth);
  TextsMember(out, "attack_addresses", truth.attack_addresses());
  WriteEntries(out, "steps", TruthKind::kAttackStep, truth);
  WriteEntries(out, "look_alikes", TruthKind::kLookAlike, truth);
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace noroshi
