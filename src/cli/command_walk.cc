#include "cli/command_walk.h"

#include <utility>

namespace noroshi {
namespace {

FlatOption Flatten(const CLI::Option& option) {
  FlatOption flat;
  for (const std::string& name : option.get_snames()) flat.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) flat.names.push_back("--" + name);
  flat.value = option.get_option_text();  // every option that takes a value has one
  flat.description = option.get_description();
  return flat;
}

}  // namespace

std::vector<FlatCommand> FlattenCommands(const CLI::App& root) {
  std::vector<FlatCommand> flat;
  std::vector<std::pair<const CLI::App*, std::string>> pending = {{&root, ""}};
  while (!pending.empty()) {
    const auto [app, words] = pending.back();
    pending.pop_back();
    FlatCommand command;
    command.words = words;
    command.summary = app->get_description();
    command.footer = app->get_footer();
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_positional()) {
        command.positionals.push_back(option->get_name());
      } else {
        command.options.push_back(Flatten(*option));
      }
    }
    const auto subcommands = app->get_subcommands(std::function<bool(const CLI::App*)>{});
    for (const CLI::App* sub : subcommands) command.subcommands.push_back(sub->get_name());
    for (auto sub = subcommands.rbegin(); sub != subcommands.rend(); ++sub) {
      const std::string below = words.empty() ? "" : words + " ";
      pending.emplace_back(*sub, below + (*sub)->get_name());
    }
    flat.push_back(std::move(command));
  }
  return flat;
}

}  // namespace noroshi
