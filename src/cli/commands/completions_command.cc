#include <array>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/command_table.h"
#include "cli/output.h"
#include "cli/text/completion_text.h"

namespace noroshi {
namespace {

constexpr const char* kCompletionsFooter = R"(Examples:
  noroshi completions bash > ~/.local/share/bash-completion/completions/noroshi
  noroshi completions zsh > ~/.zfunc/_noroshi
  noroshi completions fish > ~/.config/fish/completions/noroshi.fish
  noroshi completions man | man -l -)";

struct Form {
  const char* name;
  std::string (*make)(const CLI::App&);
};
constexpr std::array<Form, 4> kForms = {
    {{"bash", BashCompletion}, {"zsh", ZshCompletion}, {"fish", FishCompletion}, {"man", ManPage}}};

class CompletionsCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("FORM", form_, "bash, zsh, fish, or man for the man page")
        ->option_text(" ")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
    app.footer(kCompletionsFooter);
  }

  int Run() override {
    CommandTree tree;  // a fresh one: the tree being parsed cannot describe itself half-way
    for (const Form& form : kForms) {
      if (form_ == form.name) PrintOut(form.make(tree.app()));
    }
    return kExitOk;
  }

 private:
  std::string form_;
};

}  // namespace

std::unique_ptr<Command> NewCompletionsCommand() { return std::make_unique<CompletionsCommand>(); }

}  // namespace noroshi
