#include "environment/environment_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <unordered_set>

#include "base/case_fold.h"
#include "environment/allow_reader.h"
#include "environment/name_pattern.h"
#include "environment/problems.h"
#include "rules/yaml/yaml_reader.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxNameBytes = 1'024;  // DNS names have 253, Windows paths 260

// What the items of a list may be.
enum class ItemKind : std::uint8_t { kNetwork, kHost, kName };

class Reader {
 public:
  Reader(Environment& out, ProblemList& problems) : out_(out), problems_(problems) {}

  void Read(const YamlNode& root) {
    if (!root.is_mapping()) {
      problems_.Add(problems::kWrongForm, root, "an environment is a map");
      return;
    }
    for (const YamlEntry& entry : root.entries) ReadSection(entry);
    CheckSites();
  }

 private:
  using Method = void (Reader::*)(const YamlNode&);
  struct ListSection {
    std::string_view key;
    ItemKind kind;
    EntryList Environment::*list;
  };
  struct RoleSection {
    std::string_view key;
    HostRole role;
  };
  struct AccountSection {
    std::string_view key;
    AccountRole role;
  };
  struct OtherSection {
    std::string_view key;
    Method read;
  };

  static constexpr ListSection kLists[] = {
      {"own_networks", ItemKind::kNetwork, &Environment::own_networks},
      {"own_domains", ItemKind::kName, &Environment::own_domains},
      {"vpn_pools", ItemKind::kNetwork, &Environment::vpn_pools},
      {"trusted_destinations", ItemKind::kHost, &Environment::trusted_destinations},
  };
  static constexpr RoleSection kRoles[] = {
      {"servers", HostRole::kServer},
      {"domain_controllers", HostRole::kDomainController},
      {"jump_hosts", HostRole::kJumpHost},
      {"scanners", HostRole::kScanner},
      {"update_servers", HostRole::kUpdateServer},
      {"admin_workstations", HostRole::kAdminWorkstation},
      {"workstations", HostRole::kWorkstation},
  };
  static constexpr AccountSection kAccounts[] = {
      {"admin_accounts", AccountRole::kAdministrator},
      {"service_accounts", AccountRole::kService},
  };
  static std::span<const OtherSection> Others() {
    static constexpr OtherSection kOthers[] = {
        {"organisation", &Reader::ReadOrganisation},
        {"sites", &Reader::ReadSites},
        {"naming", &Reader::ReadNaming},
        {"hosts", &Reader::ReadInventory},
        {"allow", &Reader::ReadAllow},
        {"to_confirm", &Reader::ReadToConfirm},
    };
    return kOthers;
  }

  void ReadSection(const YamlEntry& entry) {
    const std::string_view key = entry.key->text;
    const YamlNode& value = *entry.value;
    for (const ListSection& list : kLists) {
      if (list.key == key) return ReadList(value, list.kind, out_.*list.list);
    }
    for (const RoleSection& role : kRoles) {
      if (role.key == key) return ReadList(value, ItemKind::kHost, out_.hosts(role.role));
    }
    for (const AccountSection& role : kAccounts) {
      if (role.key == key) return ReadList(value, ItemKind::kName, out_.accounts(role.role));
    }
    for (const OtherSection& other : Others()) {
      if (other.key == key) return (this->*other.read)(value);
    }
    problems_.Add(problems::kUnknownKey, *entry.key, fmt::format("unknown key '{}'", key),
                  "known keys: " + KnownKeys());
  }

  static std::string KnownKeys() {
    std::string keys;
    const auto add = [&](std::string_view key) {
      keys += (keys.empty() ? "" : ", ") + std::string(key);
    };
    for (const OtherSection& other : Others()) add(other.key);
    for (const ListSection& list : kLists) add(list.key);
    for (const RoleSection& role : kRoles) add(role.key);
    for (const AccountSection& role : kAccounts) add(role.key);
    return keys;
  }

  void ReadOrganisation(const YamlNode& node) { TakeText(node, "organisation", out_.organisation); }

  // Whether another entry fits in.
  bool Count(const YamlNode& node) {
    if (++entries_ <= kMaxEnvironmentEntries) return true;
    if (entries_ == kMaxEnvironmentEntries + 1) {
      problems_.Add(problems::kTooMany, node,
                    fmt::format("more than {} entries", kMaxEnvironmentEntries));
    }
    return false;
  }

  void TooMany(const YamlNode& node, std::string_view what, std::size_t most) {
    problems_.Add(problems::kTooMany, node, fmt::format("more than {} {}", most, what));
  }

  // A scalar with text that is no pattern of everything.
  bool TakeText(const YamlNode& node, std::string_view what, std::string& out) {
    if (!node.is_scalar() || node.IsNull() || node.text.empty()) {
      problems_.Add(problems::kWrongForm, node, fmt::format("{} is a text", what));
      return false;
    }
    if (node.text.size() > kMaxNameBytes) {
      problems_.Add(problems::kWrongForm, node,
                    fmt::format("{} has more than {} bytes", what, kMaxNameBytes));
      return false;
    }
    out = node.text;
    return true;
  }

  bool IsGood(const YamlNode& node, ItemKind kind) {
    bool host_bits = false;
    const auto network = ParseIpNetwork(node.text, &host_bits);
    if (kind == ItemKind::kNetwork && !network) {
      problems_.Add(problems::kNoRange, node, fmt::format("'{}' is not a range", node.text));
      return false;
    }
    if (kind != ItemKind::kName && network && host_bits) {
      problems_.Add(problems::kHostBits, node,
                    fmt::format("'{}' has bits behind its prefix; they are ignored", node.text));
    }
    if (StandsForEverything(node.text)) {
      problems_.Add(problems::kMatchesAll, node, fmt::format("'{}' is everything", node.text));
      return false;
    }
    return true;
  }

  // A list of texts, or a single text; nothing (the key alone) is an empty list.
  void ReadList(const YamlNode& node, ItemKind kind, EntryList& list) {
    if (node.IsNull()) return;
    if (node.is_mapping()) {
      problems_.Add(problems::kWrongForm, node, "this is a list of texts");
      return;
    }
    const auto take = [&](const YamlNode& item) {
      EnvironmentEntry entry;
      if (Count(item) && TakeText(item, "an entry", entry.value) && IsGood(item, kind)) {
        list.push_back(std::move(entry));
      }
    };
    if (node.is_scalar()) return take(node);
    for (const YamlNode* item : node.items) take(*item);
  }

  // Calls `take` for every map of a list.
  template <class Take>
  void ForEachMap(const YamlNode& node, std::string_view what, Take take) {
    if (node.IsNull()) return;
    if (!node.is_sequence()) {
      problems_.Add(problems::kWrongForm, node, fmt::format("this is a list of {}", what));
      return;
    }
    for (const YamlNode* item : node.items) {
      if (!Count(*item)) return;
      take(*item);
    }
  }

  void Unknown(const YamlNode& key, std::string_view known) {
    problems_.Add(problems::kUnknownKey, key, fmt::format("unknown key '{}'", key.text),
                  fmt::format("known keys: {}", known));
  }

  void ReadSites(const YamlNode& node) {
    ForEachMap(node, "sites", [&](const YamlNode& item) {
      std::string name;
      const YamlNode* name_node = item.Find("name");
      if (name_node == nullptr || !TakeText(*name_node, "a site's name", name)) {
        problems_.Add(problems::kWrongForm, item, "a site is a map with a name");
        return;
      }
      if (out_.sites.size() >= kMaxSites) return TooMany(item, "sites", kMaxSites);
      EnvironmentSite& site = out_.SiteNamed(name);
      for (const YamlEntry& entry : item.entries) ReadSiteKey(entry, site);
    });
  }

  void ReadSiteKey(const YamlEntry& entry, EnvironmentSite& site) {
    const std::string_view key = entry.key->text;
    if (key == "name") return;
    if (key == "networks") return ReadList(*entry.value, ItemKind::kNetwork, site.networks);
    if (key == "hosts") return ReadList(*entry.value, ItemKind::kHost, site.hosts);
    if (key == "location") return ReadLocation(*entry.value, site);
    if (key != "kind") return Unknown(*entry.key, "name, kind, networks, hosts, location");
    const auto kind = ParseSiteKind(entry.value->text);
    if (kind) {
      site.kind = *kind;
    } else {
      problems_.Add(problems::kUnknownWord, *entry.value,
                    fmt::format("'{}' is no kind of site", entry.value->text),
                    "use head-office, affiliate, overseas or other");
    }
  }

  void ReadLocation(const YamlNode& node, EnvironmentSite& site) {
    const auto point = ParseGeoPoint(node.text);
    if (point) {
      site.location = point;
      return;
    }
    problems_.Add(problems::kWrongForm, node, fmt::format("'{}' is no place", node.text),
                  "write latitude and longitude in degrees: \"35.68, 139.77\"");
  }

  std::optional<HostRole> ReadRole(const YamlNode& node) {
    const auto role = ParseHostRole(node.text);
    if (!role) {
      problems_.Add(problems::kUnknownWord, node, fmt::format("'{}' is no role", node.text),
                    "use server, domain_controller, jump_host, scanner, update_server, "
                    "admin_workstation or workstation");
    }
    return role;
  }

  void ReadNaming(const YamlNode& node) {
    ForEachMap(node, "naming schemes", [&](const YamlNode& item) {
      if (out_.naming.size() >= kMaxNamingSchemes) {
        return TooMany(item, "naming schemes", kMaxNamingSchemes);
      }
      NamingEntry naming;
      if (item.is_scalar()) {
        if (TakeText(item, "a pattern", naming.pattern) && IsGood(item, ItemKind::kHost)) {
          out_.naming.push_back(std::move(naming));
        }
        return;
      }
      for (const YamlEntry& entry : item.entries) {
        const std::string_view key = entry.key->text;
        if (key == "pattern") {
          if (!TakeText(*entry.value, "a pattern", naming.pattern)) return;
          if (!IsGood(*entry.value, ItemKind::kHost)) return;
        } else if (key == "site") {
          TakeSite(*entry.value, naming.site);
        } else if (key == "kind") {
          naming.role = ReadRole(*entry.value);
        } else {
          Unknown(*entry.key, "pattern, kind, site");
        }
      }
      if (naming.pattern.empty()) {
        problems_.Add(problems::kWrongForm, item, "a naming scheme has a pattern");
        return;
      }
      out_.naming.push_back(std::move(naming));
    });
  }

  void TakeSite(const YamlNode& node, std::string& site) {
    if (TakeText(node, "a site's name", site)) named_sites_.push_back(&node);
  }

  void ReadInventory(const YamlNode& node) {
    ForEachMap(node, "hosts", [&](const YamlNode& item) {
      InventoryHost host;
      if (item.is_scalar()) {
        if (TakeHostName(item, host)) out_.inventory.push_back(std::move(host));
        return;
      }
      bool named = false;
      for (const YamlEntry& entry : item.entries) {
        named = named || entry.key->text == "name";
        ReadHostKey(entry, host);
      }
      if (!named) problems_.Add(problems::kNoName, item, "a host has a name");
      if (host.name.empty()) return;
      out_.inventory.push_back(std::move(host));
    });
  }

  void ReadHostKey(const YamlEntry& entry, InventoryHost& host) {
    const std::string_view key = entry.key->text;
    const YamlNode& value = *entry.value;
    const auto each = [&](auto take) {
      if (value.is_mapping()) {
        problems_.Add(problems::kWrongForm, value, fmt::format("{} is a list of texts", key));
      }
      if (value.is_scalar() && !value.IsNull()) take(value);
      for (const YamlNode* one : value.items) take(*one);
    };
    if (key == "name") {
      TakeHostName(value, host);
    } else if (key == "site") {
      TakeSite(value, host.site);
    } else if (key == "roles" || key == "role") {
      each([&](const YamlNode& one) {
        if (const auto role = ReadRole(one)) host.roles |= RoleBit(*role);
      });
    } else if (key == "addresses" || key == "address") {
      each([&](const YamlNode& one) { TakeAddress(one, host); });
    } else {
      Unknown(*entry.key, "name, site, roles, addresses");
    }
  }

  // A pattern of everything with a role would give that role to all computers. False after a fault.
  bool TakeHostName(const YamlNode& node, InventoryHost& host) {
    std::string name;
    if (!TakeText(node, "a host's name", name) || !IsGood(node, ItemKind::kHost)) return false;
    host.name = std::move(name);
    return true;
  }

  void TakeAddress(const YamlNode& node, InventoryHost& host) {
    if (!Count(node)) return;
    if (!ParseIpAddress(node.text)) {
      problems_.Add(problems::kNotAnAddress, node,
                    fmt::format("'{}' is not an address", node.text));
      return;
    }
    host.addresses.emplace_back(node.text);
  }

  void ReadAllow(const YamlNode& node) {
    ForEachMap(node, "allowed things", [&](const YamlNode& item) {
      AllowEntry entry;
      if (ReadAllowEntry(item, problems_, entry)) out_.allow.push_back(std::move(entry));
    });
  }

  void ReadToConfirm(const YamlNode& node) {
    ForEachMap(node, "things to confirm", [&](const YamlNode& item) {
      if (!item.is_mapping()) {
        problems_.Add(problems::kWrongForm, item, "a thing to confirm is a map");
        return;
      }
      ToConfirm one;
      for (const YamlEntry& entry : item.entries) {
        std::string* place = entry.key->text == "list"    ? &one.list
                             : entry.key->text == "value" ? &one.value
                             : entry.key->text == "why"   ? &one.why
                                                          : nullptr;
        if (place == nullptr) {
          Unknown(*entry.key, "list, value, why");
        } else {
          TakeText(*entry.value, entry.key->text, *place);
        }
      }
      out_.to_confirm.push_back(std::move(one));
    });
  }

  // A site that is only named is made, so that what is said of it holds; it is told once.
  void CheckSites() {
    std::unordered_set<std::string> known;
    for (const EnvironmentSite& site : out_.sites) known.insert(Folded(site.name));
    for (const YamlNode* node : named_sites_) {
      if (!known.insert(Folded(node->text)).second) continue;
      if (out_.sites.size() >= kMaxSites) return TooMany(*node, "sites", kMaxSites);
      problems_.Add(problems::kUnknownSite, *node,
                    fmt::format("no site is called '{}'", node->text));
      out_.sites.emplace_back().name = node->text;
    }
  }

  Environment& out_;
  ProblemList& problems_;
  std::size_t entries_ = 0;
  std::vector<const YamlNode*> named_sites_;
};

}  // namespace

EnvironmentRead ReadEnvironmentYaml(std::string_view text, const std::string& path) {
  EnvironmentRead read;
  ProblemList found(path, text);
  Arena arena;
  for (const YamlDocument& document : ReadYaml(text, arena)) {
    if (document.error) {
      found.Add(problems::kNotYaml, document.error->line, document.error->column,
                document.error->message);
      continue;
    }
    for (const YamlNode* key : document.duplicate_keys) {
      found.Add(problems::kDuplicateKey, *key, fmt::format("'{}' is there twice", key->text));
    }
    if (document.root != nullptr && !document.root->IsNull()) {
      Reader(read.environment, found).Read(*document.root);
    }
  }
  read.problems = std::move(found).Take();
  return read;
}

}  // namespace noroshi
