#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/case_fold.h"
#include "cli/command.h"
#include "cli/options/environment_options.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/session/rare_session.h"
#include "cli/terminal/number_text.h"

namespace noroshi {
namespace {

constexpr const char* kRareFooter =
    R"(Lists names that only a few computers have: services installed, tasks registered, programs run,
libraries loaded, pipes, workstations that somebody logged on from, user agents and destinations;
on how many hosts, by how many users, first seen when. What an intruder brings along is on a handful
of hosts; what a vendor installs is on many.

Examples:
  noroshi rare evidence/ --kind service --kind task
  noroshi rare evidence/ --kind workstation --json | jq -r '[.value, .hosts, .first] | @tsv')";

std::vector<std::string> KindNames() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kRareKinds; ++i) {
    names.emplace_back(RareKindName(static_cast<RareKind>(i)));
  }
  return names;
}

class RareCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    AddEnvironmentOptions(app, environment_);
    AddLanguageOption(app, language_);
    const std::vector<std::string> names = KindNames();
    app.add_option("--kind", kinds_,
                   fmt::format("one of: {} (default: all)", fmt::join(names, ", ")))
        ->allow_extra_args(false)
        ->option_text("KIND")
        ->check(CLI::IsMember(names));
    app.add_option("--max-hosts", max_hosts_, "only names on at most this many hosts (default: 3)")
        ->option_text("N")
        ->check(CLI::Range(std::uint64_t{1}, kMaxHosts));
    app.add_option("--top", top_, "how many to print (default: 200)")
        ->option_text("N")
        ->check(CLI::Range(std::size_t{1}, kMaxTop));
    app.add_flag("--json", json_, "print one JSON object a name");
    app.footer(kRareFooter);
  }

  int Run() override {
    EnvironmentOfRun known;
    if (const int loaded = LoadEnvironmentOfRun(environment_, known); loaded != kExitOk) {
      return loaded;
    }
    std::uint32_t kinds = 0;
    for (const std::string& name : kinds_) kinds |= BitOf(*ParseRareKind(name));
    std::vector<RareItem> items;
    HostsByKind hosts{};
    const int status =
        FindRare(evidence_, kinds == 0 ? kAllRareKinds : kinds, max_hosts_, items, hosts);
    if (status == kExitUsage || status == kExitInternal) return status;
    if (known.index() != nullptr) LeaveOutKnown(*known.index(), items);
    if (items.size() > top_) items.resize(top_);
    PrintOut(json_ ? RareJson(items, hosts)
                   : RareTable(items, hosts, LanguageOf(language_), DetectTerminal()));
    return FlushOut() ? status : kExitInternal;
  }

 private:
  static constexpr std::uint64_t kMaxHosts = 1'000'000;
  static constexpr std::size_t kMaxTop = 20'000;

  // The organisation's own computers, and destinations that it trusts, are rare by their nature.
  static void LeaveOutKnown(const EnvironmentIndex& index, std::vector<RareItem>& items) {
    const std::size_t known = std::erase_if(items, [&](const RareItem& item) {
      if (item.kind == RareKind::kWorkstation) {
        return index.names().Has(Folded(ShortHostName(item.value)));
      }
      return item.kind == RareKind::kDestination && index.DestinationOf(item.value).has_value();
    });
    if (known == 0) return;
    PrintWarning(GroupedNumber(known) +
                 " names that the environment knows (own computers, update servers, trusted "
                 "destinations) are left out");
  }

  EvidenceOptions evidence_;
  EnvironmentOptions environment_;
  std::string language_;
  std::vector<std::string> kinds_;
  std::uint64_t max_hosts_ = 3;
  std::size_t top_ = 200;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewRareCommand() { return std::make_unique<RareCommand>(); }

}  // namespace noroshi
