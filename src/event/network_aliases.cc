#include "event/network_aliases.h"

namespace noroshi {
namespace {

using enum Derivation;
constexpr auto kMore = NativeAlias::Use::kMore;

// Own names: W3C's as lines/w3c.h spells them, Zeek http.log's, Suricata's http.*, FortiGate's web
// filter's, whose url is the path, Palo Alto's URL log and Cisco's, whose url has the host, and
// CEF's.
constexpr NativeAlias kWeb[] = {
    {"c-uri", "cs-uri"},
    {"c-uri", "cs-uri-stem", kUrl, "cs-host"},
    {"c-uri", "cs-uri-path", kUrl, "cs-host"},
    {"c-uri", "uri", kUrl, "host"},
    {"c-uri", "http.url", kUrl, "http.hostname"},
    {"c-uri", "url", kUrl, "hostname"},
    {"c-uri", "cs-uri-stem", kStemAndQuery, "cs-uri-query", 0, kMore},
    {"c-uri", "cs-uri-path", kStemAndQuery, "cs-uri-query", 0, kMore},
    {"cs-uri", "c-uri"},
    {"cs-uri", "uri"},
    {"cs-uri", "http.url"},
    {"cs-uri", "url"},
    {"cs-uri", "cs-uri-stem", kStemAndQuery, "cs-uri-query"},
    {"cs-uri", "cs-uri-path", kStemAndQuery, "cs-uri-query"},

    // Rules mean by cs-uri-query the query, and as often all behind the host: both are given.
    {"cs-uri-query", "cs-uri-query"},
    {"cs-uri-query", "cs-uri"},
    {"cs-uri-query", "uri"},
    {"cs-uri-query", "http.url"},
    {"cs-uri-query", "url"},
    {"cs-uri-query", "c-uri"},
    {"cs-uri-query", "cs-uri-stem", kStemAndQuery, "cs-uri-query", 0, kMore},
    {"cs-uri-query", "cs-uri-path", kStemAndQuery, "cs-uri-query", 0, kMore},
    {"c-uri-query", "cs-uri-query"},
    {"c-uri-query", "c-uri", kUriQuery},
    {"c-uri-query", "cs-uri", kUriQuery},
    {"c-uri-query", "uri", kUriQuery},
    {"c-uri-query", "http.url", kUriQuery},
    {"c-uri-query", "url", kUriQuery},

    {"cs-uri-stem", "cs-uri-path"},
    {"cs-uri-stem", "cs-uri", kUriStem},
    {"cs-uri-stem", "c-uri", kUriStem},
    {"cs-uri-stem", "uri", kUriStem},
    {"cs-uri-stem", "http.url", kUriStem},
    {"cs-uri-stem", "url", kUriStem},
    {"c-uri-stem", "cs-uri-stem"},
    {"c-uri-stem", "cs-uri-path"},
    {"c-uri-stem", "c-uri", kUriStem},
    {"c-uri-stem", "cs-uri", kUriStem},
    {"c-uri-stem", "uri", kUriStem},
    {"c-uri-stem", "http.url", kUriStem},
    {"c-uri-stem", "url", kUriStem},
    {"c-uri-extension", "cs-uri-extension"},
    {"c-uri-extension", "cs-uri-stem", kUriExtension},
    {"c-uri-extension", "cs-uri-path", kUriExtension},
    {"c-uri-extension", "c-uri", kUriExtension},
    {"c-uri-extension", "cs-uri", kUriExtension},
    {"c-uri-extension", "uri", kUriExtension},
    {"c-uri-extension", "http.url", kUriExtension},
    {"c-uri-extension", "url", kUriExtension},

    {"c-useragent", "cs-user-agent"},
    {"c-useragent", "user_agent"},
    {"c-useragent", "http.http_user_agent"},
    {"c-useragent", "agent"},
    {"cs-user-agent", "c-useragent"},
    {"cs-user-agent", "user_agent"},
    {"cs-user-agent", "http.http_user_agent"},
    {"cs-user-agent", "agent"},
    {"cs-host", "host"},
    {"cs-host", "http.hostname"},
    {"cs-host", "hostname"},
    {"cs-host", "dhost"},
    {"cs-host", "c-uri", kUriHost},
    {"cs-host", "url", kUriHost},
    {"r-dns", "cs-host"},
    {"r-dns", "host"},
    {"r-dns", "http.hostname"},
    {"r-dns", "hostname"},
    {"r-dns", "dhost"},
    {"r-dns", "c-uri", kUriHost},
    {"r-dns", "url", kUriHost},
    // FortiGate's "method" says what the web filter judged by.
    {"cs-method", "httpmethod"},
    {"cs-method", "http_method"},
    {"cs-method", "method"},
    {"cs-method", "http.http_method"},
    {"sc-status", "status_code"},
    {"sc-status", "http.status"},
    {"cs-referer", "referrer"},
    {"cs-referer", "http.http_refer"},
    {"cs-referer", "referralurl"},
    {"cs-referer", "referer"},
    {"cs-referrer", "cs-referer"},
    {"cs-referrer", "referrer"},
    {"cs-referrer", "http.http_refer"},
    {"cs-referrer", "referralurl"},
    {"cs-referrer", "referer"},
    {"cs-username", "username"},
    {"cs-username", "user"},
    {"cs-username", "src_user"},
    {"c-ip", "id.orig_h"},
    {"c-ip", "src_ip"},
    {"c-ip", "srcip"},
    {"src_ip", "id.orig_h"},
    {"src_ip", "c-ip"},
    {"src_ip", "srcip"},
    {"dst_ip", "id.resp_h"},
    {"dst_ip", "dest_ip"},
    {"dst_ip", "dstip"},
    {"dst_ip", "r-ip"},
    {"dst_ip", "s-ip"},
    {"cs-content-type", "orig_mime_types"},
    {"sc-content-type", "resp_mime_types"},
    {"rs-content-type", "resp_mime_types"},
    {"rs-content-type", "http.http_content_type"},
    {"rs-content-type", "contenttype"},
    {"cs-bytes", "request_body_len"},
    {"cs-bytes", "sentbyte"},
    {"cs-bytes", "bytes_sent"},
    {"sc-bytes", "response_body_len"},
    {"sc-bytes", "http.length"},
    {"sc-bytes", "rcvdbyte"},
    {"sc-bytes", "bytes_received"},
};

constexpr NativeAlias kDns[] = {
    {"src_ip", "id.orig_h"},
    {"src_ip", "srcip"},
    {"query", "QueryName"},
    {"query", "dns.rrname"},
    {"query", "dns.queries.rrname"},
    {"query", "qname"},
    {"answer", "answers"},
    {"answer", "QueryResults"},
    {"answer", "dns.answers.rdata"},
    {"answer", "ipaddr"},
    {"record_type", "qtype_name"},
    {"record_type", "dns.rrtype"},
    {"record_type", "dns.queries.rrtype"},
    {"record_type", "qtype"},
};

constexpr NativeAlias kFirewall[] = {
    {"src_ip", "id.orig_h"},
    {"src_ip", "srcip"},
    {"dst_ip", "id.resp_h"},
    {"dst_ip", "dest_ip"},
    {"dst_ip", "dstip"},
    {"src_port", "id.orig_p"},
    {"src_port", "srcport"},
    {"dst_port", "id.resp_p"},
    {"dst_port", "dest_port"},
    {"dst_port", "dstport"},
    {"username", "user"},
    {"username", "unauthuser"},
    {"username", "src_user"},
    {"username", "session_user"},
    // What the side that opened the connection sent, and what it got.
    {"bytes_sent", "orig_bytes"},
    {"bytes_sent", "sentbyte"},
    {"bytes_sent", "flow.bytes_toserver"},
    {"bytes_received", "resp_bytes"},
    {"bytes_received", "rcvdbyte"},
    {"bytes_received", "flow.bytes_toclient"},
};

// The unified audit log of Microsoft 365 beside Defender for Cloud Apps, whose names rules use.
constexpr NativeAlias kM365[] = {
    {"eventName", "Operation"},
    {"eventSource", "Workload"},
    {"status", "ResultStatus"},
};

}  // namespace

std::span<const NativeAlias> WebAliases() noexcept { return kWeb; }
std::span<const NativeAlias> DnsAliases() noexcept { return kDns; }
std::span<const NativeAlias> FirewallAliases() noexcept { return kFirewall; }
std::span<const NativeAlias> M365Aliases() noexcept { return kM365; }

}  // namespace noroshi
