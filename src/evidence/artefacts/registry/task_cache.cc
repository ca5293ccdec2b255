// Scheduled tasks as the scheduler keeps them in the registry, where one stays that was taken out
// of the folder of task files. What a task does lies in a value of its own form ("Actions").
//
// Format: "A Deep Dive Into Windows Scheduled Tasks and the TaskCache" (GDATA, 2022) and libyal's
// winreg-kb, "Task Scheduler Keys".
#include "evidence/artefacts/mended_text.h"
#include "evidence/artefacts/registry/key_facts.h"

namespace noroshi::registry {
namespace {

enum class ActionKind : std::uint16_t {
  kExec = 0x6666,
  kComHandler = 0x7777,
  kMail = 0x8888,
  kMessage = 0x9999,
};
// The scheduler takes 32.
constexpr std::size_t kMaxActions = 64;

// Four bytes of size and UTF-16.
bool TakeText(ByteReader& in, std::string& text) {
  std::uint32_t size = 0;
  Bytes bytes;
  if (!in.TryRead(size) || !in.TryTake(size, bytes)) return false;
  text = artefacts::WideText(bytes);
  return true;
}

std::string GuidText(Bytes guid) {
  static constexpr std::size_t kOrder[] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text = "{";
  for (std::size_t i = 0; i < guid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[guid[kOrder[i]] >> 4];
    text += kDigits[guid[kOrder[i]] & 15];
  }
  return text + "}";
}

// One action; false where the form is not known, and so neither is its length.
bool WriteAction(ByteReader& in, std::uint16_t version, artefacts::RecordWriter& records) {
  std::uint16_t kind = 0, flags = 0;
  std::string id, text;
  if (!in.TryRead(kind) || !TakeText(in, id)) return false;
  if (ActionKind{kind} == ActionKind::kComHandler) {
    Bytes guid;
    if (!in.TryTake(16, guid) || !TakeText(in, text)) return false;
    records.Text("ComHandler", GuidText(guid));
    return true;
  }
  if (ActionKind{kind} != ActionKind::kExec) return false;
  for (const std::string_view name : {"Command", "Arguments", "WorkingDirectory"}) {
    if (!TakeText(in, text)) return false;
    records.TextIfAny(name, text);
  }
  return version < 3 || in.TryRead(flags);
}

void WriteActions(const RegistryValue& value, artefacts::RecordWriter& records) {
  ByteReader in(value.data);
  std::uint16_t version = 0;
  std::string context;
  if (!in.TryRead(version)) return;
  if (version > 1 && !TakeText(in, context)) return;
  records.TextIfAny("Context", context);
  for (std::size_t i = 0; i < kMaxActions && in.remaining() != 0; ++i) {
    if (!WriteAction(in, version, records)) return;
  }
}

}  // namespace

void WriteTask(const KeyPlace& place, artefacts::RecordWriter& records) {
  BeginKeyFact("task", place, records);
  records.Text("Source", "registry");
  const auto text = [&](std::string_view value, std::string_view name) {
    const RegistryValue* found = FindValue(place.values, value);
    if (found != nullptr) records.TextIfAny(name, found->Text());
  };
  text("Path", "TaskName");
  text("Author", "Author");
  text("Date", "Date");
  text("Description", "Description");
  if (const auto* actions = FindValue(place.values, "Actions")) WriteActions(*actions, records);
  if (const auto* info = FindValue(place.values, "DynamicInfo")) {
    records.Time("Registered", {LoadOrZero<std::uint64_t>(info->data, 4)});
    records.Time("LastRun", {LoadOrZero<std::uint64_t>(info->data, 12)});
  }
  records.End();
}

// The tree is what the scheduler's lists are made of. A task without a security descriptor, or with
// index 0, is in none of them and runs on; only such tasks have a record here.
void WriteTreeTask(const KeyPlace& place, artefacts::RecordWriter& records) {
  constexpr std::size_t kTreeParts = 6;                  // of the path, up to "Tree"
  if (FindValue(place.values, "Id") == nullptr) return;  // a folder
  const RegistryValue* index = FindValue(place.values, "Index");
  const bool is_unlisted = index != nullptr && index->Number() == 0;
  const bool has_descriptor = FindValue(place.values, "SD") != nullptr;
  if (has_descriptor && !is_unlisted) return;
  BeginKeyFact("task", place, records);
  records.Text("Source", "registry");
  std::string name;
  for (std::size_t i = kTreeParts; i < place.path.size(); ++i) {
    name += '\\';
    name += place.path[i];
  }
  records.Text("TaskName", name);
  records.Text("HiddenBy", has_descriptor ? "index_zero" : "no_descriptor");
  records.End();
}

}  // namespace noroshi::registry
