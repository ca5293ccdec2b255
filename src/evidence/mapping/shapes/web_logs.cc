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

constexpr Mapping kW3cLogs[3] = {W3c("iis", kIis, "webserver:iis"),
                                 W3c("w3c proxy", kProxy, "proxy:w3c"),
                                 W3c("w3c web server", kWeb, "webserver:w3c")};
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
