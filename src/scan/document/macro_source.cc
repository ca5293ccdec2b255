#include "scan/document/macro_source.h"

#include <string>

#include "scan/file_facts.h"

namespace noroshi::scan {
namespace {

constexpr std::string_view kAutoNames[] = {
    "AutoOpen",     "AutoExec",      "AutoNew",           "AutoClose",           "AutoExit",
    "Auto_Open",    "Auto_Close",    "Document_Open",     "Document_New",        "Document_Close",
    "DocumentOpen", "Workbook_Open", "Workbook_Activate", "Workbook_BeforeClose"};
constexpr std::string_view kDoings[] = {
    "CreateObject", "GetObject",     "WScript.Shell", "Shell.Application",
    "ADODB.Stream", "MSXML2",        "WinHttp",       "URLDownloadToFile",
    "VirtualAlloc", "RtlMoveMemory", "CreateThread",  "WriteProcessMemory",
    "CallByName",   "Environ",       "powershell",    "rundll32",
    "regsvr32",     "mshta",         "certutil",      "msiexec",
    "For Binary",   "SaveToFile",    "Win32_Process", "Schedule.Service",
    "Shell("};

bool IsWordByte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

// Whether `word` stands in `text` with nothing on either side that would make it another word.
bool HoldsWord(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !IsWordByte(text[at - 1]) || !IsWordByte(word.front());
    const std::size_t end = at + word.size();
    const bool ends = end == text.size() || !IsWordByte(text[end]) || !IsWordByte(word.back());
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

void ReadMacroSource(std::string_view source, DocumentFacts& facts) {
  const std::string lower = LowerAscii(source);
  for (const std::string_view name : kAutoNames) {
    if (HoldsWord(lower, "sub " + LowerAscii(name))) DocumentFacts::Note(facts.auto_names, name);
  }
  for (const std::string_view doing : kDoings) {
    if (HoldsWord(lower, LowerAscii(doing))) DocumentFacts::Note(facts.doings, doing);
  }
}

}  // namespace noroshi::scan
