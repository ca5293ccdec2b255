// Logs of web servers and proxies whose lines have columns: W3C extended (lines/w3c.h says in
// "_log" who wrote it), squid native, common and combined access logs. Their columns bear Sigma's
// names already.
#include "evidence/mapping/shapes.h"

namespace noroshi::shapes {
namespace {

using enum SystemField;

// IIS and proxies write UTC, as the draft wants; the Windows firewall writes local time.
constexpr TimeRow kUtc[] = {{"_time"}};
constexpr TimeRow kLocal[] = {{"_time", TimeForm::kIsoLocal}};
constexpr TimeRow kSquidTimes[] = {
    {"_time", TimeForm::kUnixSeconds}, {"_time", TimeForm::kHttp}, {"_time", TimeForm::kIsoLocal}};
constexpr TimeRow kHttpTime[] = {{"_time", TimeForm::kHttp}};

constexpr RenameRow kRenames[] = {{"_log"}, {"_time"}};
constexpr RenameRow kFirewallRenames[] = {
    {"_log"},
    {"_time"},
    {"src-ip", "src_ip"},
    {"dst-ip", "dst_ip"},
    {"src-port", "src_port"},
    {"dst-port", "dst_port"},
};
constexpr SystemRow kSystem[] = {{kComputer, "s-computername"}};

constexpr MappingKey kIis[] = {{"_log", "iis"}};
constexpr MappingKey kProxy[] = {{"_log", "proxy"}};
constexpr MappingKey kFirewall[] = {{"_log", "firewall"}};
constexpr MappingKey kMail[] = {{"_log", "mail"}};
constexpr MappingKey kExchange[] = {{"_log", "exchange"}};
// Exchange's HttpProxy log: one line for each request of a client, as an IIS would log it.
constexpr RenameRow kExchangeRenames[] = {
    {"_log"},
    {"_time"},
    {"method", "cs-method"},
    {"urlhost", "cs-host"},
    {"urlstem", "cs-uri-stem"},
    {"urlquery", "cs-uri-query"},
    {"clientipaddress", "c-ip"},
    {"httpstatus", "sc-status"},
    {"useragent", "cs-user-agent"},
    {"authenticateduser", "cs-username"},
};
constexpr SystemRow kExchangeSystem[] = {{kComputer, "serverhostname"}};
constexpr SystemRow kMailSystem[] = {{kComputer, "server-hostname"}};
constexpr MappingKey kWeb[] = {{"_log", "web"}};
constexpr MappingKey kSquidKeys[] = {{"_log"}};
constexpr MappingKey kSquidAccessKeys[] = {{"s-action"}};
constexpr MappingKey kAccessKeys[] = {{"c-ip"}};

constexpr Mapping W3c(std::string_view name, std::span<const MappingKey> keys,
                      std::string_view channel) {
  return {.name = name,
          .format = "w3c",
          .keys = keys,
          .system = kSystem,
          .renames = kRenames,
          .times = kUtc,
          .channel = channel};
}

}  // namespace

constexpr Mapping kW3cLogs[5] = {W3c("iis", kIis, "webserver:iis"),
                                 W3c("w3c proxy", kProxy, "proxy:w3c"),
                                 W3c("w3c web server", kWeb, "webserver:w3c"),
                                 {.name = "exchange message tracking",
                                  .format = "w3c",
                                  .keys = kMail,
                                  .system = kMailSystem,
                                  .renames = kRenames,
                                  .times = kUtc,
                                  .channel = "mail:exchange"},
                                 {.name = "exchange requests",
                                  .format = "w3c",
                                  .keys = kExchange,
                                  .system = kExchangeSystem,
                                  .renames = kExchangeRenames,
                                  .times = kUtc,
                                  .channel = "webserver:exchange"}};
constexpr Mapping kWindowsFirewall = {.name = "windows firewall log",
                                      .format = "w3c",
                                      .keys = kFirewall,
                                      .renames = kFirewallRenames,
                                      .times = kLocal,
                                      .channel = "firewall:windows"};
constexpr Mapping kSquid = {.name = "squid",
                            .format = "squid",
                            .keys = kSquidKeys,
                            .renames = kRenames,
                            .times = kSquidTimes,
                            .channel = "proxy:squid"};
constexpr Mapping kSquidAccess = {.name = "squid access log",
                                  .format = "access_log",
                                  .keys = kSquidAccessKeys,
                                  .renames = kRenames,
                                  .times = kHttpTime,
                                  .channel = "proxy:squid"};
constexpr Mapping kAccessLog = {.name = "access log",
                                .format = "access_log",
                                .keys = kAccessKeys,
                                .renames = kRenames,
                                .times = kHttpTime,
                                .channel = "webserver:access"};

}  // namespace noroshi::shapes
