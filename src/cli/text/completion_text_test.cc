#include "cli/text/completion_text.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command_table.h"
#include "cli/command_walk.h"

namespace noroshi {
namespace {

// "check" is a command, and a subcommand of "rules"; "case" has subcommands too.
struct SmallTree {
  CLI::App root{"a program", "noroshi"};
  std::string rules_folder, case_file;
  bool all = false;

  SmallTree() {
    root.add_subcommand("check", "checks a set")->add_flag("--all", all, "all of them");
    CLI::App* const rules = root.add_subcommand("rules", "about rules");
    rules->add_subcommand("check", "reads rules")
        ->add_option("--rules", rules_folder, "a folder")
        ->option_text("D");
    CLI::App* const cases = root.add_subcommand("case", "about cases");
    cases->add_subcommand("list", "what's in it")
        ->add_option("--case", case_file, "it's a file")
        ->option_text("F");
  }
};

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(BashCompletion, KnowsEveryCommandWithSubcommands) {
  const SmallTree tree;
  const std::string text = BashCompletion(tree.root);
  EXPECT_TRUE(Has(text, "local parents=' rules case '"));
  EXPECT_TRUE(Has(text, "    'rules check'|'case list') ;;\n"));
  EXPECT_TRUE(Has(text, "    'case') next='list"));
}

TEST(BashCompletion, OffersTheOptionsOfASubcommand) {
  const SmallTree tree;
  const std::string text = BashCompletion(tree.root);
  const std::size_t row = text.find("    'case list') next='");
  ASSERT_NE(row, std::string::npos);
  EXPECT_TRUE(Has(text.substr(row, text.find('\n', row) - row), "--case"));
}

TEST(ZshCompletion, KnowsEveryCommandWithSubcommands) {
  const SmallTree tree;
  const std::string text = ZshCompletion(tree.root);
  EXPECT_TRUE(Has(text, "local parents=' rules case '"));
  EXPECT_TRUE(Has(text, "words_so_far=\"$words_so_far ${words[3]}\""));
}

TEST(FishCompletion, TellsACommandFromASubcommandOfItsName) {
  const SmallTree tree;
  const std::string text = FishCompletion(tree.root);
  EXPECT_TRUE(Has(text,
                  "-n '__fish_seen_subcommand_from check; and not __fish_seen_subcommand_from "
                  "rules' -l all"));
  EXPECT_TRUE(Has(text,
                  "-n '__fish_seen_subcommand_from rules; and __fish_seen_subcommand_from check' "
                  "-l rules -r"));
}

TEST(FishCompletion, QuotesDescriptions) {
  const SmallTree tree;
  EXPECT_TRUE(Has(FishCompletion(tree.root), "-d 'it'\\''s a file'"));
}

TEST(ManPage, NamesEveryCommand) {
  const SmallTree tree;
  const std::string text = ManPage(tree.root);
  for (const char* name : {"check", "rules check", "case list"}) {
    EXPECT_TRUE(Has(text, name)) << name;
  }
}

TEST(CommandTree, EveryOptionOfTheProgramIsDescribed) {
  CommandTree tree;
  const std::vector<FlatCommand> commands = FlattenCommands(tree.app());
  EXPECT_GT(commands.size(), CommandTable().size());
  for (const FlatCommand& command : commands) {
    for (const FlatOption& option : command.options) {
      ASSERT_FALSE(option.names.empty()) << command.words;
      EXPECT_FALSE(option.description.empty()) << command.words << ' ' << option.names.back();
    }
  }
}

// Without a word for its value an option is completed, and shown in the man page, as a flag.
TEST(CommandTree, EveryOptionThatTakesAValueSaysWhatItIs) {
  CommandTree tree;
  std::vector<const CLI::App*> pending = {&tree.app()};
  while (!pending.empty()) {
    const CLI::App* const app = pending.back();
    pending.pop_back();
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_positional() || option->get_items_expected_max() == 0) continue;
      EXPECT_FALSE(option->get_option_text().empty())
          << app->get_name() << ' ' << option->get_name();
    }
    for (const CLI::App* sub : app->get_subcommands(std::function<bool(const CLI::App*)>{})) {
      pending.push_back(sub);
    }
  }
}

}  // namespace
}  // namespace noroshi
