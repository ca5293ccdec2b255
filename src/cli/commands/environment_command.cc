#include <fmt/format.h>

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/session/environment_session.h"
#include "cli/terminal/number_text.h"
#include "environment/environment_writer.h"
#include "environment/learn/propose.h"
#include "stream/output/output_file.h"

namespace noroshi {
namespace {

constexpr const char* kEnvironmentFooter =
    R"(Proposes environment.yaml from the evidence: domain controllers, servers, jump hosts, scanners,
update servers, sites with their networks, naming schemes, VPN pools, accounts of administrators and
services. Each entry says why, in numbers, and how sure that is. What was seen too seldom to be
taken for normal stands under to_confirm, which nothing uses; the allow-list is left to people.
Read it, mend it, and give it to hunt --environment (docs/user/environment.md).

Examples:
  noroshi environment evidence/ --out environment.yaml
  noroshi environment dc-logs/ zeek/ proxy/ --organisation 'Example K.K.')";

constexpr std::size_t kDateLength = 10;  // of "2020-10-05"

class EnvironmentCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    app.add_option("--out", out_, "file to write (default: standard output)")->option_text("FILE");
    app.add_option("--organisation", organisation_, "its name, for the file")->option_text("TEXT");
    app.footer(kEnvironmentFooter);
  }

  int Run() override {
    std::error_code ignored;
    if (!out_.empty() && std::filesystem::exists(out_, ignored)) {
      PrintError("--out " + out_ + " is there already, and somebody may have mended it",
                 "name another file, or remove that one first");
      return kExitUsage;
    }
    LearntFacts facts;
    const int status = LearnEnvironment(evidence_, facts);
    if (status == kExitUsage || status == kExitInternal) return status;
    Environment proposal = ProposeEnvironment(facts);
    proposal.organisation = organisation_;
    const std::string text = WriteEnvironmentYaml(proposal, {HeadOf(facts), true});
    if (out_.empty()) {
      PrintOut(text);
      return FlushOut() ? status : kExitInternal;
    }
    if (const Status written = WriteOutputFile(out_, text); !written.ok()) {
      PrintError(written.error());
      return kExitInternal;
    }
    PrintErr(Summary(proposal));
    return status;
  }

 private:
  static std::string Day(Timestamp time) {
    return time.ticks == 0 ? "?" : ToIso8601(time).substr(0, kDateLength);
  }

  static std::vector<std::string> HeadOf(const LearntFacts& facts) {
    return {
        fmt::format("Proposed by noroshi from the logs of {}, {} to {}.",
                    CountText(facts.computers(), "computer"), Day(facts.all.first),
                    Day(facts.all.last)),
        "Read it before it is used: roles quieten findings, and evidence may hold an intrusion.",
        "Entries may be removed and added; docs/user/environment.md has all keys.", ""};
  }

  [[nodiscard]] std::string Summary(const Environment& proposal) const {
    std::size_t hosts = 0, accounts = 0;
    for (const EntryList& list : proposal.hosts_by_role) hosts += list.size();
    for (const EntryList& list : proposal.accounts_by_role) accounts += list.size();
    return fmt::format(
        "noroshi: {} has {} roles of computers, {} of accounts, {} sites, {} naming schemes; "
        "{} to confirm.\n",
        out_, GroupedNumber(hosts), GroupedNumber(accounts), GroupedNumber(proposal.sites.size()),
        GroupedNumber(proposal.naming.size()), GroupedNumber(proposal.to_confirm.size()));
  }

  EvidenceOptions evidence_;
  std::string out_, organisation_;
};

}  // namespace

std::unique_ptr<Command> NewEnvironmentCommand() { return std::make_unique<EnvironmentCommand>(); }

}  // namespace noroshi
