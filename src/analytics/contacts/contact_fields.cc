#include "analytics/contacts/contact_fields.h"

#include <algorithm>
#include <array>

namespace noroshi {
namespace {

struct NamedLog {
  std::string_view channel;
  ContactLog log;
};

// Channels by their whole name.
constexpr NamedLog kLogs[] = {
    {"Microsoft-Windows-Sysmon/Operational", ContactLog::kSysmon},
    {"cef:flow", ContactLog::kFlow},
    {"cef:web", ContactLog::kWeb},
    {"cisco:asa", ContactLog::kFlow},
    {"cisco:url", ContactLog::kWeb},
    {"fortigate:traffic", ContactLog::kFlow},
    {"fortigate:webfilter", ContactLog::kWeb},
    {"paloalto:traffic", ContactLog::kFlow},
    {"paloalto:url", ContactLog::kWeb},
    {"suricata:flow", ContactLog::kFlow},
    {"suricata:http", ContactLog::kWeb},
    {"suricata:tls", ContactLog::kTls},
    {"zeek:conn", ContactLog::kFlow},
    {"zeek:http", ContactLog::kZeekHttp},
    {"zeek:open_conn", ContactLog::kFlow},
    {"zeek:open_http", ContactLog::kZeekHttp},
    {"zeek:open_ssl", ContactLog::kTls},
    {"zeek:ssl", ContactLog::kTls},
};

// The names of one field in one kind of log, in the order in which to ask; "" fills up.
struct FieldNames {
  ContactLog log;
  ContactFields::Sources ContactFields::*field;
  FieldAliases aliases;
  std::array<std::string_view, 5> names;
};

constexpr FieldNames kNames[] = {
    {ContactLog::kWeb, &ContactFields::source, FieldAliases::kWeb, {"c-ip", "src_ip"}},
    {ContactLog::kWeb, &ContactFields::name, FieldAliases::kWeb, {"cs-host", "r-dns", "c-uri"}},
    {ContactLog::kWeb, &ContactFields::address, FieldAliases::kWeb, {"dst_ip", "r-ip"}},
    {ContactLog::kWeb, &ContactFields::program, FieldAliases::kWeb, {"c-useragent"}},
    {ContactLog::kWeb, &ContactFields::bytes, FieldAliases::kWeb, {"cs-bytes", "sc-bytes"}},
    {ContactLog::kWeb, &ContactFields::method, FieldAliases::kWeb, {"cs-method"}},
    {ContactLog::kWeb, &ContactFields::scheme, FieldAliases::kNone, {"cs-uri-scheme"}},
    {ContactLog::kWeb, &ContactFields::scheme, FieldAliases::kWeb, {"c-uri"}},
    {ContactLog::kWeb, &ContactFields::proxied, FieldAliases::kNone, {"proxied"}},
    {ContactLog::kTls, &ContactFields::source, FieldAliases::kFirewall, {"src_ip"}},
    {ContactLog::kTls, &ContactFields::name, FieldAliases::kNone, {"server_name", "tls.sni"}},
    {ContactLog::kTls, &ContactFields::address, FieldAliases::kFirewall, {"dst_ip"}},
    {ContactLog::kFlow, &ContactFields::source, FieldAliases::kFirewall, {"src_ip"}},
    {ContactLog::kFlow, &ContactFields::address, FieldAliases::kFirewall, {"dst_ip"}},
    {ContactLog::kFlow,
     &ContactFields::bytes,
     FieldAliases::kNone,
     {"orig_bytes", "bytes_sent", "sentbyte", "flow.bytes_toserver", "bytes"}},
    {ContactLog::kSysmon, &ContactFields::name, FieldAliases::kNone, {"DestinationHostname"}},
    {ContactLog::kSysmon, &ContactFields::address, FieldAliases::kNone, {"DestinationIp"}},
    {ContactLog::kSysmon, &ContactFields::program, FieldAliases::kNone, {"Image"}},
    {ContactLog::kSysmon, &ContactFields::initiated, FieldAliases::kNone, {"Initiated"}},
};

}  // namespace

ContactLog ContactLogOf(std::string_view channel) noexcept {
  if (channel.starts_with("proxy:")) return ContactLog::kWeb;
  if (channel.starts_with("firewall:")) return ContactLog::kFlow;
  const auto* const found = std::ranges::find(kLogs, channel, &NamedLog::channel);
  return found == std::end(kLogs) ? ContactLog::kNone : found->log;
}

ContactFields FindContactFields(ContactLog log, const Event& event, const EventContext& context) {
  const EventKind kind{event.shape, event.channel, event.provider, event.event_id, event.computer};
  const ContactLog rows = log == ContactLog::kZeekHttp ? ContactLog::kWeb : log;
  ContactFields fields;
  for (const FieldNames& row : kNames) {
    if (row.log != rows) continue;
    for (const std::string_view name : row.names) {
      if (name.empty()) break;
      FieldQuery query;
      query.name = name;
      query.aliases = row.aliases;
      const auto sources = ResolveField(query, kind, context);
      ContactFields::Sources& all = fields.*row.field;
      all.insert(all.end(), sources.begin(), sources.end());
    }
  }
  return fields;
}

}  // namespace noroshi
