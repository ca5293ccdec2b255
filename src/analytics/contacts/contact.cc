#include "analytics/contacts/contact.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <charconv>

#include "analytics/contacts/authority.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

constexpr std::uint32_t kSysmonConnection = 3;
constexpr std::size_t kMaxNameBytes = 253;  // of DNS; a longer one is no name

void LowerInPlace(std::string& text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
}

void KeepHost(std::string& text) {
  const std::string_view host = HostOfAuthority(text);
  text.erase(0, static_cast<std::size_t>(host.data() - text.data()));
  text.resize(host.size());
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

// False for what is no whole number below 10^18.
bool ParseBytes(std::string_view text, std::uint64_t& bytes) {
  constexpr std::size_t kMaxDigits = 18;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
  return text.size() <= kMaxDigits && error == std::errc() && end == text.data() + text.size();
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

ContactLog ContactReader::LogOf(Symbol channel) {
  if (channel == kNoSymbol) return ContactLog::kNone;
  const auto number = static_cast<std::size_t>(channel);
  if (number >= logs_.size()) logs_.resize(number + 1);
  std::optional<ContactLog>& log = logs_[number];
  if (!log) log = ContactLogOf(context_.channels.Text(channel));
  return *log;
}

bool ContactReader::Wants(const EventKind& kind) {
  const ContactLog log = LogOf(kind.channel);
  if (log == ContactLog::kSysmon) return kind.event_id == kSysmonConnection;
  return log != ContactLog::kNone;
}

const ContactFields& ContactReader::FieldsOf(const Event& event, ContactLog log) {
  const std::uint64_t key = std::uint64_t{static_cast<std::uint32_t>(event.shape->id())} << 32 |
                            static_cast<std::uint32_t>(event.channel);
  const auto [at, fresh] = fields_.try_emplace(key);
  if (fresh) at->second = FindContactFields(log, event, context_);
  return at->second;
}

bool ContactReader::Text(std::span<const FieldSource> sources, const Event& event,
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

bool ContactReader::ReadSource(const ContactFields& fields, const Event& event, ContactLog log) {
  if (log != ContactLog::kSysmon) {
    if (!Text(fields.source, event, source_)) return false;
  } else {
    if (Text(fields.initiated, event, detail_) && detail_ != "true") return false;
    source_ = TextOf(event.System(SystemField::kComputer), scratch_);
  }
  LowerInPlace(source_);
  return !source_.empty();
}

std::uint64_t ContactReader::ReadBytes(const ContactFields& fields, const Event& event) {
  for (const FieldSource& source : fields.bytes) {
    std::uint64_t bytes = 0;
    if (Text({&source, 1}, event, detail_) && ParseBytes(detail_, bytes) && bytes != 0) {
      return bytes;
    }
  }
  return 0;
}

bool ContactReader::IsProxied(const ContactFields& fields, const Event& event, ContactLog log) {
  if (log == ContactLog::kWeb) return address_.empty();
  if (log != ContactLog::kZeekHttp) return false;
  return Text(fields.proxied, event, detail_) ||
         (Text(fields.method, event, detail_) && detail_ == "CONNECT");
}

ContactForm ContactReader::FormOf(const ContactFields& fields, const Event& event, ContactLog log) {
  if (log == ContactLog::kTls) return ContactForm::kSealed;
  const bool is_web = log == ContactLog::kWeb || log == ContactLog::kZeekHttp;
  if (!is_web || !Text(fields.method, event, detail_)) return ContactForm::kUntold;
  const bool posts = detail_ == "POST" || detail_ == "PUT";
  const bool reads = detail_ == "GET" || detail_ == "HEAD";
  if (detail_ == "CONNECT") return ContactForm::kSealed;
  if (!posts && !reads) return ContactForm::kUntold;
  if (Text(fields.scheme, event, detail_) && detail_.starts_with("https")) {
    return ContactForm::kSealed;
  }
  return posts ? ContactForm::kPost : ContactForm::kRead;
}

bool ContactReader::ChoosePeer(Contact& contact) {
  const bool is_address = IsAddress(name_);
  const bool named = !name_.empty() && name_.size() <= kMaxNameBytes && !is_address;
  if (is_address) address_ = name_;
  if ((!named && address_.empty()) || IsNoPeer(address_)) return false;
  contact.destination = named ? name_ : address_;
  contact.address = address_;
  contact.internal = IsInside(named ? std::string_view(name_) : std::string_view(),
                              contact.via_proxy ? std::string_view() : contact.address);
  return true;
}

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
  const ContactLog log = LogOf(event.channel);
  if (log == ContactLog::kNone || event.time.ticks == 0 || event.shape == nullptr) return false;
  if (log == ContactLog::kSysmon && event.event_id != kSysmonConnection) return false;
  arena_.Reset();
  const ContactFields& fields = FieldsOf(event, log);
  contact = Contact{};
  if (!ReadSource(fields, event, log)) return false;
  Text(fields.address, event, address_);
  if (Text(fields.name, event, name_)) KeepHost(name_);
  Text(fields.program, event, program_);
  contact.bytes = ReadBytes(fields, event);
  contact.via_proxy = IsProxied(fields, event, log);
  contact.form = FormOf(fields, event, log);
  contact.source = source_;
  contact.program = program_;
  return ChoosePeer(contact);
}

}  // namespace noroshi
