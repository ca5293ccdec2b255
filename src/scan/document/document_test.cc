// Documents and lures made of harmless parts, and ordinary ones.
#include <gtest/gtest.h>

#include "evidence/ole/testing/ole_builder.h"
#include "scan/document/document_facts.h"
#include "scan/document/lures.h"
#include "scan/document/ole_document.h"
#include "scan/document/ooxml_parts.h"
#include "scan/document/rtf_document.h"

namespace noroshi::scan {
namespace {

using namespace std::string_literals;

Bytes BytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};  // NOLINT
}

// "rule level; ..." of what follows from the facts.
std::string Found(const DocumentFacts& facts) {
  std::vector<ScanFinding> findings;
  CheckDocument("x", facts, findings);
  std::string text;
  for (const ScanFinding& finding : findings) {
    text +=
        std::string(RuleOf(finding.rule).id) + " " + std::string(LevelName(finding.level)) + ";";
  }
  return text;
}

std::string OleFound(const ole::OleBuilder& builder) {
  DocumentFacts facts;
  const std::string bytes = builder.Build();
  ReadOleDocument(BytesOf(bytes), facts);
  return Found(facts);
}

TEST(OleDocument, MacrosCountByWhatTheyDo) {
  struct Case {
    const char* source;
    const char* found;
  };
  const Case cases[] = {
      {"Sub Format()\r\nEnd Sub", ""},
      {"Private Sub Document_Open()\r\nMsgBox 1\r\nEnd Sub", "macro_runs_itself low;"},
      {"sub autoopen()\r\nSet x = CreateObject(\"Scripting.Dictionary\")",
       "macro_runs_itself medium;"},
      {"Sub AutoOpen()\r\nCreateObject(\"WScript.Shell\").Run \"rundll32 x\"",
       "macro_runs_itself high;"},
      {"Sub MyAutoOpenHelper()\r\nShell(\"x\")", ""},  // another name
      {"Function AutoOpened()\r\nCreateObject 1", ""},
  };
  for (const Case& row : cases) {
    ole::OleBuilder builder;
    builder.streams = {{"WordDocument", "text"}};
    builder.AddVba("Macros/", {{"ThisDocument", row.source}});
    EXPECT_EQ(OleFound(builder), row.found) << row.source;
  }
}

TEST(OleDocument, FieldsThatStartPrograms) {
  ole::OleBuilder builder;
  builder.streams = {
      {"WordDocument", "text \x13 DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k x\" \x14"}};
  EXPECT_EQ(OleFound(builder), "dynamic_data_exchange high;");
  std::string wide;
  for (const char c : "DDEAUTO excel book.xls r1c1"s) wide += {c, '\0'};
  builder.streams = {{"WordDocument", "\x13" + wide}};
  EXPECT_EQ(OleFound(builder), "dynamic_data_exchange low;");
}

// Records of a workbook: a macro sheet, and the name that makes it run.
// A table of strings as Word writes it, with `path` at the template's place.
std::string Associated(const std::u16string& path, std::uint16_t extra = 0) {
  std::string table = "\xFF\xFF\x12\0"s;
  const auto add16 = [&table](std::uint16_t value) {
    table += static_cast<char>(value & 0xFF);
    table += static_cast<char>(value >> 8);
  };
  add16(extra);
  for (int place = 0; place < 18; ++place) {
    const std::u16string text = place == 1 ? path : std::u16string();
    add16(static_cast<std::uint16_t>(text.size()));
    for (const char16_t unit : text) add16(unit);
    table.append(extra, 'e');
  }
  return table;
}

// The head of a document whose strings lie in the table of that number, behind 20 other bytes.
ole::OleBuilder DocumentWith(const std::string& associated, char table, std::uint32_t size) {
  std::string fib(600, '\0');
  if (table == '1') fib[11] = '\x02';
  fib[0x19A] = 20;
  for (int i = 0; i < 4; ++i) fib[0x19E + i] = static_cast<char>(size >> (8 * i));
  ole::OleBuilder builder;
  builder.streams = {
      {"WordDocument", fib}, {"0Table", std::string(20, 'x')}, {"1Table", std::string(20, 'x')}};
  builder.streams[table == '1' ? 2 : 1].second += associated;
  return builder;
}

TEST(OleDocument, TemplatesFromElsewhere) {
  struct Case {
    const char16_t* path;
    const char* found;
  };
  const Case cases[] = {
      {u"https://a.example/t.dotm", "remote_template high;"},
      {u"\\\\203.0.113.7\\share\\t.dot", "remote_template medium;"},
      {u"C:\\Users\\a\\AppData\\Roaming\\Microsoft\\Templates\\Normal.dotm", ""},
      {u"Normal", ""},
      {u"", ""},
  };
  for (const Case& c : cases) {
    for (const char table : {'0', '1'}) {
      for (const std::uint16_t extra : {std::uint16_t{0}, std::uint16_t{3}}) {
        const std::string strings = Associated(c.path, extra);
        const auto size = static_cast<std::uint32_t>(strings.size());
        EXPECT_EQ(OleFound(DocumentWith(strings, table, size)), c.found);
      }
    }
  }
}

// Whatever the document claims of its strings: no reading beyond them, and damage is said.
TEST(OleDocument, HostileTemplates) {
  const std::string strings = Associated(u"https://a.example/t.dotm");
  for (std::uint32_t size = 0; size < strings.size(); ++size) {
    const std::string found = OleFound(DocumentWith(strings, '1', size));
    EXPECT_TRUE(found.empty() || size >= 58) << size;  // the template's own bytes end there
  }
  DocumentFacts facts;
  const std::string beyond = DocumentWith(strings, '1', 0xFFFF'FFFF).Build();
  ReadOleDocument(BytesOf(beyond), facts);
  EXPECT_TRUE(facts.is_damaged);
  EXPECT_TRUE(facts.templates.empty());
}

TEST(OleDocument, OldMacroSheets) {
  const std::string sheet = "\x85\0\x0D\0\0\0\0\0\0\1\5\0Macro"s;
  std::string name = "\x18\0\x10\0\x20\0"s;
  name.resize(4 + 15, '\0');
  name += '\1';
  ole::OleBuilder builder;
  builder.streams = {{"Workbook", sheet + name}};
  EXPECT_EQ(OleFound(builder), "macro_runs_itself medium;");
  builder.streams = {{"Workbook", sheet}};
  EXPECT_EQ(OleFound(builder), "");
}

TEST(OleDocument, DamageIsSaid) {
  DocumentFacts facts;
  ReadOleDocument(BytesOf("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s), facts);
  EXPECT_TRUE(facts.is_damaged);
}

std::string PartFound(const std::string& name, const std::string& content) {
  DocumentFacts facts;
  ReadOoxmlPart("[Content_Types].xml", BytesOf("<Types/>"), facts);
  ReadOoxmlPart(name, BytesOf(content), facts);
  return Found(facts);
}

std::string Relationship(const std::string& type, const std::string& target,
                         const std::string& mode = "External") {
  return "<Relationships><Relationship Id=\"r1\" Type=\"http://x/relationships/" + type +
         "\" Target=\"" + target + "\" TargetMode=\"" + mode + "\"/></Relationships>";
}

TEST(OoxmlParts, RelationshipsToElsewhere) {
  const std::string rels = "word/_rels/settings.xml.rels";
  EXPECT_EQ(PartFound(rels, Relationship("attachedTemplate", "https://a.example/t.dotm")),
            "remote_template high;");
  EXPECT_EQ(PartFound(rels, Relationship("attachedTemplate", "file://server/share/t.dotx")),
            "remote_template medium;");
  EXPECT_EQ(PartFound(rels, Relationship("attachedTemplate", "file:///C:\\Office\\Normal.dotm")),
            "");
  EXPECT_EQ(PartFound(rels, Relationship("attachedTemplate", "t.dotm", "Internal")), "");
  EXPECT_EQ(PartFound(rels, Relationship("oleObject", "http://a.example/x.html!")),
            "external_object medium;");
  EXPECT_EQ(PartFound(rels, Relationship("hyperlink", "http://a.example/")), "");
}

TEST(OoxmlParts, DynamicDataExchange) {
  EXPECT_EQ(PartFound("word/document.xml",
                      "<w:p><w:r><w:instrText xml:space=\"preserve\"> DDE</w:instrText></w:r><w:r>"
                      "<w:instrText>AUTO c:\\\\cmd.exe &quot;/k&quot;</w:instrText></w:r></w:p>"),
            "dynamic_data_exchange high;");
  EXPECT_EQ(PartFound("word/document.xml", "<w:fldSimple w:instr=\"DDE excel a b\"/>"),
            "dynamic_data_exchange low;");
  EXPECT_EQ(PartFound("word/document.xml", "<w:instrText> PAGE </w:instrText><w:t>DDEAUTO</w:t>"),
            "");
  EXPECT_EQ(
      PartFound("xl/externalLinks/externalLink1.xml",
                "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/c x\"/></externalLink>"),
      "dynamic_data_exchange high;");
}

TEST(OoxmlParts, MacrosInside) {
  ole::OleBuilder builder;
  builder.AddVba("", {{"ThisWorkbook", "Sub Workbook_Open()\r\nEnviron(\"TEMP\")"}});
  EXPECT_EQ(PartFound("xl/vbaProject.bin", builder.Build()), "macro_runs_itself medium;");
  DocumentFacts facts;
  ReadOoxmlPart("xl/macrosheets/sheet1.xml", BytesOf("<x/>"), facts);
  ReadOoxmlPart("xl/workbook.xml",
                BytesOf("<definedNames><definedName name=\"_xlnm.Auto_Open\" hidden=\"1\">"s),
                facts);
  EXPECT_EQ(Found(facts), "macro_runs_itself medium;");
}

TEST(OoxmlParts, HostileXmlIsCheap) {
  std::string xml;
  for (int i = 0; i < 200'000; ++i) xml += "<Relationship ";
  EXPECT_EQ(PartFound("word/_rels/a.rels", xml + ">"), "");
  EXPECT_EQ(PartFound("word/_rels/a.rels", std::string(2'000'000, '<')), "");
}

TEST(Rtf, TemplatesAndObjects) {
  const auto found = [](const std::string& text) {
    DocumentFacts facts;
    ReadRtfDocument(BytesOf(text), facts);
    return Found(facts);
  };
  EXPECT_TRUE(LooksLikeRtf(BytesOf("{\\rtf1")));
  EXPECT_EQ(found("{\\rtf1{\\*\\template http://a.example/t.dot}}"), "remote_template high;");
  EXPECT_EQ(found("{\\rtf1{\\*\\template \\u104?\\u116?\\u116?\\u112?://a.example}}"),
            "remote_template high;");
  EXPECT_EQ(found("{\\rtf1{\\*\\template \\'68\\'74\\'74\\'70://a}}"), "remote_template high;");
  EXPECT_EQ(found("{\\rtf1{\\*\\template C:\\\\Office\\\\Normal.dot}}"), "");
  EXPECT_EQ(found("{\\rtf1{\\object\\objupdate{\\*\\objdata 0105}}}"), "external_object medium;");
  EXPECT_EQ(found("{\\rtf1{\\object{\\*\\objdata 0105}}}"), "");
}

std::string ArchiveFound(ContainerKind kind, const std::vector<std::string>& names) {
  ArchiveFacts facts;
  facts.kind = kind;
  for (const std::string& name : names) facts.Add(name);
  std::vector<ScanFinding> findings;
  CheckArchive("a", facts, findings);
  return findings.empty() ? "" : std::string(LevelName(findings[0].level));
}

TEST(Lures, ArchivesMadeToBeOpened) {
  const auto zip = ContainerKind::kZip, iso = ContainerKind::kIso9660;
  EXPECT_EQ(ArchiveFound(zip, {"a/資料.pdf.lnk", "a/x.dll"}), "medium");
  EXPECT_EQ(ArchiveFound(zip, {"見積.js"}), "medium");
  EXPECT_EQ(ArchiveFound(zip, {"tool.exe", "readme.txt"}), "");
  EXPECT_EQ(ArchiveFound(zip, {"lib.js", "page.html"}), "");
  EXPECT_EQ(ArchiveFound(iso, {"Report.exe", "version.dll"}), "medium");
  EXPECT_EQ(ArchiveFound(iso, {"Report.lnk", "version.dll"}), "high");
  EXPECT_EQ(ArchiveFound(zip, {}), "");
  EXPECT_EQ(ArchiveFound(zip, std::vector<std::string>(20, "a.lnk")), "");
}

TEST(Lures, ZoneMarks) {
  const std::string text =
      "[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=https://m.example/\r\nHostUrl=https://a.example/"
      "x\r\n";
  for (const char* const name :
       {"Report.EXE:Zone.Identifier", "report.exe.Zone.Identifier", "report.exe_Zone.Identifier",
        "report.exe:Zone.Identifier:$DATA"}) {
    const auto mark = ReadZoneMark(name, BytesOf(text));
    ASSERT_TRUE(mark.has_value()) << name;
    EXPECT_EQ(mark->file_name, "report.exe");
    EXPECT_EQ(mark->zone, 3);
    EXPECT_EQ(mark->host_url, "https://a.example/x");
    EXPECT_EQ(mark->referrer_url, "https://m.example/");
  }
  EXPECT_FALSE(ReadZoneMark("report.exe", BytesOf(text)).has_value());
  EXPECT_FALSE(ReadZoneMark("x:Zone.Identifier", BytesOf("else")).has_value());
  const auto odd = [](const std::string& zone, const std::string& url) {
    std::vector<ScanFinding> findings;
    CheckZoneMark("x",
                  *ReadZoneMark("x:Zone.Identifier",
                                BytesOf("[ZoneTransfer]\nZoneId=" + zone + "\nHostUrl=" + url)),
                  findings);
    return findings.size();
  };
  EXPECT_EQ(odd("2", "https://a.example/x"), 1U);
  EXPECT_EQ(odd("3", "https://a.example/x"), 0U);
  EXPECT_EQ(odd("1", "http://intranet/x"), 0U);
  EXPECT_EQ(odd("1", "http://192.168.1.1/x"), 0U);
}

}  // namespace
}  // namespace noroshi::scan
