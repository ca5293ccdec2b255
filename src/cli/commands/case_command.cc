#include <algorithm>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "casestore/case_store.h"
#include "cli/command.h"
#include "cli/machine.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/terminal.h"
#include "cli/text/case_text.h"
#include "stream/case/case_replay.h"

namespace noroshi {
namespace {

constexpr const char* kCaseFooter =
    R"(A case store holds what several hunts found (noroshi hunt --case FILE), and what you think of it.
ID is that of an incident or a finding. A suppression has a reason and an end; what it leaves out of
reports and incidents is counted there.

Examples:
  noroshi case list case.db
  noroshi case show case.db i-00112233445566778899aabbccddeeff
  noroshi case note case.db i-0011... "VPN account of a supplier, asked on Monday" --author anna
  noroshi case status case.db i-0011... dismissed --reason "penetration test, ticket 4711"
  noroshi case suppress case.db RULE-ID --host SRV01 --reason "backup job" --until 2027-03-31
  noroshi case suppress case.db --remove 3)";

class CaseCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.require_subcommand(1);
    app.footer(kCaseFooter);
    list_ = Sub(app, "list", "hunts, incidents with their status, suppressions");
    list_->add_flag("--json", json_, "print one JSON object");
    show_ = Sub(app, "show", "one incident or finding, with what was written about it");
    show_->add_option("ID", id_, "of an incident or a finding")->required();
    show_->add_flag("--json", json_, "print it as JSON");
    note_ = Sub(app, "note", "write a note about an incident or a finding");
    note_->add_option("ID", id_, "of an incident or a finding")->required();
    note_->add_option("TEXT", text_, "the note")->required();
    status_ = Sub(app, "status", "set the status of an incident or a finding");
    status_->add_option("ID", id_, "of an incident or a finding")->required();
    status_->add_option("STATUS", state_, "open, in_progress, confirmed, dismissed, closed")
        ->required()
        ->check(CLI::IsMember({"open", "in_progress", "confirmed", "dismissed", "closed"}));
    status_->add_option("--reason", reason_, "why")->option_text("TEXT");
    suppress_ = Sub(app, "suppress", "leave a rule's findings out, with a reason and until a day");
    suppress_->add_option("RULE", rule_, "id of the rule");
    suppress_->add_option("--host", host_, "on this host only")->option_text("HOST");
    suppress_->add_option("--reason", reason_, "why they are harmless")->option_text("TEXT");
    suppress_->add_option("--until", until_, "the day on which it ends")->option_text("TIME");
    suppress_->add_option("--remove", remove_, "take back the suppression of this number")
        ->option_text("NUMBER");
    for (CLI::App* sub : {note_, status_, suppress_}) {
      sub->add_option("--author", author_, "who writes this")->option_text("NAME");
    }
  }

  int Run() override {
    const bool reads = *list_ || *show_;
    Result<CaseStore> store =
        CaseStore::Open(path_, reads ? DatabaseMode::kRead : DatabaseMode::kWrite);
    if (!store.ok()) return Fail(store.error());
    if (*list_) return List(*store);
    if (const Status followed = Follow(*store); !followed.ok()) return Fail(followed.error());
    if (*show_) return Show(*store);
    if (*note_) return Note(*store);
    return *status_ ? SetState(*store) : Suppress(*store);
  }

 private:
  CLI::App* Sub(CLI::App& app, const char* name, const char* what) {
    CLI::App* sub = app.add_subcommand(name, what);
    sub->add_option("CASE", path_, "a case store")->required();
    AddLanguageOption(*sub, language_);
    return sub;
  }

  static int Fail(const Error& error) {
    PrintError(error,
               error.code == ErrorCode::kNotFound ? "make one with: noroshi hunt --case FILE" : "");
    return error.code == ErrorCode::kIo ? kExitInternal : kExitUsage;
  }

  // An incident that has grown has another id: one that remarks still know leads to it.
  Status Follow(CaseStore& store) {
    if (!id_.starts_with("i-")) return Ok();
    std::string anchor;
    NOROSHI_TRY(const std::vector<CaseNote> notes, store.Notes());
    for (const CaseNote& note : notes) {
      if (note.target == id_) anchor = note.anchor;
    }
    NOROSHI_TRY(const std::vector<CaseStatus> statuses, store.Statuses());
    for (const CaseStatus& status : statuses) {
      if (status.target == id_) anchor = status.anchor;
    }
    NOROSHI_TRY(const std::string still_there, store.AnchorOf(id_));
    if (anchor.empty() || !still_there.empty()) return Ok();
    NOROSHI_TRY(std::string today, store.IncidentOf(anchor));
    if (!today.empty()) id_ = std::move(today);
    return Ok();
  }

  int List(CaseStore& store) {
    const Result<CaseOverview> overview = ReadOverview(store, Now());
    if (!overview.ok()) return Fail(overview.error());
    PrintOut(json_ ? CaseListJson(*overview)
                   : CaseListText(*overview, LanguageOf(language_), DetectTerminal()));
    return FlushOut() ? kExitOk : kExitInternal;
  }

  int Show(CaseStore& store) {
    const Result<CaseOverview> overview = ReadOverview(store, Now());
    if (!overview.ok()) return Fail(overview.error());
    const auto incident = std::ranges::find(overview->incidents, id_, &CaseIncident::id);
    if (incident != overview->incidents.end()) {
      PrintOut(
          json_ ? incident->body + "\n"
                : CaseIncidentText(*overview, *incident, LanguageOf(language_), DetectTerminal()));
      return FlushOut() ? kExitOk : kExitInternal;
    }
    const Result<std::optional<std::string>> line = store.FindingLine(id_);
    if (!line.ok()) return Fail(line.error());
    if (!line->has_value()) return NoSuchId();
    PrintOut(json_ ? **line : SafeText(**line));
    PrintOut("\n" + (json_ ? "" : CaseRemarksText(*overview, id_, LanguageOf(language_))));
    return FlushOut() ? kExitOk : kExitInternal;
  }

  int NoSuchId() const {
    PrintError("the case holds no incident or finding '" + SafeText(id_) + "'",
               "noroshi case list shows the incidents, noroshi export the findings");
    return kExitUsage;
  }

  // The finding that a remark is tied to: the finding itself, or one of the incident. Nothing when
  // there is neither.
  Result<std::optional<std::string>> Anchor(CaseStore& store) {
    NOROSHI_TRY(std::string of_incident, store.AnchorOf(id_));
    if (!of_incident.empty()) return std::optional(std::move(of_incident));
    NOROSHI_TRY(const std::optional<std::string> line, store.FindingLine(id_));
    return line ? std::optional(id_) : std::nullopt;
  }

  int Note(CaseStore& store) {
    const Result<std::optional<std::string>> anchor = Anchor(store);
    if (!anchor.ok()) return Fail(anchor.error());
    if (!anchor->has_value()) return NoSuchId();
    const Status added = store.AddNote({0, id_, **anchor, author_, text_, Now()});
    return added.ok() ? kExitOk : Fail(added.error());
  }

  int SetState(CaseStore& store) {
    const Result<std::optional<std::string>> anchor = Anchor(store);
    if (!anchor.ok()) return Fail(anchor.error());
    if (!anchor->has_value()) return NoSuchId();
    const CaseState state = ParseCaseState(state_).value_or(CaseState::kOpen);
    const Status set = store.SetStatus({id_, **anchor, author_, reason_, state, Now()});
    return set.ok() ? kExitOk : Fail(set.error());
  }

  int Suppress(CaseStore& store) {
    const Status changed = remove_ != 0 ? Remove(store) : Add(store);
    if (!changed.ok()) return Fail(changed.error());
    CaseReplayOptions options;
    options.now = Now();
    options.threads = CoreCount();
    const Status refreshed = RefreshIncidents(store, options);
    return refreshed.ok() ? kExitOk : Fail(refreshed.error());
  }

  Status Add(CaseStore& store) {
    const std::optional<Timestamp> until = ParseIso8601(until_);
    if (!until) {
      return Error{ErrorCode::kInvalid, 0, "--until",
                   "wants a day or time, such as 2027-03-31: a suppression has an end"};
    }
    NOROSHI_TRY(const std::vector<CaseRule> rules, store.Rules());
    if (std::ranges::find(rules, rule_, &CaseRule::id) == rules.end()) {
      return Error{ErrorCode::kNotFound, 0, "RULE",
                   "the case has no findings of a rule with the id '" + SafeText(rule_) + "'"};
    }
    return store.AddSuppression({0, rule_, host_, author_, reason_, Now(), *until});
  }

  Status Remove(CaseStore& store) const {
    NOROSHI_TRY(const bool removed, store.RemoveSuppression(remove_));
    if (removed) return Ok();
    return Error{ErrorCode::kNotFound, 0, "--remove",
                 "there is no such suppression; noroshi case list shows their numbers"};
  }

  CLI::App *list_ = nullptr, *show_ = nullptr, *note_ = nullptr, *status_ = nullptr,
           *suppress_ = nullptr;
  std::string path_, id_, text_, author_, state_, reason_, rule_, host_, until_, language_ = "en";
  std::uint64_t remove_ = 0;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewCaseCommand() { return std::make_unique<CaseCommand>(); }

}  // namespace noroshi
