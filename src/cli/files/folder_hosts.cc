#include "cli/files/folder_hosts.h"

#include <deque>
#include <memory>

#include "base/case_fold.h"
#include "environment/name_pattern.h"

namespace noroshi {
namespace {

constexpr std::string_view kEventLog = "evtx";
// The last chunks of a log may be empty.
constexpr std::size_t kLastUnits = 8;

class NoDamage final : public DamageSink {
 public:
  void OnDamage(const Damage&) override {}  // the hunt reads the log again, and tells
};

// The computer of the unit's last record; "" for none.
std::string HostIn(const Unit& unit, const ReadOptions& options) {
  EventContext context;
  const std::unique_ptr<Decoder> decoder = NewDecoder(kEventLog, options, context);
  EventBatch batch;
  NoDamage damage;
  ByteAccount account;
  decoder->Decode(unit, nullptr, batch, damage, account);
  for (auto event = batch.events.rbegin(); event != batch.events.rend(); ++event) {
    if (event->computer != kNoSymbol) return std::string(context.hosts.Text(event->computer));
  }
  return {};
}

std::string HostOfLog(const InputFile& file, const ReadOptions& options) {
  auto source = OpenSource(file.path, options);
  if (!source.ok() || (*source)->format() != kEventLog) return {};
  std::deque<Unit> last;
  NoDamage damage;
  ByteAccount account;
  for (std::uint64_t bytes = 0; bytes < kMostHostLogBytes;) {
    Unit unit;
    if (!(*source)->NextUnit(unit, damage, account)) break;
    unit.source = source->get();
    bytes += unit.bytes.size();
    last.push_back(std::move(unit));
    if (last.size() > kLastUnits) last.pop_front();
  }
  for (auto unit = last.rbegin(); unit != last.rend(); ++unit) {
    if (std::string host = HostIn(*unit, options); !host.empty()) return host;
  }
  return {};
}

// The folder that holds `path`; "" above the last one.
std::string_view Parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace

void FolderHosts::Add(std::string_view path, const std::string& host) {
  const std::string short_name = Folded(ShortHostName(host));
  bool is_above = false;  // of a folder that bears the name
  while (!path.empty()) {
    path = Parent(path);
    const auto row = folders_.try_emplace(std::string(path), Claim{host, false}).first;
    if (is_above || Folded(ShortHostName(row->second.host)) != short_name) {
      row->second.contested = true;
    }
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (Folded(name).find(short_name) != std::string::npos) is_above = true;
  }
}

std::string FolderHosts::HostOf(std::string_view path) const {
  while (!path.empty()) {
    path = Parent(path);
    const auto row = folders_.find(path);
    if (row != folders_.end()) return row->second.contested ? std::string() : row->second.host;
  }
  return {};
}

void FolderHosts::AddLog(const InputFile& file, const ReadOptions& options) {
  if (!file.problem.empty()) return;
  if (const std::string host = HostOfLog(file, options); !host.empty()) Add(file.path, host);
}

}  // namespace noroshi
