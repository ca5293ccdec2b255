#include "evidence/artefacts/task/task_xml.h"

#include <algorithm>
#include <string>
#include <vector>

#include "evidence/artefacts/mended_text.h"
#include "evidence/xml/xml_scan.h"

namespace noroshi::task {
namespace {

constexpr std::string_view kNamespace = "schemas.microsoft.com/windows/2004/02/mit/task";
// No task is nested deeper than ten elements.
constexpr std::size_t kMaxDepth = 64;

// The text of an element is a field of the event. `parent` tells elements of one name apart.
struct ElementRow {
  std::string_view parent;
  std::string_view element;
  std::string_view field;
};
constexpr ElementRow kElements[] = {
    {"RegistrationInfo", "URI", "TaskName"},
    {"RegistrationInfo", "Author", "Author"},
    {"RegistrationInfo", "Description", "Description"},
    {"RegistrationInfo", "Date", "Date"},
    {"Principal", "UserId", "UserId"},
    {"Principal", "GroupId", "GroupId"},
    {"Principal", "RunLevel", "RunLevel"},
    {"Principal", "LogonType", "LogonType"},
    {"Exec", "Command", "Command"},
    {"Exec", "Arguments", "Arguments"},
    {"Exec", "WorkingDirectory", "WorkingDirectory"},
    {"ComHandler", "ClassId", "ComHandler"},
    {"ComHandler", "Data", "ComHandlerData"},
    {"Settings", "Hidden", "Hidden"},
    {"Settings", "Enabled", "Enabled"},
    {"Repetition", "Interval", "RepetitionInterval"},
    {"CalendarTrigger", "StartBoundary", "StartBoundary"},
    {"TimeTrigger", "StartBoundary", "StartBoundary"},
};

class TaskReader {
 public:
  TaskReader(std::string_view text, artefacts::RecordWriter& records)
      : text_(text), records_(records) {}

  // False when the XML breaks off or is no XML; what came before is written.
  bool Read() {
    while (!text_.empty()) {
      const std::size_t next = std::min(text_.find('<'), text_.size());
      content_ += text_.substr(0, next);
      text_.remove_prefix(next);
      if (text_.empty()) break;
      const xml::Markup markup = xml::ReadMarkup(text_);
      if (markup.kind == xml::Markup::Kind::kCut || !Take(markup)) return false;
      text_.remove_prefix(markup.size);
    }
    return open_.empty();
  }

  [[nodiscard]] std::size_t left() const noexcept { return text_.size(); }

 private:
  bool Take(const xml::Markup& markup) {
    using Kind = xml::Markup::Kind;
    switch (markup.kind) {
      case Kind::kOpen:
        if (open_.size() >= kMaxDepth) return false;
        Open(markup.name);
        return true;
      case Kind::kCdata: content_ += markup.text; return true;
      case Kind::kEmpty: NoteTrigger(markup.name); return true;
      case Kind::kClose: return Close(markup.name);
      default: return true;
    }
  }

  void Open(std::string_view name) {
    NoteTrigger(name);
    open_.push_back(name);
    content_.clear();
  }

  // Kinds of triggers are elements of their own.
  void NoteTrigger(std::string_view name) {
    if (!open_.empty() && open_.back() == "Triggers") records_.Text("Trigger", name);
  }

  bool Close(std::string_view name) {
    if (open_.empty() || open_.back() != name) return false;
    open_.pop_back();
    const std::string_view parent = open_.empty() ? std::string_view() : open_.back();
    for (const ElementRow& row : kElements) {
      if (row.parent == parent && row.element == name) Write(row.field);
    }
    content_.clear();
    return true;
  }

  void Write(std::string_view field) {
    std::string decoded;
    xml::AppendDecoded(content_, decoded);
    records_.TextIfAny(field, decoded);
    if (field != "Date") return;
    // Written by the clock of the machine that made the task, mostly without zone.
    records_.WhenLocal(decoded, "registered");
  }

  std::string_view text_;
  artefacts::RecordWriter& records_;
  std::vector<std::string_view> open_;
  std::string content_;  // of the innermost element, entities and all
};

}  // namespace

void WriteTaskXml(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                  DamageSink& damage) {
  const std::string text = artefacts::FileText(file.bytes);
  records.Begin("task", 0);
  records.Text("Source", "xml");
  TaskReader reader(text, records);
  if (!reader.Read()) {
    artefacts::ReportStructure(damage, 0, std::min<std::uint64_t>(reader.left(), file.size),
                               "the XML of the task breaks off or is not well-formed");
  }
  records.End();
}

bool DetectTaskXml(const artefacts::ArtefactStart& start) {
  constexpr std::size_t kLookBytes = 4096;
  const std::string text =
      artefacts::FileText(start.bytes.first(std::min(start.bytes.size(), kLookBytes)));
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || text[first] != '<') return false;
  constexpr std::string_view kElement = "<Task";
  const std::size_t task = text.find(kElement);
  if (task == std::string::npos) return false;
  const std::size_t behind = text.find_first_of(" \t\r\n", task);
  return behind == task + kElement.size() && text.find(kNamespace, task) != std::string::npos;
}

}  // namespace noroshi::task
