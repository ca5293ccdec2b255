#include "environment/environment_writer.h"

#include <fmt/format.h>

#include <utility>

#include "environment/yaml_text.h"

namespace noroshi {
namespace {

// Comments stand in one column where the entries let them.
constexpr std::size_t kCommentColumn = 44;

struct RoleKey {
  HostRole role;
  std::string_view key, about;
};
constexpr RoleKey kRoleKeys[] = {
    {HostRole::kDomainController, "domain_controllers", ""},
    {HostRole::kServer, "servers", "other servers"},
    {HostRole::kJumpHost, "jump_hosts", "administrators' way to servers"},
    {HostRole::kScanner, "scanners", "scanners, inventory, monitoring"},
    {HostRole::kUpdateServer, "update_servers", "called regularly by everybody"},
    {HostRole::kAdminWorkstation, "admin_workstations", ""},
    {HostRole::kWorkstation, "workstations", ""},
};

class Writer {
 public:
  Writer(const Environment& environment, const EnvironmentWriteOptions& options)
      : environment_(environment), options_(options) {}

  std::string Run() {
    for (const std::string& line : options_.head) {
      out_ += line.empty() ? "\n" : "# " + CommentText(line) + "\n";
    }
    if (!environment_.organisation.empty()) {
      Pair("organisation", environment_.organisation);
      out_ += '\n';
    }
    List("own_networks", "all else counts as the Internet", environment_.own_networks);
    List("own_domains", "", environment_.own_domains);
    Sites();
    Naming();
    for (const RoleKey& row : kRoleKeys) List(row.key, row.about, environment_.hosts(row.role));
    List("vpn_pools", "addresses given to VPN clients", environment_.vpn_pools);
    List("admin_accounts", "", environment_.accounts(AccountRole::kAdministrator));
    List("service_accounts", "", environment_.accounts(AccountRole::kService));
    List("trusted_destinations", "outside, and in order", environment_.trusted_destinations);
    Inventory();
    Allow();
    Unconfirmed();
    return std::move(out_);
  }

 private:
  // "key:", with a comment; false when there is nothing below it and nothing is to be shown.
  bool Key(std::string_view key, std::string_view about, bool empty) {
    if (empty && !options_.with_empty) return false;
    BeginLine();
    out_ += key;
    out_ += empty ? ": []" : ":";
    EndLine(about, 0);
    if (empty) out_ += '\n';
    return !empty;
  }
  void Pair(std::string_view key, std::string_view value) {
    out_ += key;
    out_ += ": ";
    AppendYamlScalar(value, out_);
    out_ += '\n';
  }
  void BeginLine() { line_at_ = out_.size(); }
  // Ends the line with the note, if there is one.
  void EndLine(std::string_view note, std::uint8_t confidence) {
    std::string comment;
    if (confidence != 0) comment = fmt::format("confidence {}", confidence);
    if (!note.empty()) comment += (comment.empty() ? "" : ": ") + CommentText(note);
    if (!comment.empty()) {
      const std::size_t width = out_.size() - line_at_;
      out_.append(width < kCommentColumn ? kCommentColumn - width : 1, ' ');
      out_ += "# " + comment;
    }
    out_ += '\n';
  }

  void Items(const EntryList& list, std::string_view indent) {
    for (const EnvironmentEntry& entry : list) {
      BeginLine();
      out_ += indent;
      out_ += "- ";
      AppendYamlScalar(entry.value, out_);
      EndLine(entry.note, entry.confidence);
    }
  }

  void List(std::string_view key, std::string_view about, const EntryList& list) {
    if (!Key(key, about, list.empty())) return;
    Items(list, "  ");
    out_ += '\n';
  }

  void Sites() {
    if (!Key("sites", "kind: head-office, affiliate, overseas or other",
             environment_.sites.empty())) {
      return;
    }
    for (const EnvironmentSite& site : environment_.sites) {
      BeginLine();
      out_ += "  - name: ";
      AppendYamlScalar(site.name, out_);
      EndLine(site.note, site.confidence);
      out_ += fmt::format("    kind: {}\n", SiteKindName(site.kind));
      if (site.location) {
        out_ += "    location: ";
        AppendYamlScalar(GeoPointText(*site.location), out_);
        out_ += '\n';
      }
      if (!site.networks.empty()) out_ += "    networks:\n";
      Items(site.networks, "      ");
      if (!site.hosts.empty()) out_ += "    hosts:\n";
      Items(site.hosts, "      ");
    }
    out_ += '\n';
  }

  void Naming() {
    if (!Key("naming", "# is a digit, ? a character, * any run", environment_.naming.empty())) {
      return;
    }
    for (const NamingEntry& naming : environment_.naming) {
      BeginLine();
      out_ += "  - pattern: ";
      AppendYamlScalar(naming.pattern, out_);
      EndLine(naming.note, naming.confidence);
      if (naming.role) out_ += fmt::format("    kind: {}\n", HostRoleName(*naming.role));
      Member("site", naming.site);
    }
    out_ += '\n';
  }

  void Member(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    out_ += "    ";
    Pair(key, value);
  }

  // A map as an item of a list; members without a text are left out.
  void Map(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
    std::string_view lead = "  - ";
    for (const auto& [key, value] : members) {
      if (value.empty()) continue;
      out_ += std::exchange(lead, "    ");
      Pair(key, value);
    }
  }

  void Inventory() {
    if (environment_.inventory.empty() || !Key("hosts", "", false)) return;
    for (const InventoryHost& host : environment_.inventory) {
      out_ += "  - ";
      Pair("name", host.name);
      Member("site", host.site);
      std::string roles;
      for (std::size_t i = 0; i < kHostRoles; ++i) {
        const auto role = static_cast<HostRole>(i);
        if (!HasRole(host.roles, role)) continue;
        roles += (roles.empty() ? "" : ", ") + std::string(HostRoleName(role));
      }
      if (!roles.empty()) out_ += "    roles: [" + roles + "]\n";
      if (!host.addresses.empty()) {
        out_ += fmt::format("    addresses: ['{}']\n", fmt::join(host.addresses, "', '"));
      }
    }
    out_ += '\n';
  }

  void Allow() {
    if (!Key("allow", "findings that are in order: with reason and last day",
             environment_.allow.empty())) {
      return;
    }
    for (const AllowEntry& entry : environment_.allow) {
      Map({{"rule", entry.rule},
           {"host", entry.host},
           {"account", entry.account},
           {"address", entry.address},
           {"field", entry.field},
           {"value", entry.value},
           {"reason", entry.reason},
           {"expires", entry.expires}});
    }
    out_ += '\n';
  }

  void Unconfirmed() {
    if (environment_.to_confirm.empty()) return;
    out_ +=
        "# Seen too seldom to be taken for normal, and used for nothing: what an intruder does\n"
        "# looks like this, too. Move to its list what is in order; delete the rest.\n";
    static_cast<void>(Key("to_confirm", "", false));
    for (const ToConfirm& one : environment_.to_confirm) {
      Map({{"list", one.list}, {"value", one.value}, {"why", one.why}});
    }
  }

  const Environment& environment_;
  const EnvironmentWriteOptions& options_;
  std::string out_;
  std::size_t line_at_ = 0;
};

}  // namespace

std::string WriteEnvironmentYaml(const Environment& environment,
                                 const EnvironmentWriteOptions& options) {
  return Writer(environment, options).Run();
}

}  // namespace noroshi
