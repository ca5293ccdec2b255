#include "simulate/web_proxy.h"

#include <fmt/format.h>

#include <algorithm>

#include "simulate/log_time.h"

namespace noroshi {
namespace {

constexpr std::string_view kW3cHead =
    "#Software: Web Gateway 7\n#Version: 1.0\n"
    "#Fields: date time time-taken c-ip cs-username s-action sc-status cs-method cs-uri-scheme "
    "cs-host cs-uri-port cs-uri-path cs-uri-query sc-bytes cs-bytes cs(User-Agent) r-ip\n";

std::string_view OrDash(std::string_view text) { return text.empty() ? "-" : text; }

std::string SquidLine(Timestamp time, std::string_view client, std::string_view user,
                      const WebRequest& request) {
  const std::string target =
      request.tls ? fmt::format("{}:{}", request.server(), request.port)
      : request.port == 80
          ? fmt::format("http://{}{}", request.server(), request.path)
          : fmt::format("http://{}:{}{}", request.server(), request.port, request.path);
  return fmt::format("{}.{:03} {:6} {} {}/200 {} {} {} {} HIER_DIRECT/{} {}", EpochSeconds(time),
                     time.ticks % kTicksPerSecond / 10'000, request.seconds * 1'000 + 137, client,
                     request.tls ? "TCP_TUNNEL" : "TCP_MISS", request.received,
                     request.tls ? "CONNECT" : request.method, target, OrDash(user),
                     request.address, request.tls ? "-" : "text/html");
}

std::string W3cLine(Timestamp time, std::string_view client, std::string_view user,
                    const WebRequest& request) {
  const std::size_t mark = std::min(request.path.find('?'), request.path.size());
  const std::string path = request.tls ? "-" : request.path.substr(0, mark);
  const std::string query =
      request.tls || mark == request.path.size() ? "-" : request.path.substr(mark + 1);
  return fmt::format("{} {} {} {} {} {} 200 {} {} {} {} {} {} {} {} \"{}\" {}", DateText(time),
                     ClockText(time), request.seconds * 1'000 + 137, client, OrDash(user),
                     request.tls ? "TCP_TUNNELED" : "TCP_NC_MISS",
                     request.tls ? "CONNECT" : request.method, request.tls ? "tcp" : "http",
                     request.server(), request.port, path, query, request.received, request.sent,
                     OrDash(request.user_agent), request.address);
}

}  // namespace

WebProxy::WebProxy(ProxyForm form, const std::filesystem::path& root, std::string_view folder)
    : form_(form),
      log_(root, fmt::format("{}/proxy.log", folder), form == ProxyForm::kSquid ? "squid" : "w3c",
           form == ProxyForm::kSquid ? std::string() : std::string(kW3cHead)) {}

void WebProxy::Add(Timestamp time, Label label, std::string_view client, std::string_view user,
                   const WebRequest& request) {
  log_.Add(time, label,
           form_ == ProxyForm::kSquid ? SquidLine(time, client, user, request)
                                      : W3cLine(time, client, user, request));
}

}  // namespace noroshi
