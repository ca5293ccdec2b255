#include <fmt/format.h>

#include "base/version.h"
#include "cli/command_walk.h"
#include "cli/text/completion_text.h"

namespace noroshi {
namespace {

// Text for troff: a backslash, a hyphen that is one, and no line that begins with a control dot.
std::string Troff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

void AddOption(const FlatOption& option, std::string& out) {
  out += ".TP\n";
  std::string names;
  for (const std::string& name : option.names) {
    if (!names.empty()) names += ", ";
    names += "\\fB" + Troff(name) + "\\fR";
  }
  if (!option.value.empty()) names += " \\fI" + Troff(option.value) + "\\fR";
  out += names + "\n" + Troff(option.description) + "\n";
}

void AddCommand(const FlatCommand& command, std::string& out) {
  out += ".SS noroshi " + Troff(command.words);
  for (const std::string& positional : command.positionals) out += " " + Troff(positional);
  out += "\n" + Troff(command.summary) + ".\n";
  for (const FlatOption& option : command.options) AddOption(option, out);
  if (!command.footer.empty()) out += ".PP\n.nf\n" + Troff(command.footer) + "\n.fi\n";
}

}  // namespace

std::string ManPage(const CLI::App& root) {
  const std::vector<FlatCommand> commands = FlattenCommands(root);
  std::string out = fmt::format(".TH NOROSHI 1 \"\" \"noroshi {}\" \"User Commands\"\n", Version());
  out += ".SH NAME\nnoroshi \\- hunt targeted attacks in an organisation's own evidence\n";
  out += ".SH SYNOPSIS\n.B noroshi\n\\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIPATH\\fR]...\n";
  out +=
      ".SH DESCRIPTION\n"
      "Reads Windows event logs, applies detection rules, and writes findings with their "
      "reasons,\na timeline, a report, and an account of everything that was not used.\n";
  out += ".SH COMMANDS\n";
  for (const FlatCommand& command : commands) {
    if (!command.words.empty()) AddCommand(command, out);
  }
  out +=
      ".SH EXIT STATUS\n"
      ".TP\n0\nDone.\n.TP\n1\nInternal error, or the machine failed (a full disk).\n"
      ".TP\n2\nWrong usage.\n"
      ".TP\n3\nDone, but some evidence or rules could not be used; run.json says which.\n";
  out +=
      ".SH ENVIRONMENT\n"
      ".TP\nNO_COLOR\nNo colour when set.\n.TP\nCOLUMNS\nWidth of tables.\n"
      ".TP\nSOURCE_DATE_EPOCH\nThe date to write into outputs, in seconds since 1970.\n";
  return out;
}

}  // namespace noroshi
