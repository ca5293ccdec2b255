// SRUM (SRUDB.dat): which program sent and received how much, over which interface, and what it
// used of the machine, hour by hour for some weeks. Programs and users are numbers whose names
// stand in a table of their own.
//
// Names of tables and columns: Yogesh Khatri, "Forensic implications of System Resource Usage
// Monitor (SRUM) data in Windows 8" (2015); the registry's SRUM\Extensions.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "evidence/artefacts/ese/ese_facts.h"
#include "evidence/artefacts/mended_text.h"

namespace noroshi::ese {
namespace {

using artefacts::RecordWriter;

constexpr std::string_view kNames = "SruDbIdMapTable";
constexpr std::array<std::string_view, 3> kTables = {
    "{973F5D5C-1D90-4944-BE8E-24B94231A174}",  // network data usage
    "{DD6636C4-8929-4683-974E-22C046A43763}",  // network connectivity
    "{D10CA2FE-6FCF-4F6D-848E-B2E99266FA89}",  // application resource usage
};
constexpr std::uint64_t kIsUser = 3;  // kind of a name: a SID
// A machine of many years has some ten thousand.
constexpr std::size_t kMaxNames = 1 << 20;
constexpr std::size_t kMaxNameText = std::size_t{64} << 20;

struct UsageRow {
  std::string_view column;
  std::string_view field;
};
constexpr UsageRow kUsage[] = {
    {"ForegroundCycleTime", "ForegroundCycleTime"},
    {"BackgroundCycleTime", "BackgroundCycleTime"},
    {"FaceTime", "FaceTime"},
    {"ForegroundBytesRead", "ForegroundBytesRead"},
    {"ForegroundBytesWritten", "ForegroundBytesWritten"},
    {"BackgroundBytesRead", "BackgroundBytesRead"},
    {"BackgroundBytesWritten", "BackgroundBytesWritten"},
};

// IANA's interface types, which are the upper 16 bits of a network interface's LUID.
std::string InterfaceType(std::uint64_t luid) {
  switch (luid >> 48) {
    case 6: return "ethernet";
    case 23: return "ppp";
    case 24: return "loopback";
    case 53: return "virtual";
    case 71: return "wireless";
    case 131: return "tunnel";
    case 243:
    case 244: return "mobile";
    default: return std::to_string(luid >> 48);
  }
}

// The path behind "\Device\HarddiskVolume3"; "" for names of other forms.
std::string_view BehindDevice(std::string_view name) noexcept {
  constexpr std::string_view kDevice = "\\Device\\";
  if (!name.starts_with(kDevice)) return {};
  const std::size_t end = name.find('\\', kDevice.size());
  return end == std::string_view::npos ? std::string_view() : name.substr(end);
}

bool IsOfWindows(std::string_view path) noexcept {
  constexpr std::string_view kFolder = "\\windows\\system32\\";
  return path.size() > kFolder.size() &&
         std::equal(kFolder.begin(), kFolder.end(), path.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
         });
}

class SrumFacts final : public EseFacts {
 public:
  explicit SrumFacts(const EseDatabase& database) { ReadNames(database); }

  [[nodiscard]] std::span<const std::string_view> tables() const noexcept override {
    return kTables;
  }

  void Write(std::size_t table, EseRows& row, RecordWriter& records) override {
    static constexpr std::array<std::string_view, 3> kChannels = {"srum_network", "srum_connection",
                                                                  "srum_application"};
    records.Begin(kChannels[table], row.offset());
    // Windows writes what it counted once an hour.
    records.When(row.Time("TimeStamp"), "counted");
    WriteWho(row, records);
    if (table == 0) WriteNetwork(row, records);
    if (table == 1) WriteConnection(row, records);
    if (table == 2) WriteUsage(row, records);
    records.End();
  }

 private:
  void ReadNames(const EseDatabase& database) {
    const EseTable* table = database.catalogue.Find(kNames);
    EseRows rows(database.file, *table);
    std::size_t text_bytes = 0;
    while (rows.Next()) {
      const std::vector<std::uint8_t> blob = rows.Data("IdBlob");
      std::string name =
          rows.Number("IdType") == kIsUser ? SidText(blob) : artefacts::WideText(blob);
      text_bytes += name.size();
      if (names_.size() >= kMaxNames || text_bytes > kMaxNameText) {
        database.file.Report(table->root, "more names than any machine has");
        break;
      }
      const std::string_view path = BehindDevice(name);
      if (device_.empty() && IsOfWindows(path)) {
        device_ = name.substr(0, name.size() - path.size());
      }
      names_.try_emplace(rows.Number("IdIndex"), std::move(name));
    }
  }

  [[nodiscard]] std::string_view Name(std::uint64_t number) const {
    const auto found = names_.find(number);
    return found == names_.end() ? std::string_view() : std::string_view(found->second);
  }

  // The volume that Windows lies on is written C:, as in the other artefacts.
  [[nodiscard]] std::string ImageOf(std::string_view name) const {
    constexpr std::string_view kNoPath = "!!";  // "!!svchost.exe!2019/03/19:04:45:38!14a4d!..."
    if (name.starts_with(kNoPath)) {
      name.remove_prefix(kNoPath.size());
      return "?\\" + std::string(name.substr(0, name.find('!')));
    }
    const std::string_view path = BehindDevice(name);
    if (path.empty()) return {};
    const bool is_windows = name.substr(0, name.size() - path.size()) == device_;
    return is_windows ? "C:" + std::string(path) : std::string(name);
  }

  void WriteWho(EseRows& row, RecordWriter& records) const {
    const std::string_view application = Name(row.Number("AppId"));
    records.TextIfAny("Image", ImageOf(application));
    records.TextIfAny("Application", application);
    records.TextIfAny("UserSid", Name(row.Number("UserId")));
  }

  static void WriteInterface(EseRows& row, RecordWriter& records) {
    const std::uint64_t luid = row.Number("InterfaceLuid");
    records.Text("InterfaceType", InterfaceType(luid));
    records.Number("InterfaceLuid", luid);
    records.Number("ProfileId", row.Number("L2ProfileId"));
  }

  static void WriteNetwork(EseRows& row, RecordWriter& records) {
    records.Number("BytesSent", row.Number("BytesSent"));
    records.Number("BytesReceived", row.Number("BytesRecvd"));
    WriteInterface(row, records);
  }

  static void WriteConnection(EseRows& row, RecordWriter& records) {
    records.Number("ConnectedSeconds", row.Number("ConnectedTime"));
    records.Time("ConnectStart", row.Time("ConnectStartTime"));
    WriteInterface(row, records);
  }

  static void WriteUsage(EseRows& row, RecordWriter& records) {
    for (const UsageRow& one : kUsage) records.Number(one.field, row.Number(one.column));
  }

  std::unordered_map<std::uint64_t, std::string> names_;  // by number
  std::string device_;                                    // that Windows lies on
};

}  // namespace

std::unique_ptr<EseFacts> OpenSrum(const EseDatabase& database) {
  if (database.catalogue.Find(kNames) == nullptr) return nullptr;
  return std::make_unique<SrumFacts>(database);
}

}  // namespace noroshi::ese
