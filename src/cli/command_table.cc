#include "cli/command_table.h"

#include <string>

#include <CLI/CLI.hpp>

#include "base/version.h"

namespace noroshi {
namespace {

constexpr CommandRow kCommands[] = {
    {"hunt", "find attacks in event logs and write findings, timeline and report", NewHuntCommand},
    {"demo", "simulate a small organisation with an intrusion, and hunt it", NewDemoCommand},
    {"dump", "print records as JSON lines or XML", NewDumpCommand},
    {"search", "print the records that contain a text or fit a regular expression",
     NewSearchCommand},
    {"timeline", "print all events in the order of their time", NewTimelineCommand},
    {"logons", "say who logged on where, from where, how often", NewLogonsCommand},
    {"scan", "look at files, documents and memory dumps for the form of an implant",
     NewScanCommand},
    {"explain", "say why a rule matches a record, or why not", NewExplainCommand},
    {"visibility", "say what the evidence lets the rules see, and what to switch on",
     NewVisibilityCommand},
    {"check", "go through one intrusion set's techniques: found, not found, or blind",
     NewCheckCommand},
    {"gaps", "say where logs have holes: records missing, silent days, clocks", NewGapsCommand},
    {"beacons", "rank regular connections that look like a program calling home",
     NewBeaconsCommand},
    {"rare", "list names that few computers have: services, tasks, programs, workstations",
     NewRareCommand},
    {"environment", "propose what to know of the organisation: roles, sites, names, accounts",
     NewEnvironmentCommand},
    {"trend", "report on a year of targeted attacks from observation files", NewTrendCommand},
    {"rules", "check, list and test rules", NewRulesCommand},
    {"knowledge", "say what is known of groups, campaigns, software and techniques",
     NewKnowledgeCommand},
    {"attribute", "say which intrusion sets an incident resembles, and why", NewAttributeCommand},
    {"case", "list and show a case store, write notes, statuses and suppressions into it",
     NewCaseCommand},
    {"report", "write the report of a case store over all its hunts", NewReportCommand},
    {"export", "write findings for Navigator, STIX, MISP, SARIF and Timesketch", NewExportCommand},
    {"simulate", "write event logs of an invented organisation, with the truth beside them",
     NewSimulateCommand},
    {"completions", "print shell completions, or the man page", NewCompletionsCommand},
    {"version", "print the version", NewVersionCommand},
};

constexpr const char* kProgramFooter = R"(Examples:
  noroshi demo                                   see it work, no data needed
  noroshi hunt evidence/                         hunt with the rules it brings along
  noroshi hunt C/Logs --rules sigma/rules --out case-1
  noroshi dump Security.evtx | jq .              read a log

Exit status: 0 done; 1 internal error; 2 wrong usage; 3 done, but some evidence or rules could
not be used (run.json says which).)";

}  // namespace

std::span<const CommandRow> CommandTable() noexcept { return kCommands; }

CommandTree::CommandTree()
    : app_(std::make_unique<CLI::App>("Hunts targeted attacks in an organisation's own evidence.",
                                      "noroshi")) {
  app_->footer(kProgramFooter);
  app_->set_version_flag("--version", "noroshi " + std::string(Version()),
                         "print the version and exit");
  app_->get_formatter()->column_width(34);
  for (const CommandRow& row : kCommands) {
    CLI::App* sub = app_->add_subcommand(std::string(row.name), std::string(row.summary));
    commands_.push_back(row.make());
    commands_.back()->Describe(*sub);
  }
}

CommandTree::~CommandTree() = default;

Command* CommandTree::parsed() const {
  for (std::size_t i = 0; i < commands_.size(); ++i) {
    if (app_->got_subcommand(std::string(kCommands[i].name))) return commands_[i].get();
  }
  return nullptr;
}

}  // namespace noroshi
