#include "analytics/contacts/contact.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

#include "base/hash.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

constexpr std::string_view kSysmonChannel = "Microsoft-Windows-Sysmon/Operational";
constexpr std::uint32_t kSysmonConnection = 3;
constexpr std::size_t kMaxNameBytes = 253;  // of DNS; a longer one is no name

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

void LowerInPlace(std::string& text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
}

// "http://a.example:443/x" and "a.example:443" -> "a.example".
void KeepHost(std::string& text) {
  if (const std::size_t scheme = text.find("://"); scheme != std::string::npos) {
    text.erase(0, scheme + 3);
  }
  text.resize(std::min(text.find_first_of("/?#"), text.size()));
  if (std::ranges::count(text, ':') == 1) text.resize(text.find(':'));
  while (text.ends_with('.')) text.pop_back();
  LowerInPlace(text);
}

bool ParseV4(std::string_view address, std::uint32_t& bits) {
  char text[INET_ADDRSTRLEN];
  if (address.size() >= sizeof text) return false;
  text[address.copy(text, sizeof text - 1)] = '\0';
  in_addr parsed;
  if (inet_pton(AF_INET, text, &parsed) != 1) return false;
  bits = ntohl(parsed.s_addr);
  return true;
}

bool ParseV6(std::string_view address, in6_addr& parsed) {
  char text[INET6_ADDRSTRLEN];
  if (address.size() >= sizeof text) return false;
  text[address.copy(text, sizeof text - 1)] = '\0';
  return inet_pton(AF_INET6, text, &parsed) == 1;
}

bool IsAddress(std::string_view text) {
  std::uint32_t bits = 0;
  in6_addr v6;
  return ParseV4(text, bits) || ParseV6(text, v6);
}

}  // namespace

bool IsInternalAddress(std::string_view address) noexcept {
  std::uint32_t bits = 0;
  if (ParseV4(address, bits)) {
    // 10/8, 172.16/12, 192.168/16, 100.64/10, 169.254/16. Documentation ranges are the Internet.
    return bits >> 24 == 10 || bits >> 20 == 0xAC1 || bits >> 16 == 0xC0A8 || bits >> 22 == 0x191 ||
           bits >> 16 == 0xA9FE;
  }
  in6_addr v6;
  if (!ParseV6(address, v6)) return false;
  return (v6.s6_addr[0] & 0xFE) == 0xFC || IN6_IS_ADDR_LINKLOCAL(&v6);
}

bool IsInternalName(std::string_view name) noexcept {
  if (name.find('.') == std::string_view::npos) return true;
  for (const std::string_view suffix : {".local", ".lan", ".internal", ".intranet", ".corp",
                                        ".home.arpa", ".localdomain", ".arpa"}) {
    if (name.ends_with(suffix)) return true;
  }
  return false;
}

bool IsNoPeer(std::string_view address) noexcept {
  std::uint32_t bits = 0;
  if (ParseV4(address, bits)) {
    const std::uint32_t top = bits >> 24;
    return top == 0 || top == 127 || top >= 224 || (bits & 0xFF) == 0xFF;
  }
  in6_addr v6;
  if (!ParseV6(address, v6)) return false;
  return IN6_IS_ADDR_LOOPBACK(&v6) || IN6_IS_ADDR_MULTICAST(&v6) || IN6_IS_ADDR_UNSPECIFIED(&v6);
}

ContactReader::LogKind ContactReader::KindOf(Symbol channel) {
  const auto number = static_cast<std::size_t>(channel);
  if (channel == kNoSymbol) return LogKind::kNone;
  if (number >= kinds_.size()) kinds_.resize(number + 1, LogKind::kUnknown);
  LogKind& kind = kinds_[number];
  if (kind != LogKind::kUnknown) return kind;
  const std::string_view name = context_.channels.Text(channel);
  kind = LogKind::kNone;
  if (StartsWith(name, "proxy:") || name == "suricata:http") kind = LogKind::kWeb;
  if (name == "zeek:http" || name == "zeek:open_http") kind = LogKind::kZeekHttp;
  if (name == "zeek:ssl" || name == "zeek:open_ssl" || name == "suricata:tls") {
    kind = LogKind::kZeekSsl;
  }
  constexpr std::string_view kFlows[] = {"zeek:conn",         "zeek:open_conn",   "suricata:flow",
                                         "fortigate:traffic", "paloalto:traffic", "cisco:asa"};
  if (std::ranges::find(kFlows, name) != std::end(kFlows) || StartsWith(name, "firewall:")) {
    kind = LogKind::kFlow;
  }
  if (name == kSysmonChannel) kind = LogKind::kSysmon;
  return kind;
}

bool ContactReader::Wants(const EventKind& kind) {
  const LogKind log = KindOf(kind.channel);
  if (log == LogKind::kSysmon) return kind.event_id == kSysmonConnection;
  return log != LogKind::kNone;
}

ContactReader::Plan ContactReader::MakePlan(const Event& event, LogKind kind) const {
  const EventKind event_kind{event.shape, event.channel, event.provider, event.event_id,
                             event.computer};
  const auto find = [&](FieldAliases aliases, std::initializer_list<std::string_view> names) {
    std::vector<FieldSource> all;
    for (const std::string_view name : names) {
      FieldQuery query;
      query.name = name;
      query.aliases = aliases;
      const auto sources = ResolveField(query, event_kind, context_);
      all.insert(all.end(), sources.begin(), sources.end());
    }
    return all;
  };
  Plan plan;
  switch (kind) {
    case LogKind::kWeb:
    case LogKind::kZeekHttp:
      plan.source = find(FieldAliases::kWeb, {"c-ip", "src_ip"});
      plan.name = find(FieldAliases::kWeb, {"cs-host", "r-dns", "c-uri"});
      plan.address = find(FieldAliases::kWeb, {"dst_ip", "r-ip"});
      plan.program = find(FieldAliases::kWeb, {"c-useragent"});
      plan.bytes = find(FieldAliases::kNone, {"cs-bytes", "request_body_len", "sc-bytes",
                                              "response_body_len", "http.length"});
      plan.method = find(FieldAliases::kWeb, {"cs-method"});
      plan.proxied = find(FieldAliases::kNone, {"proxied"});
      break;
    case LogKind::kZeekSsl:
      plan.source = find(FieldAliases::kFirewall, {"src_ip"});
      plan.name = find(FieldAliases::kNone, {"server_name", "tls.sni"});
      plan.address = find(FieldAliases::kFirewall, {"dst_ip"});
      break;
    case LogKind::kFlow:
      plan.source = find(FieldAliases::kFirewall, {"src_ip"});
      plan.address = find(FieldAliases::kFirewall, {"dst_ip"});
      plan.bytes = find(FieldAliases::kNone,
                        {"orig_bytes", "bytes_sent", "sentbyte", "flow.bytes_toserver", "bytes"});
      break;
    case LogKind::kSysmon:
      plan.name = find(FieldAliases::kNone, {"DestinationHostname"});
      plan.address = find(FieldAliases::kNone, {"DestinationIp"});
      plan.program = find(FieldAliases::kNone, {"Image"});
      plan.initiated = find(FieldAliases::kNone, {"Initiated"});
      break;
    default: break;
  }
  return plan;
}

const ContactReader::Plan& ContactReader::PlanOf(const Event& event, LogKind kind) {
  const std::uint64_t key = std::uint64_t{static_cast<std::uint32_t>(event.shape->id())} << 32 |
                            static_cast<std::uint32_t>(event.channel);
  const auto [at, fresh] = plans_.try_emplace(key);
  if (fresh) at->second = MakePlan(event, kind);
  return at->second;
}

bool ContactReader::Text(const std::vector<FieldSource>& sources, const Event& event,
                         std::string& out) {
  for (const FieldSource& source : sources) {
    values_.clear();
    AppendFieldValues(source, event, context_, arena_, values_);
    for (const Value& value : values_) {
      const std::string_view text = TextOf(value, scratch_);
      if (text.empty() || text == "-" || text == "(empty)") continue;
      out.assign(text);
      return true;
    }
  }
  out.clear();
  return false;
}

// A name tells less than the address behind it. Both may be empty.
bool ContactReader::IsInside(std::string_view name, std::string_view address) const {
  if (!name.empty() && IsInternalName(name)) return true;
  if (scope_ == nullptr) return IsInternalAddress(address);
  for (const std::string& domain : scope_->own_domains) {
    if (!name.ends_with(domain)) continue;
    const std::size_t more = name.size() - domain.size();
    if (more == 0 || name[more - 1] == '.') return true;
  }
  return scope_->own.Has(address);
}

bool ContactReader::Read(const Event& event, Contact& contact) {
  const LogKind kind = KindOf(event.channel);
  if (kind == LogKind::kNone || event.time.ticks == 0 || event.shape == nullptr) return false;
  if (kind == LogKind::kSysmon && event.event_id != kSysmonConnection) return false;
  arena_.Reset();
  const Plan& plan = PlanOf(event, kind);
  contact = Contact{};
  if (kind == LogKind::kSysmon) {
    if (Text(plan.initiated, event, scratch_) && scratch_ != "true") return false;
    source_ = TextOf(event.System(SystemField::kComputer), scratch_);
  } else if (!Text(plan.source, event, source_)) {
    return false;
  }
  Text(plan.address, event, address_);
  if (Text(plan.name, event, name_)) KeepHost(name_);
  Text(plan.program, event, program_);
  std::string number;
  for (const FieldSource& one : plan.bytes) {
    if (!Text({one}, event, number)) continue;
    if (std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; }) &&
        number.size() < 19) {
      contact.bytes = std::stoull(number);
      if (contact.bytes != 0) break;
    }
  }
  if (kind == LogKind::kWeb && address_.empty()) contact.via_proxy = true;
  if (kind == LogKind::kZeekHttp) {
    std::string text;
    contact.via_proxy = Text(plan.proxied, event, text);
    if (Text(plan.method, event, text) && text == "CONNECT") contact.via_proxy = true;
  }
  LowerInPlace(source_);
  const bool named = !name_.empty() && name_.size() <= kMaxNameBytes && !IsAddress(name_);
  if (!named && IsAddress(name_)) address_ = name_;
  if (!named && address_.empty()) return false;
  if (source_.empty() || IsNoPeer(address_)) return false;
  contact.source = source_;
  contact.destination = named ? name_ : address_;
  contact.address = address_;
  contact.program = program_;
  contact.internal = IsInside(named ? std::string_view(name_) : std::string_view(),
                              contact.via_proxy ? std::string_view() : contact.address);
  return true;
}

}  // namespace noroshi
