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

std::string_view RoleName(Role role) {
  constexpr std::string_view kNames[] = {"domain-controller", "file-server", "application-server",
                                         "management-server", "client"};
  return kNames[static_cast<std::size_t>(role)];
}

void WriteHosts(Writer& out, const Organisation& organisation) {
  Key(out, "hosts");
  out.StartArray();
  for (const Host& host : organisation.hosts) {
    out.StartObject();
    TextMember(out, "name", host.name);
    TextMember(out, "computer", host.computer);
    TextMember(out, "address", host.address);
    TextMember(out, "site", host.site == Site::kHeadOffice ? "head-office" : "affiliate");
    TextMember(out, "role", RoleName(host.role));
    out.EndObject();
  }
  out.EndArray();
}

void WriteRecord(Writer& out, const TruthRecord& where) {
  out.StartObject();
  TextMember(out, "host", where.host);
  TextMember(out, "path", where.path);
  TextMember(out, "channel", ChannelName(where.record.channel));
  NumberMember(out, "event_id", where.record.event_id);
  NumberMember(out, "record_id", where.record.record_id);
  TextMember(out, "time", ToIso8601(where.record.time));
  out.EndObject();
}

void WriteEntry(Writer& out, const TruthEntry& entry, const std::vector<TruthRecord>& records) {
  out.StartObject();
  TextMember(out, "id", entry.id);
  TextMember(out, "title", entry.title);
  TextMember(out, "idea", entry.idea);
  Key(out, "techniques");
  out.StartArray();
  for (const std::string& technique : entry.techniques) Text(out, technique);
  out.EndArray();
  Key(out, "visible");  // false when the attacker cleared every log that showed it
  out.Bool(!records.empty());
  Key(out, "records");
  out.StartArray();
  for (const TruthRecord& record : records) WriteRecord(out, record);
  out.EndArray();
  out.EndObject();
}

void WriteEntries(Writer& out, std::string_view name, TruthKind kind, const Truth& truth) {
  Key(out, name);
  out.StartArray();
  for (std::size_t i = 0; i < truth.entries().size(); ++i) {
    if (truth.entries()[i].kind == kind) WriteEntry(out, truth.entries()[i], truth.records()[i]);
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
  WriteHosts(out, *header.organisation);
  WriteEntries(out, "steps", TruthKind::kAttackStep, truth);
  WriteEntries(out, "look_alikes", TruthKind::kLookAlike, truth);
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace noroshi
