#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/nearest.h"
#include "cli/options/knowledge_file.h"
#include "cli/options/language_option.h"
#include "cli/output.h"
#include "cli/terminal/safe_text.h"
#include "cli/text/knowledge_text.h"
#include "knowledge/shipped.h"
#include "knowledge/stix_import.h"
#include "knowledge/table_writer.h"
#include "stream/output/output_file.h"

namespace noroshi {
namespace {

constexpr const char* kKnowledgeFooter = R"(Examples:
  noroshi knowledge groups                        every group there is, with its other names
  noroshi knowledge show "stone panda"            any name in any spelling: --lang ja as well
  noroshi knowledge show T1562.001                a technique, the id that follows it, who uses it
  noroshi knowledge import enterprise-attack.json --out attack.tsv
  noroshi knowledge groups --knowledge attack.tsv

Marks: R1 the primary text was read; R2 an account of it; U unconfirmed; INF our inference.)";

// The name somebody probably meant, among all there are.
std::string NearestOf(const Knowledge& knowledge, const std::string& name) {
  std::vector<std::string_view> names;
  for (const Entity& entity : knowledge.entities()) {
    names.push_back(entity.name);
    for (const Alias& alias : entity.aliases) names.push_back(alias.name);
  }
  return std::string(NearestName(name, names));
}

class KnowledgeCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.require_subcommand(1);
    app.footer(kKnowledgeFooter);
    import_ = app.add_subcommand("import", "read an ATT&CK bundle (STIX 2.1) into a table");
    import_->add_option("BUNDLE", path_, "enterprise-attack.json of any version")->required();
    import_->add_option("--out", out_, "the table to write (default: attack.tsv)")
        ->option_text("FILE");
    groups_ = app.add_subcommand("groups", "list the intrusion sets");
    groups_->add_flag("--json", json_, "print one JSON object a set");
    show_ = app.add_subcommand("show", "say all about a set, campaign, software or technique");
    show_->add_option("NAME", name_, "a name or id, in any spelling")->required();
    for (CLI::App* sub : {groups_, show_}) {
      sub->add_option("--knowledge", table_, "a table of import, in place of the shipped ATT&CK")
          ->option_text("FILE");
      AddLanguageOption(*sub, language_);
    }
  }

  int Run() override {
    if (*import_) return Import();
    const Result<const Knowledge*> knowledge = knowledge_.Load(table_);
    if (!knowledge.ok()) {
      PrintError(knowledge.error(), "write one with: noroshi knowledge import BUNDLE");
      return kExitUsage;
    }
    if (*show_) return Show(**knowledge);
    PrintOut(json_ ? GroupsJson(**knowledge) : GroupsText(**knowledge, LanguageOf(language_)));
    return kExitOk;
  }

 private:
  int Import() {
    Result<std::string> bundle = ReadWholeFile(path_, kMostBundleBytes);
    if (!bundle.ok()) {
      PrintError(bundle.error());
      return kExitUsage;
    }
    KnowledgeBuilder builder;
    const Result<ImportCounts> counts = ImportStixBundle(*bundle, builder);
    if (!counts.ok()) {
      PrintError(counts.error(), "a bundle is the enterprise-attack.json that ATT&CK publishes");
      return kExitUsage;
    }
    const Status written = WriteOutputFile(out_, WriteTable(builder.Build()));
    if (!written.ok()) {
      PrintError(written.error());
      return kExitInternal;
    }
    PrintOut(std::to_string(counts->entities) + " entities and " +
             std::to_string(counts->relations) + " relations to " + SafeText(out_) + "; left: " +
             std::to_string(counts->withdrawn) + " withdrawn, " + std::to_string(counts->other) +
             " of other types, " + std::to_string(counts->not_understood) + " not understood, " +
             std::to_string(builder.dangling()) + " without an end\n");
    return counts->not_understood == 0 ? kExitOk : kExitNotAllUsed;
  }

  int Show(const Knowledge& knowledge) {
    const auto found = knowledge.FindName(name_);
    if (found.empty()) {
      const std::string near = NearestOf(knowledge, name_);
      PrintError("nothing is known under the name '" + SafeText(name_) + "'",
                 near.empty() ? "noroshi knowledge groups lists the sets"
                              : "did you mean '" + SafeText(near) + "'?");
      return kExitUsage;
    }
    for (const EntityIndex index : found) {
      if (index != found.front()) PrintOut("\n");
      PrintOut(EntityText(knowledge, index, LanguageOf(language_)));
    }
    return kExitOk;
  }

  CLI::App *import_ = nullptr, *groups_ = nullptr, *show_ = nullptr;
  std::string path_, out_ = "attack.tsv", name_, table_, language_ = "en";
  bool json_ = false;
  KnowledgeFile knowledge_;
};

}  // namespace

std::unique_ptr<Command> NewKnowledgeCommand() { return std::make_unique<KnowledgeCommand>(); }

}  // namespace noroshi
