// User Access Logging of Windows Server (folder SUM): which account came from which address to
// which role of the server, when first and last, and on which days how often; kept for three years
// at most. Current.mdb and one {GUID}.mdb a year hold the clients, SystemIdentity.mdb beside them
// the names of the roles and of the server.
//
// Names of tables and columns: Microsoft, "Manage User Access Logging"; Brian Moran, KStrike
// (2021); Patrick Bennett, "UAL Thank Me Later" (CrowdStrike, 2021).
#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>

#include "base/ip_network.h"
#include "evidence/artefacts/ese/ese_facts.h"
#include "evidence/file.h"

namespace noroshi::ese {
namespace {

using artefacts::RecordWriter;

constexpr std::array<std::string_view, 2> kTables = {"CLIENTS", "ROLE_ACCESS"};
constexpr std::string_view kRoles = "ROLE_IDS", kIdentity = "SYSTEM_IDENTITY", kNames = "DNS";
constexpr std::string_view kIdentityFile = "SystemIdentity.mdb";
constexpr std::uint32_t kDays = 366;
// Clients' names of one server.
constexpr std::size_t kMaxHosts = 1 << 20;

struct RoleNames {
  std::string role, product;
};

// What SystemIdentity.mdb says; empty without it.
struct ServerIdentity {
  std::unordered_map<std::string, RoleNames> roles;  // by GUID
  std::string computer;
};

void ReadIdentity(const EseDatabase& database, ServerIdentity& identity) {
  if (const EseTable* table = database.catalogue.Find(kRoles)) {
    EseRows rows(database.file, *table);
    while (rows.Next() && identity.roles.size() < kMaxHosts) {
      identity.roles.try_emplace(GuidText(rows.Data("RoleGuid")),
                                 RoleNames{rows.Text("RoleName"), rows.Text("ProductName")});
    }
  }
  if (const EseTable* table = database.catalogue.Find(kIdentity)) {
    EseRows rows(database.file, *table);
    // The last is the newest.
    while (rows.Next()) {
      std::string name = rows.Text("SystemDNSHostName");
      if (!name.empty()) identity.computer = std::move(name);
    }
  }
}

// That file is an artefact itself: its damage is told when it is read as one.
void ReadIdentityBeside(std::string_view path, ServerIdentity& identity) {
  struct Silent final : DamageSink {
    void OnDamage(const Damage&) override {}
  } silent;
  const std::size_t slash = path.rfind('/');
  const std::string folder(slash == std::string_view::npos ? "" : path.substr(0, slash + 1));
  auto opened = ReadOnlyFile::Open(folder + std::string(kIdentityFile));
  if (!opened.ok()) return;
  const std::uint64_t size = opened->size();
  EseFile file(
      std::make_shared<FileBytes>(std::make_shared<const ReadOnlyFile>(*std::move(opened))), size,
      silent);
  if (!file.Open()) return;
  const EseCatalogue catalogue = ReadCatalogue(file);
  ReadIdentity({file, catalogue, path, silent}, identity);
}

// Four or sixteen bytes.
std::string AddressText(Bytes address) {
  IpAddress whole;
  if (address.size() == 4) whole.bytes[10] = whole.bytes[11] = 0xFF;  // as base keeps IPv4
  if (address.size() != 4 && address.size() != whole.bytes.size()) return {};
  std::copy_backward(address.begin(), address.end(), whole.bytes.end());
  return whole.ToString();
}

class AccessLogFacts final : public EseFacts {
 public:
  explicit AccessLogFacts(const EseDatabase& database) {
    ReadIdentity(database, identity_);
    if (identity_.roles.empty() && !database.path.empty()) {
      ReadIdentityBeside(database.path, identity_);
    }
    ReadHosts(database);
    for (std::uint32_t day = 1; day <= kDays; ++day) days_.push_back("Day" + std::to_string(day));
  }

  [[nodiscard]] std::span<const std::string_view> tables() const noexcept override {
    return kTables;
  }

  void Write(std::size_t table, EseRows& row, RecordWriter& records) override {
    if (table == 1) return WriteRole(row, records);
    const Timestamp first = row.Time("InsertDate"), last = row.Time("LastAccess");
    WriteClient(row, 0, last, "last_access", records);
    // The first access is a fact of its own on the timeline.
    if (first != last && first.ticks != 0) WriteClient(row, 1, first, "first_access", records);
  }

 private:
  void ReadHosts(const EseDatabase& database) {
    const EseTable* table = database.catalogue.Find(kNames);
    if (table == nullptr) return;
    EseRows rows(database.file, *table);
    while (rows.Next() && hosts_.size() < kMaxHosts) {
      hosts_.try_emplace(rows.Text("Address"), rows.Text("HostName"));
    }
  }

  void Begin(std::string_view channel, EseRows& row, std::uint64_t behind,
             RecordWriter& records) const {
    records.Begin(channel, row.offset() + behind);
    records.TextIfAny("Computer", identity_.computer);
  }

  void WriteRoleNames(EseRows& row, RecordWriter& records) const {
    const std::string guid = GuidText(row.Data("RoleGuid"));
    records.TextIfAny("RoleGuid", guid);
    const auto found = identity_.roles.find(guid);
    if (found == identity_.roles.end()) return;
    records.TextIfAny("RoleName", found->second.role);
    records.TextIfAny("ProductName", found->second.product);
  }

  void WriteClient(EseRows& row, std::uint64_t behind, Timestamp time, std::string_view meaning,
                   RecordWriter& records) const {
    Begin("ual_client", row, behind, records);
    records.When(time, meaning);
    WriteRoleNames(row, records);
    WriteAccount(row.Text("AuthenticatedUserName"), records);
    const std::string address = AddressText(row.Data("Address"));
    records.TextIfAny("IpAddress", address);
    const auto host = hosts_.find(address);
    const std::string name = host == hosts_.end() ? row.Text("ClientName") : host->second;
    records.TextIfAny("WorkstationName", name);
    records.Time("FirstAccess", row.Time("InsertDate"));
    records.Time("LastAccess", row.Time("LastAccess"));
    records.Number("TotalAccesses", row.Number("TotalAccesses"));
    if (behind == 0) WriteDays(row, records);
    records.End();
  }

  // "CORP\\alice", as logons have it in two fields.
  static void WriteAccount(std::string_view account, RecordWriter& records) {
    const std::size_t slash = account.find('\\');
    if (slash != std::string_view::npos) {
      records.TextIfAny("TargetDomainName", account.substr(0, slash));
      account.remove_prefix(slash + 1);
    }
    records.TextIfAny("TargetUserName", account);
  }

  // A counter for each day of the last access's year: "2020-10-05=3".
  void WriteDays(EseRows& row, RecordWriter& records) const {
    const Timestamp last = row.Time("LastAccess");
    const auto january = FromCivil({.year = ToCivil(last).year});
    if (last.ticks == 0 || !january) return;
    for (std::size_t day = 0; day < days_.size(); ++day) {
      const std::uint64_t count = row.Number(days_[day]);
      if (count == 0) continue;
      const Timestamp date{january->ticks + day * kTicksPerDay};
      records.Text("ActiveDay", ToIso8601(date).substr(0, 10) + "=" + std::to_string(count));
    }
  }

  void WriteRole(EseRows& row, RecordWriter& records) const {
    Begin("ual_role", row, 0, records);
    records.When(row.Time("LastSeen"), "last_access");
    WriteRoleNames(row, records);
    records.Time("FirstAccess", row.Time("FirstSeen"));
    records.End();
  }

  ServerIdentity identity_;
  std::vector<std::string> days_;                       // names of columns
  std::unordered_map<std::string, std::string> hosts_;  // by address
};

}  // namespace

std::unique_ptr<EseFacts> OpenAccessLog(const EseDatabase& database) {
  const EseTable* clients = database.catalogue.Find("CLIENTS");
  const bool has_clients = clients != nullptr && clients->by_name.contains("RoleGuid");
  if (!has_clients && database.catalogue.Find(kRoles) == nullptr) return nullptr;
  return std::make_unique<AccessLogFacts>(database);
}

}  // namespace noroshi::ese
