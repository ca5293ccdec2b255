#include "scan/document/ooxml_parts.h"

#include <string>

#include "base/utf.h"
#include "scan/document/ole_document.h"
#include "scan/file_facts.h"
#include "scan/scan_path.h"

namespace noroshi::scan {
namespace {

constexpr std::size_t kMostNameBytes = 64;

// Parts are XML; UTF-16 is allowed and rare.
std::string XmlOf(Bytes bytes) {
  std::string text;
  if (bytes.size() > 2 && bytes[0] == 0xFF && bytes[1] == 0xFE) {
    AppendUtf16(bytes.subspan(2, (bytes.size() - 2) & ~std::size_t{1}), text);
  } else {
    text.assign(bytes.begin(), bytes.end());
  }
  return text;
}

// The five entities of XML; others stay as they are.
std::string Unescaped(std::string_view text) {
  struct Entity {
    std::string_view name;
    char c;
  };
  constexpr Entity kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool replaced = false;
    for (const Entity& entity : kEntities) {
      if (text[i] != '&' || !text.substr(i).starts_with(entity.name)) continue;
      out += entity.c;
      i += entity.name.size();
      replaced = true;
      break;
    }
    if (!replaced) out += text[i++];
  }
  return out;
}

// The value of an attribute of a start tag; "" without it.
std::string Attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    const std::size_t quote = at + name.size() + 1;
    if (quote >= tag.size() || tag[quote - 1] != '=' || (at > 0 && tag[at - 1] > ' ')) continue;
    const char mark = tag[quote];
    if (mark != '"' && mark != '\'') continue;
    const std::size_t end = tag.find(mark, quote + 1);
    if (end == std::string_view::npos) return {};
    return Unescaped(tag.substr(quote + 1, end - quote - 1));
  }
  return {};
}

// Calls `take` with each start tag whose name is `name`, with any prefix or none, and the place
// behind it. One pass: a tag that was taken is not looked into again.
template <class Take>
void ForEachTag(std::string_view xml, std::string_view name, const Take& take) {
  std::size_t end = 0;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    if (end <= at) end = xml.find('>', at);
    if (end == std::string_view::npos) return;
    const std::string_view tag = xml.substr(at + 1, end - at - 1);
    std::string_view tag_name = tag.substr(0, kMostNameBytes);
    tag_name = tag_name.substr(0, tag_name.find_first_of(" \t\r\n/"));
    if (const std::size_t colon = tag_name.find(':'); colon != std::string_view::npos) {
      tag_name.remove_prefix(colon + 1);
    }
    if (tag_name != name) continue;
    take(tag, end + 1);
    at = end;
  }
}

void ReadRelationships(std::string_view xml, DocumentFacts& facts) {
  ForEachTag(xml, "Relationship", [&](std::string_view tag, std::size_t) {
    if (LowerAscii(Attribute(tag, "TargetMode")) != "external") return;
    const std::string type = LowerAscii(Attribute(tag, "Type"));
    const std::string target = Attribute(tag, "Target");
    if (!IsElsewhere(target)) return;
    if (type.ends_with("/attachedtemplate")) {
      DocumentFacts::Note(facts.templates, target);
    } else if (type.ends_with("/oleobject") || type.ends_with("/frame") ||
               type.ends_with("/subdocument") || type.ends_with("/afchunk")) {
      DocumentFacts::Note(facts.objects, target);
    }
  });
}

// Field codes are cut into runs at the writer's pleasure, so they are put together first.
void ReadFields(std::string_view xml, DocumentFacts& facts) {
  std::string codes;
  ForEachTag(xml, "instrText", [&](std::string_view tag, std::size_t behind) {
    if (tag.ends_with('/')) return;
    codes += Unescaped(xml.substr(behind, xml.find('<', behind) - behind));
  });
  ForEachTag(xml, "fldSimple", [&](std::string_view tag, std::size_t) {
    for (const std::string_view name : {"w:instr", "instr"}) codes += " " + Attribute(tag, name);
  });
  for (const std::string_view mark : {"DDEAUTO", "DDE "}) {
    const std::size_t at = codes.find(mark);
    if (at != std::string::npos) return DocumentFacts::Note(facts.dde, codes.substr(at));
  }
}

void ReadLinks(std::string_view xml, DocumentFacts& facts) {
  ForEachTag(xml, "ddeLink", [&](std::string_view tag, std::size_t) {
    DocumentFacts::Note(facts.dde, Attribute(tag, "ddeService") + " " + Attribute(tag, "ddeTopic"));
  });
}

void ReadNames(std::string_view xml, DocumentFacts& facts) {
  ForEachTag(xml, "definedName", [&](std::string_view tag, std::size_t) {
    const std::string name = LowerAscii(Attribute(tag, "name"));
    if (name.find("auto_open") != std::string::npos) {
      DocumentFacts::Note(facts.auto_names, "Auto_Open");
    }
  });
}

}  // namespace

void ReadOoxmlPart(std::string_view name, Bytes bytes, DocumentFacts& facts) {
  const std::string lower = LowerAscii(name);
  if (lower == "[content_types].xml") {
    facts.is_document = true;
  } else if (lower == "word/document.xml") {
    facts.kind = "word";
  } else if (lower == "xl/workbook.xml" || lower == "xl/workbook.bin") {
    facts.kind = "excel";
  } else if (lower == "ppt/presentation.xml") {
    facts.kind = "powerpoint";
  }
  if (lower.ends_with(".rels")) return ReadRelationships(XmlOf(bytes), facts);
  if (lower.ends_with("vbaproject.bin")) {
    facts.has_macro = true;
    return ReadOleDocument(bytes, facts);
  }
  if (lower.starts_with("xl/macrosheets/") && lower.find("_rels") == std::string::npos) {
    DocumentFacts::Note(facts.macro_sheets, NameOf(name));
  }
  if (lower == "xl/workbook.xml") ReadNames(XmlOf(bytes), facts);
  if (lower.starts_with("xl/externallinks/")) return ReadLinks(XmlOf(bytes), facts);
  if (lower.starts_with("word/") && lower.ends_with(".xml")) ReadFields(XmlOf(bytes), facts);
}

}  // namespace noroshi::scan
