#include "evidence/evtx/record_text.h"

#include <string>
#include <string_view>

#include "base/time.h"
#include "evidence/evtx/tree_text.h"

namespace noroshi::evtx {
namespace {

struct MarkName {
  EventMark mark;
  std::string_view name;
};
constexpr MarkName kMarkNames[] = {
    {EventMark::kSuspect, "suspect"},
    {EventMark::kRecovered, "recovered"},
    {EventMark::kPartial, "partial"},
    {EventMark::kStructureLost, "structure_lost"},
    {EventMark::kNoRoot, "no_root"},
    {EventMark::kOddValue, "odd_value"},
    {EventMark::kMultipleRoots, "multiple_roots"},
};

void AppendMarks(EventMark marks, std::string_view before, std::string_view between,
                 TextBuffer& out) {
  std::string_view separator = before;
  for (const auto& [mark, name] : kMarkNames) {
    if (!HasMark(marks, mark)) continue;
    out.Append(separator);
    out.Append(name);
    separator = between;
  }
}

void AppendHeaderOnly(const RecordSpan& record, DumpFormat format, TextBuffer& out) {
  const std::string time = ToIso8601(Timestamp{record.written});
  const std::string id = std::to_string(record.id);
  if (format == DumpFormat::kXml) {
    out.Append("<Event><System><TimeCreated SystemTime=\"" + time + "\"/><EventRecordID>" + id);
    out.Append("</EventRecordID></System></Event>");
  } else {
    out.Append("{\"Event\":{\"System\":{\"TimeCreated\":{\"#attributes\":{\"SystemTime\":\"");
    out.Append(time + "\"}},\"EventRecordID\":" + id + "}}");
  }
}

}  // namespace

void RecordText::AppendEnd(EventMark marks, DumpFormat format, TextBuffer& out) {
  const bool json = format == DumpFormat::kJsonLines;
  if (marks != EventMark::kNone) {
    out.Append(json ? ",\"noroshi\":{\"marks\":[" : "<!-- noroshi:");
    json ? AppendMarks(marks, "\"", "\",\"", out) : AppendMarks(marks, " ", " ", out);
    out.Append(json ? "\"]}" : " -->");
  }
  out.Append(json ? "}\n" : "\n");
}

void RecordText::AppendXml(const Tree& tree, TextBuffer& out) {
  TreeText text(out);
  for (NodeId root = tree.FirstElement(Tree::root()); root != kNoNode;
       root = tree.NextElement(root)) {
    xml_.Write(tree, root, text);
  }
}

void RecordText::AppendJson(const Tree& tree, TextBuffer& out) {
  TreeText text(out);
  const NodeId first = tree.FirstElement(Tree::root());
  text.Literal("{");
  json_.Write(tree, first, text);
  NodeId root = tree.NextElement(first);
  if (root != kNoNode) {
    text.Literal("\"further\":[");
    for (; root != kNoNode; root = tree.NextElement(root)) {
      text.Literal("{");
      json_.Write(tree, root, text);
      text.Close('}');
      text.Literal(",");
    }
    text.Close(']');
    text.Literal(",");
  }
  out.Truncate(out.size() - 1);  // the comma behind the last member
}

void RecordText::Append(const Tree& tree, const RecordSpan& record, EventMark marks,
                        DumpFormat format, TextBuffer& out) {
  if (tree.FirstElement(Tree::root()) == kNoNode) {
    AppendHeaderOnly(record, format, out);
  } else if (format == DumpFormat::kXml) {
    AppendXml(tree, out);
  } else {
    AppendJson(tree, out);
  }
  AppendEnd(marks, format, out);
}

}  // namespace noroshi::evtx
