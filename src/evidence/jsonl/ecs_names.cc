#include "evidence/jsonl/ecs_names.h"

#include <algorithm>
#include <string>

#include "evidence/flat/flat_value.h"

namespace noroshi::jsonl {
namespace {

constexpr std::string_view kSysmon = "Microsoft-Windows-Sysmon/Operational", kSecurity = "Security";

// A name of ECS in events of these ids (blanks between; "" = all of the log) and Windows' own.
struct NameRow {
  std::string_view channel, events, ecs, windows;
};
constexpr NameRow kNames[] = {
    {kSysmon, "8 10", "process.executable", "SourceImage"},
    {kSysmon, "8 10", "process.pid", "SourceProcessId"},
    {kSysmon, "8 10", "process.entity_id", "SourceProcessGuid"},
    {kSysmon, "", "process.executable", "Image"},
    {kSysmon, "", "process.command_line", "CommandLine"},
    {kSysmon, "", "process.working_directory", "CurrentDirectory"},
    {kSysmon, "", "process.pid", "ProcessId"},
    {kSysmon, "", "process.entity_id", "ProcessGuid"},
    {kSysmon, "", "process.parent.executable", "ParentImage"},
    {kSysmon, "", "process.parent.command_line", "ParentCommandLine"},
    {kSysmon, "", "process.parent.pid", "ParentProcessId"},
    {kSysmon, "", "process.parent.entity_id", "ParentProcessGuid"},
    {kSysmon, "1", "process.pe.original_file_name", "OriginalFileName"},
    {kSysmon, "1", "process.pe.product", "Product"},
    {kSysmon, "1", "process.pe.company", "Company"},
    {kSysmon, "1", "process.pe.description", "Description"},
    {kSysmon, "1", "process.pe.file_version", "FileVersion"},
    {kSysmon, "6 7", "file.path", "ImageLoaded"},
    {kSysmon, "6 7", "file.pe.original_file_name", "OriginalFileName"},
    {kSysmon, "6 7", "file.pe.product", "Product"},
    {kSysmon, "6 7", "file.pe.company", "Company"},
    {kSysmon, "6 7", "file.pe.description", "Description"},
    {kSysmon, "6 7", "file.code_signature.signed", "Signed"},
    {kSysmon, "6 7", "file.code_signature.subject_name", "Signature"},
    {kSysmon, "6 7", "file.code_signature.status", "SignatureStatus"},
    {kSysmon, "2 11 15 23 26 27 28 29", "file.path", "TargetFilename"},
    {kSysmon, "17 18", "file.name", "PipeName"},
    {kSysmon, "12 13 14", "registry.path", "TargetObject"},
    {kSysmon, "13", "registry.data.strings", "Details"},
    {kSysmon, "3", "source.ip", "SourceIp"},
    {kSysmon, "3", "source.port", "SourcePort"},
    {kSysmon, "3", "source.domain", "SourceHostname"},
    {kSysmon, "3", "destination.ip", "DestinationIp"},
    {kSysmon, "3", "destination.port", "DestinationPort"},
    {kSysmon, "3", "destination.domain", "DestinationHostname"},
    {kSysmon, "3", "network.transport", "Protocol"},
    {kSysmon, "22", "dns.question.name", "QueryName"},
    {kSysmon, "", "rule.name", "RuleName"},
    {kSecurity, "4688", "process.executable", "NewProcessName"},
    {kSecurity, "4688", "process.pid", "NewProcessId"},
    {kSecurity, "4688", "process.command_line", "CommandLine"},
    {kSecurity, "4688", "process.parent.executable", "ParentProcessName"},
    {kSecurity, "4624 4625 4634 4648 4656 4663 4673 4689 4798 4799", "process.executable",
     "ProcessName"},
    {kSecurity, "4697", "service.name", "ServiceName"},
    {kSecurity, "", "source.ip", "IpAddress"},
    {kSecurity, "", "source.port", "IpPort"},
    {kSecurity, "4624 4625 4648", "source.domain", "WorkstationName"},
};

struct HashRow {
  std::string_view name, key;
};
constexpr HashRow kHashes[] = {{"hash.md5", "MD5"},
                               {"hash.sha1", "SHA1"},
                               {"hash.sha256", "SHA256"},
                               {"pe.imphash", "IMPHASH"}};

bool HasWord(std::string_view words, std::string_view word) noexcept {
  if (words.empty()) return true;
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return true;
  }
  return false;
}

}  // namespace

EcsNames::EcsNames(PathTable& paths)
    : paths_(paths),
      adder_(paths),
      channel_(Path("winlog.channel")),
      event_id_(Path("winlog.event_id")),
      code_(Path("event.code")),
      user_(Path("user.name")),
      domain_(Path("user.domain")),
      windows_user_(Path("winlog.event_data.User")),
      hashes_(Path("winlog.event_data.Hashes")) {
  for (const NameRow& row : kNames) {
    rows_.push_back({Path(row.ecs), Path("winlog.event_data." + std::string(row.windows))});
  }
}

EcsNames::EitherPath EcsNames::Path(std::string_view name) {
  EitherPath path{kRootPath, paths_.Find(kRootPath, name)};
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('.'), name.size());
    path.nested = paths_.Find(path.nested, name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return path;
}

std::string_view EcsNames::Text(const EitherPath& path) {
  const FlatField* field = adder_.record().Find(path.nested);
  if (field == nullptr) field = adder_.record().Find(path.flat);
  return field == nullptr ? std::string_view() : TextOf(*field, adder_.arena());
}

void EcsNames::Add(FlatRecord& record) {
  if (record.Find(channel_.nested) == nullptr && record.Find(channel_.flat) == nullptr) return;
  adder_.Continue(record);
  const std::string_view channel = Text(channel_);
  if (channel != kSysmon && channel != kSecurity) return;
  std::string_view event_id = Text(event_id_);
  if (event_id.empty()) event_id = Text(code_);
  if (event_id.empty()) return;
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i].channel == channel && HasWord(kNames[i].events, event_id)) AddRow(i);
  }
  if (channel != kSysmon) return;
  AddHashes(event_id == "1" ? "process." : "file.", hashes_);
  AddUser();
}

void EcsNames::AddRow(std::size_t index) {
  const Row& row = rows_[index];
  FlatRecord& record = adder_.record();
  if (record.Find(row.windows.nested) != nullptr || record.Find(row.windows.flat) != nullptr)
    return;
  const FlatField* field = record.Find(row.ecs.nested);
  if (field == nullptr) field = record.Find(row.ecs.flat);
  // By value: adding moves the fields.
  if (field != nullptr) record.Add(row.windows.nested, field->type, std::string_view(field->text));
}

void EcsNames::AddHashes(std::string_view object, const EitherPath& windows) {
  FlatRecord& record = adder_.record();
  if (record.Find(windows.nested) != nullptr || record.Find(windows.flat) != nullptr) return;
  std::string made;
  for (const HashRow& row : kHashes) {
    std::string hash(Text(Path(std::string(object) + std::string(row.name))));
    if (hash.empty()) continue;
    std::ranges::transform(hash, hash.begin(), [](char c) {
      return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;  // as Sysmon writes them
    });
    if (!made.empty()) made += ',';
    made.append(row.key).append(1, '=').append(hash);
  }
  if (!made.empty()) record.Add(windows.nested, FlatType::kMade, adder_.arena().Copy(made));
}

void EcsNames::AddUser() {
  FlatRecord& record = adder_.record();
  const bool told =
      record.Find(windows_user_.nested) != nullptr || record.Find(windows_user_.flat) != nullptr;
  const std::string_view name = Text(user_), domain = Text(domain_);
  if (told || name.empty() || domain.empty()) return;
  std::string made(domain);
  made.append(1, '\\').append(name);
  record.Add(windows_user_.nested, FlatType::kMade, adder_.arena().Copy(made));
}

}  // namespace noroshi::jsonl
