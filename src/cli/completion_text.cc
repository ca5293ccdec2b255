#include "cli/completion_text.h"

#include <fmt/format.h>

#include "cli/command_walk.h"

namespace noroshi {
namespace {

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

std::string OptionWords(const FlatCommand& command) {
  std::string text;
  for (const FlatOption& option : command.options) {
    if (!text.empty()) text += ' ';
    text += Joined(option.names);
  }
  return text;
}

// Everything that can follow the command's words.
std::string NextWords(const FlatCommand& command) {
  std::string text = Joined(command.subcommands);
  if (!text.empty()) text += ' ';
  return text + OptionWords(command);
}

// For single-quoted shell text.
std::string ShellQuoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

std::string BashCompletion(const CLI::App& root) {
  std::string cases;
  for (const FlatCommand& command : FlattenCommands(root)) {
    cases += fmt::format("    '{}') next='{}' ;;\n", command.words, NextWords(command));
  }
  return R"(# bash completion for noroshi; made by 'noroshi completions bash'
_noroshi() {
  local current=${COMP_WORDS[COMP_CWORD]} words='' next='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -*) ;;
      *) if [[ -z $words || $words == rules ]]; then words="${words:+$words }${COMP_WORDS[i]}"; fi ;;
    esac
  done
  case $words in
    'rules check'|'rules list'|'rules test') ;;
    *) words=${words%% *} ;;
  esac
  case $words in
)" + cases +
         R"(  esac
  if [[ $current == -* || -z $words || $words == rules ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$next" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _noroshi noroshi
)";
}

std::string ZshCompletion(const CLI::App& root) {
  std::string out =
      "#compdef noroshi\n# zsh completion for noroshi; made by 'noroshi completions zsh'\n"
      "_noroshi() {\n  local -a next\n  local words_so_far=${words[2]}\n"
      "  [[ $words_so_far == rules && $CURRENT -gt 3 ]] && words_so_far=\"rules ${words[3]}\"\n"
      "  (( CURRENT == 2 )) && words_so_far=''\n"
      "  case $words_so_far in\n";
  for (const FlatCommand& command : FlattenCommands(root)) {
    out += fmt::format("    '{}') next=({}) ;;\n", command.words, NextWords(command));
  }
  return out +
         "  esac\n"
         "  compadd -- $next\n"
         "  [[ -n $words_so_far && ${words[CURRENT]} != -* ]] && _files\n"
         "}\n"
         "compdef _noroshi noroshi\n";
}

std::string FishCompletion(const CLI::App& root) {
  std::string out = "# fish completion for noroshi; made by 'noroshi completions fish'\n";
  for (const FlatCommand& command : FlattenCommands(root)) {
    const std::string last = command.words.substr(command.words.find_last_of(' ') + 1);
    const std::string condition =
        command.words.empty() ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + last;
    for (const std::string& sub : command.subcommands) {
      out += fmt::format("complete -c noroshi -n '{}' -f -a {}\n", condition, sub);
    }
    for (const FlatOption& option : command.options) {
      out += fmt::format("complete -c noroshi -n '{}'", condition);
      for (const std::string& name : option.names) {
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      out += (option.value.empty() ? " -d " : " -r -d ") + ShellQuoted(option.description) + "\n";
    }
  }
  return out;
}

}  // namespace noroshi
