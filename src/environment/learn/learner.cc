#include "environment/learn/learner.h"

#include <algorithm>

namespace noroshi {
namespace {

// Channels that Windows has on servers only, with the role or not at all: beginnings of names.
constexpr std::string_view kServerChannels[] = {
    "Directory Service",
    "DNS Server",
    "DFS Replication",
    "File Replication Service",
    "Active Directory Web Services",
    "Microsoft-Windows-DHCP-Server",
    "Microsoft-Windows-Dhcp-Server",
    "Microsoft-Windows-DNSServer",
    "Microsoft-Windows-TerminalServices-Gateway",
    "Microsoft-Windows-TerminalServices-Licensing",
    "Microsoft-Windows-RemoteDesktopServices-SessionBroker",
    "Microsoft-Windows-ServerManager-",
    "Microsoft-Windows-IIS-Logging",
    "Microsoft-Windows-Hyper-V-VMMS",
    "Microsoft-Windows-FailoverClustering/",
    "Microsoft-Windows-CertificationAuthority",
    "Microsoft-Windows-WindowsUpdateServices",
    "MSExchange Management",
    "AD FS/",
};

bool IsServerChannel(std::string_view channel) noexcept {
  return std::ranges::any_of(kServerChannels,
                             [&](std::string_view begin) { return channel.starts_with(begin); });
}

// Such an address changes hands too often to say anything.
constexpr std::uint64_t kFewSightings = 3;

}  // namespace

std::size_t LearntFacts::computers() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      places, [](const auto& entry) { return entry.second.logs.count != 0; }));
}

void EnvironmentLearner::Take(const FiledSighting& filed) {
  if (!open_ || filed.kind != kind_ || filed.subject != subject_) {
    Close();
    open_ = true;
    kind_ = filed.kind;
    subject_ = filed.subject;
  }
  ++facts_.sightings;
  facts_.all.Merge(filed.sum);
  if (!objects_.empty() && objects_.back().first == filed.object) {
    objects_.back().second.Merge(filed.sum);
  } else if (objects_.size() < kMaxObjects) {
    objects_.emplace_back(filed.object, filed.sum);
  } else {
    ++facts_.left_out;
  }
}

LearntFacts EnvironmentLearner::Finish() && {
  Close();
  return std::move(facts_);
}

const std::string& EnvironmentLearner::Resolved(const std::string& name) const {
  const auto owner = owners_.find(name);
  return owner == owners_.end() ? name : owner->second.name;
}

LearntPlace* EnvironmentLearner::PlaceOf(const std::string& name) {
  const std::string& own = Resolved(name);
  const auto found = facts_.places.find(own);
  if (found != facts_.places.end()) return &found->second;
  if (own.empty()) return nullptr;
  if (facts_.places.size() >= kMaxLearnt) {
    ++facts_.left_out;
    return nullptr;
  }
  return &facts_.places[own];
}

Fan EnvironmentLearner::FanOf(const Objects& objects) const {
  Fan fan;
  std::set<std::string_view> others;
  for (const auto& [object, sum] : objects) {
    fan.sum.Merge(sum);
    others.insert(Resolved(object));
  }
  others.erase(Resolved(subject_));
  fan.others = others.size();
  return fan;
}

void EnvironmentLearner::Close() {
  if (!open_) return;
  open_ = false;
  const auto fan_of_place = [&](Fan LearntPlace::*member) {
    if (LearntPlace* place = PlaceOf(subject_)) {
      // An address and a name of one computer close one after the other.
      Fan fan = FanOf(objects_);
      Fan& own = place->*member;
      own.others = std::max(own.others, fan.others);
      own.sum.Merge(fan.sum);
    }
  };
  const auto fan_of_name = [&](std::map<std::string, Fan>& rows) {
    if (rows.size() < kMaxLearnt) {
      rows.emplace(subject_, FanOf(objects_));
    } else {
      ++facts_.left_out;
    }
  };
  switch (kind_) {
    case LearntKind::kAddress: CloseAddresses(); break;
    case LearntKind::kDomain: fan_of_name(facts_.domains); break;
    case LearntKind::kLog: CloseLog(); break;
    case LearntKind::kController: CloseController(); break;
    case LearntKind::kInbound: fan_of_place(&LearntPlace::inbound); break;
    case LearntKind::kDesktop: CloseDesktop(); break;
    case LearntKind::kReach: fan_of_place(&LearntPlace::reach); break;
    case LearntKind::kClientName: fan_of_place(&LearntPlace::client_name); break;
    case LearntKind::kPrivilege:
    case LearntKind::kInteractive:
    case LearntKind::kServiceLogon:
    case LearntKind::kMember: CloseAccount(); break;
    case LearntKind::kVpn: fan_of_name(facts_.pools); break;
    case LearntKind::kContact:
      for (const auto& [source, sum] : objects_) TakeCaller(Resolved(source));
      if (objects_.size() > 1) fan_of_name(facts_.destinations);
      break;
  }
  objects_.clear();
}

void EnvironmentLearner::TakeCaller(const std::string& place) {
  if (facts_.callers.contains(place)) return;
  if (facts_.callers.size() < kMaxLearnt) {
    facts_.callers.insert(place);
  } else {
    ++facts_.left_out;
  }
}

void EnvironmentLearner::CloseAddresses() {
  LearntPlace* place = PlaceOf(subject_);
  if (place == nullptr) return;
  for (const auto& [address, sum] : objects_) {
    if (sum.count < kFewSightings) continue;
    place->addresses[address] += sum.count;
    if (owners_.size() >= kMaxLearnt && !owners_.contains(address)) continue;
    Owner& owner = owners_[address];
    if (sum.count > owner.count) owner = {subject_, sum.count};  // of equals the first by name
  }
}

void EnvironmentLearner::CloseLog() {
  LearntPlace* place = PlaceOf(subject_);
  if (place == nullptr) return;
  for (const auto& [channel, sum] : objects_) {
    place->logs.Merge(sum);
    if (IsServerChannel(channel)) place->marks.insert(channel);
  }
}

void EnvironmentLearner::CloseController() {
  LearntPlace* place = PlaceOf(subject_);
  if (place == nullptr) return;
  for (const auto& [id, sum] : objects_) {
    place->tickets.Merge(sum);
    place->ticket_ids.insert(id);
  }
}

void EnvironmentLearner::CloseDesktop() {
  if (LearntPlace* place = PlaceOf(subject_)) {
    const Fan fan = FanOf(objects_);
    place->desktops_out.others = std::max(place->desktops_out.others, fan.others);
    place->desktops_out.sum.Merge(fan.sum);
  }
  for (const auto& [target, sum] : objects_) {
    if (LearntPlace* place = PlaceOf(target)) ++place->desktops_in;
  }
}

void EnvironmentLearner::CloseAccount() {
  if (facts_.accounts.size() >= kMaxLearnt && !facts_.accounts.contains(subject_)) {
    ++facts_.left_out;
    return;
  }
  LearntAccount& account = facts_.accounts[subject_];
  if (kind_ == LearntKind::kMember) {
    for (const auto& [group, sum] : objects_) account.groups[group].Merge(sum);
    return;
  }
  Fan& fan = kind_ == LearntKind::kPrivilege     ? account.privilege
             : kind_ == LearntKind::kInteractive ? account.interactive
                                                 : account.service;
  fan = FanOf(objects_);
  if (kind_ != LearntKind::kPrivilege) return;
  for (const auto& [host, sum] : objects_) {
    const auto place = facts_.places.find(host);
    if (place == facts_.places.end()) continue;
    const LearntPlace& known = place->second;
    if (known.tickets.count != 0 || !known.marks.empty()) account.privilege_on_server = true;
  }
}

}  // namespace noroshi
