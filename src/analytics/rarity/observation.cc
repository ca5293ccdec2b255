#include "analytics/rarity/observation.h"

#include <algorithm>
#include <array>

#include "analytics/contacts/authority.h"
#include "base/case_fold.h"
#include "base/hash.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

constexpr std::array<std::string_view, kRareKinds> kNames = {
    "service", "task", "image", "library", "pipe", "workstation", "user-agent", "destination"};

constexpr std::string_view kSecurity = "Security";
constexpr std::string_view kSysmon = "Microsoft-Windows-Sysmon/Operational";
constexpr std::size_t kMaxNameBytes = 250;
constexpr std::uint32_t kAnyId = 0xFFFFFFFF;

std::string_view FileName(std::string_view path) {
  return path.substr(path.find_last_of("\\/") + 1);
}

bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// Behind "_": what per-user services are called.
void CutUserSuffix(std::string& name) {
  const std::size_t mark = name.rfind('_');
  if (mark == std::string::npos || name.size() - mark < 5) return;
  if (std::all_of(name.begin() + static_cast<std::ptrdiff_t>(mark) + 1, name.end(), IsHexDigit)) {
    name.resize(mark);
  }
}

// SIDs and GUIDs become '*'.
void CutIdentifiers(std::string& name) {
  if (const std::size_t sid = name.find("s-1-5-21-"); sid != std::string::npos) {
    std::size_t end = sid + 9;
    while (end < name.size() && ((name[end] >= '0' && name[end] <= '9') || name[end] == '-')) ++end;
    name.replace(sid, end - sid, "*");
  }
  constexpr std::size_t kGuidBytes = 36;
  for (std::size_t at = 0; at + kGuidBytes <= name.size(); ++at) {
    const bool guid = std::all_of(name.begin() + static_cast<std::ptrdiff_t>(at),
                                  name.begin() + static_cast<std::ptrdiff_t>(at + kGuidBytes),
                                  [](char c) { return IsHexDigit(c) || c == '-'; }) &&
                      name[at + 8] == '-' && name[at + 13] == '-' && name[at + 18] == '-';
    if (guid) name.replace(at, kGuidBytes, "*");
  }
}

void CutUserFolder(std::string& path) {
  constexpr std::string_view kUsers = "\\users\\";
  const std::size_t at = path.find(kUsers);
  if (at == std::string::npos) return;
  const std::size_t begin = at + kUsers.size();
  const std::size_t end = path.find('\\', begin);
  if (end != std::string::npos) path.replace(begin, end - begin, "*");
}

}  // namespace

// Which events are observations: fields of value, of a second part, of user and host. Names are
// those of the Sigma taxonomy; several are tried in turn.
struct ObservationReader::Row {
  std::string_view channel;  // with '*' behind: a prefix
  std::uint32_t event_id = 0;
  RareKind kind{};
  std::array<std::string_view, 2> value, user;
  std::string_view other = {};                // kLibrary: the library
  std::array<std::string_view, 2> host = {};  // none: the computer
  FieldAliases aliases = FieldAliases::kNone;
};

constexpr ObservationReader::Row ObservationReader::kRows[] = {
    {"System", 7045, RareKind::kService, {"ServiceName"}, {}},
    {kSecurity, 4697, RareKind::kService, {"ServiceName"}, {"SubjectUserName"}},
    {kSecurity, 4698, RareKind::kTask, {"TaskName"}, {"SubjectUserName"}},
    {"Microsoft-Windows-TaskScheduler/Operational",
     106,
     RareKind::kTask,
     {"TaskName"},
     {"UserContext"}},
    {kSysmon, 1, RareKind::kImage, {"Image"}, {"User"}},
    {kSecurity, 4688, RareKind::kImage, {"NewProcessName"}, {"SubjectUserName"}},
    {kSysmon, 7, RareKind::kLibrary, {"Image"}, {"User"}, "ImageLoaded"},
    {kSysmon, 17, RareKind::kPipe, {"PipeName"}, {"User"}},
    {kSysmon, 18, RareKind::kPipe, {"PipeName"}, {"User"}},
    {kSecurity, 4624, RareKind::kWorkstation, {"WorkstationName"}, {"TargetUserName"}},
    {kSecurity, 4625, RareKind::kWorkstation, {"WorkstationName"}, {"TargetUserName"}},
    {kSecurity, 4776, RareKind::kWorkstation, {"Workstation"}, {"TargetUserName"}},
    {kSysmon, 3, RareKind::kDestination, {"DestinationHostname", "DestinationIp"}, {"User"}},
    {kSysmon, 22, RareKind::kDestination, {"QueryName"}, {"User"}},
    {"zeek:ssl",
     kAnyId,
     RareKind::kDestination,
     {"server_name", "id.resp_h"},
     {},
     "",
     {"id.orig_h"}},
    {"proxy:*",
     kAnyId,
     RareKind::kDestination,
     {"cs-host", "c-uri"},
     {"cs-username"},
     "",
     {"c-ip"},
     FieldAliases::kWeb},
    {"zeek:http",
     kAnyId,
     RareKind::kDestination,
     {"cs-host", "id.resp_h"},
     {},
     "",
     {"c-ip"},
     FieldAliases::kWeb},
    {"proxy:*",
     kAnyId,
     RareKind::kUserAgent,
     {"c-useragent"},
     {"cs-username"},
     "",
     {"c-ip"},
     FieldAliases::kWeb},
    {"zeek:http",
     kAnyId,
     RareKind::kUserAgent,
     {"c-useragent"},
     {},
     "",
     {"c-ip"},
     FieldAliases::kWeb},
};

std::string_view RareKindName(RareKind kind) noexcept {
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<RareKind> ParseRareKind(std::string_view name) noexcept {
  const auto* at = std::ranges::find(kNames, name);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<RareKind>(at - kNames.begin());
}

std::string NormalName(RareKind kind, std::string_view text) {
  std::string name = Folded(text.substr(0, kMaxNameBytes));
  switch (kind) {
    case RareKind::kService: CutUserSuffix(name); [[fallthrough]];
    case RareKind::kTask:
    case RareKind::kPipe: CutIdentifiers(name); break;
    case RareKind::kImage: CutUserFolder(name); break;
    case RareKind::kWorkstation:
      while (name.starts_with('\\')) name.erase(0, 1);
      name.resize(std::min(name.find('.'), name.size()));
      break;
    case RareKind::kDestination: name = std::string(HostOfAuthority(name)); break;
    case RareKind::kLibrary:
    case RareKind::kUserAgent: break;
  }
  return name;
}

const ObservationReader::Row* ObservationReader::Find(std::string_view channel,
                                                      std::uint32_t event_id, std::uint32_t kinds) {
  for (const Row& row : kRows) {
    if ((kinds & BitOf(row.kind)) == 0) continue;
    if (row.event_id != kAnyId && row.event_id != event_id) continue;
    std::string_view name = row.channel;
    if (name.ends_with('*')) {
      name.remove_suffix(1);
      if (channel.substr(0, name.size()) == name) return &row;
    } else if (channel == name) {
      return &row;
    }
  }
  return nullptr;
}

const ObservationReader::Row* ObservationReader::RowOf(Symbol channel, std::uint32_t event_id) {
  if (channel == kNoSymbol) return nullptr;
  const std::uint64_t key = std::uint64_t{static_cast<std::uint32_t>(channel)} << 32 | event_id;
  const auto [at, fresh] = rows_.try_emplace(key, nullptr);
  if (fresh) at->second = Find(context_.channels.Text(channel), event_id, kinds_);
  return at->second;
}

bool ObservationReader::Wants(const EventKind& kind) {
  return RowOf(kind.channel, kind.event_id) != nullptr;
}

const ObservationReader::Plan& ObservationReader::PlanOf(const Event& event, const Row& row) {
  const std::uint64_t shape = static_cast<std::uint32_t>(event.shape->id());
  const std::uint64_t key =
      HashMix(shape << 32 | static_cast<std::uint32_t>(event.channel), event.event_id);
  const auto [at, fresh] = plans_.try_emplace(key);
  if (!fresh) return at->second;
  const EventKind kind{event.shape, event.channel, event.provider, event.event_id, event.computer};
  const auto add = [&](std::string_view name, std::vector<FieldSource>& sources) {
    if (name.empty()) return;
    FieldQuery query;
    query.name = name;
    query.aliases = row.aliases;
    const auto found = ResolveField(query, kind, context_);
    sources.insert(sources.end(), found.begin(), found.end());
  };
  Plan& plan = at->second;
  for (const std::string_view name : row.value) add(name, plan.value);
  for (const std::string_view name : row.user) add(name, plan.user);
  for (const std::string_view name : row.host) add(name, plan.host);
  add(row.other, plan.other);
  return plan;
}

bool ObservationReader::Text(const std::vector<FieldSource>& sources, const Event& event,
                             std::string& out) {
  out.clear();
  for (const FieldSource& source : sources) {
    values_.clear();
    AppendFieldValues(source, event, context_, arena_, values_);
    for (const Value& value : values_) {
      const std::string_view text = TextOf(value, scratch_);
      if (text.empty() || text == "-" || text == "(empty)") continue;
      out.assign(text);
      return true;
    }
  }
  return false;
}

bool ObservationReader::Read(const Event& event, NameSighting& observation) {
  const Row* row = RowOf(event.channel, event.event_id);
  if (row == nullptr || event.time.ticks == 0 || event.shape == nullptr) return false;
  arena_.Reset();
  const Plan& plan = PlanOf(event, *row);
  if (!Text(plan.value, event, value_)) return false;
  value_ = NormalName(row->kind, value_);
  if (row->kind == RareKind::kLibrary) {
    if (!Text(plan.other, event, other_)) return false;
    other_ = Folded(other_);
    CutUserFolder(other_);
    value_ = std::string(FileName(value_)) + " > " + other_;
    value_.resize(std::min(value_.size(), kMaxNameBytes));
  }
  if (value_.empty()) return false;
  Text(plan.user, event, user_);
  user_ = Folded(std::string_view(user_).substr(0, kMaxNameBytes));
  if (!Text(plan.host, event, host_)) {
    host_ = TextOf(event.System(SystemField::kComputer), scratch_);
  }
  if (host_.empty()) return false;
  host_.resize(std::min(host_.size(), kMaxNameBytes));
  observation = {row->kind, value_, host_, user_};
  return true;
}

}  // namespace noroshi
