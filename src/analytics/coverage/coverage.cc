#include "analytics/coverage/coverage.h"

#include <algorithm>
#include <utility>

#include "event/value_text.h"

namespace noroshi {
namespace {

// Windows compares computer names without case. Names are ASCII by rule of DNS and NetBIOS; other
// letters stay as they are.
void UpperAscii(std::string& text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
}

}  // namespace

bool LogsCommandLine(const Event& event, const EventContext& context) {
  if (event.event_id != 4688) return false;
  const auto symbol = context.fields.Find("CommandLine");
  if (!symbol) return false;
  const auto fields = event.shape->fields();
  const auto at = std::ranges::find(fields, *symbol, &ShapeField::field);
  if (at == fields.end()) return false;
  std::string scratch;
  return !TextOf(event.Payload()[static_cast<std::size_t>(at - fields.begin())], scratch).empty();
}

void Coverage::Add(const Event& event, const EventContext& context) {
  ++records_;
  host_ = TextOf(event.System(SystemField::kComputer), scratch_);
  UpperAscii(host_);
  LogCoverage* log = LogOf(host_, context.channels.Text(event.channel));
  if (log == nullptr) {
    ++not_kept_;
    return;
  }
  log->Add(event);
  HostCoverage& host = hosts_.find(host_)->second;
  if (LogsCommandLine(event, context)) ++host.processes_with_command_line;
  if (const auto notable = NotableEventOf(event, context)) AddNotable(host, *notable);
}

void Coverage::Merge(const Coverage& other) {
  records_ += other.records_;
  not_kept_ += other.not_kept_;
  for (const auto& [name, host] : other.hosts_) {
    for (const auto& [channel, log] : host.logs) {
      LogCoverage* mine = LogOf(name, channel);
      if (mine == nullptr) {
        not_kept_ += log.records();
      } else {
        mine->Merge(log);
      }
    }
    const auto mine = hosts_.find(name);
    if (mine == hosts_.end()) continue;
    mine->second.processes_with_command_line += host.processes_with_command_line;
    for (const NotableEvent& event : host.notable) AddNotable(mine->second, event);
  }
}

void Coverage::Clear() {
  hosts_.clear();
  logs_ = 0;
  records_ = not_kept_ = 0;
}

LogCoverage* Coverage::LogOf(std::string_view host, std::string_view channel) {
  auto at = hosts_.find(host);
  if (at == hosts_.end()) {
    if (hosts_.size() >= kMaxCoverageHosts || logs_ >= kMaxCoverageLogs) return nullptr;
    at = hosts_.emplace(std::string(host), HostCoverage{}).first;
  }
  auto& logs = at->second.logs;
  const auto log = logs.find(channel);
  if (log != logs.end()) return &log->second;
  if (logs_ >= kMaxCoverageLogs) return nullptr;
  ++logs_;
  return &logs.emplace(std::string(channel), LogCoverage{}).first->second;
}

void Coverage::AddNotable(HostCoverage& host, const NotableEvent& event) {
  host.notable.insert(event);
  if (host.notable.size() > kMaxNotableEvents) host.notable.erase(std::prev(host.notable.end()));
}

}  // namespace noroshi
