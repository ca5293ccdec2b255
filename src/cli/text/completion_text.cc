#include "cli/text/completion_text.h"

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

// The words of commands that have subcommands, with a blank around each: " rules case ".
std::string ParentsOf(const std::vector<FlatCommand>& commands) {
  std::string text = " ";
  for (const FlatCommand& command : commands) {
    if (!command.words.empty() && !command.subcommands.empty()) text += command.words + ' ';
  }
  return text;
}

// The commands of two words as alternatives of a shell's `case`: 'rules check'|'rules list'.
std::string PairsOf(const std::vector<FlatCommand>& commands) {
  std::string text;
  for (const FlatCommand& command : commands) {
    if (command.words.find(' ') == std::string::npos) continue;
    text += (text.empty() ? "'" : "|'") + command.words + '\'';
  }
  return text;
}

// What fish asks before it offers what belongs to the command. A word may be a command of its own
// and a subcommand of others ("check", "rules check").
std::string FishCondition(const FlatCommand& command, const std::vector<FlatCommand>& all) {
  if (command.words.empty()) return "__fish_use_subcommand";
  const std::size_t blank = command.words.find(' ');
  std::string condition = "__fish_seen_subcommand_from " + command.words.substr(0, blank);
  if (blank != std::string::npos) {
    return condition + "; and __fish_seen_subcommand_from " + command.words.substr(blank + 1);
  }
  for (const FlatCommand& other : all) {
    if (other.words.ends_with(' ' + command.words)) {
      condition +=
          "; and not __fish_seen_subcommand_from " + other.words.substr(0, other.words.find(' '));
    }
  }
  return condition;
}

// For single-quoted shell text.
std::string ShellQuoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

std::string BashCompletion(const CLI::App& root) {
  const std::vector<FlatCommand> commands = FlattenCommands(root);
  const std::string parents = ParentsOf(commands), pairs = PairsOf(commands);
  std::string cases;
  for (const FlatCommand& command : commands) {
    cases += fmt::format("    '{}') next='{}' ;;\n", command.words, NextWords(command));
  }
  return R"(# bash completion for noroshi; made by 'noroshi completions bash'
_noroshi() {
  local current=${COMP_WORDS[COMP_CWORD]} words='' next='' i
  local parents=')" +
         parents + R"('
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -*) ;;
      *) if [[ -z $words || $parents == *" $words "* ]]; then words="${words:+$words }${COMP_WORDS[i]}"; fi ;;
    esac
  done
  case $words in
)" + (pairs.empty() ? "" : "    " + pairs + ") ;;\n") +
         R"(    *) words=${words%% *} ;;
  esac
  case $words in
)" + cases +
         R"(  esac
  if [[ $current == -* || -z $words || $parents == *" $words "* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$next" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _noroshi noroshi
)";
}

std::string ZshCompletion(const CLI::App& root) {
  const std::vector<FlatCommand> commands = FlattenCommands(root);
  std::string out =
      "#compdef noroshi\n# zsh completion for noroshi; made by 'noroshi completions zsh'\n"
      "_noroshi() {\n  local -a next\n  local words_so_far=${words[2]}\n"
      "  local parents='" +
      ParentsOf(commands) +
      "'\n"
      "  [[ $CURRENT -gt 3 && $parents == *\" $words_so_far \"* ]] && "
      "words_so_far=\"$words_so_far ${words[3]}\"\n"
      "  (( CURRENT == 2 )) && words_so_far=''\n"
      "  case $words_so_far in\n";
  for (const FlatCommand& command : commands) {
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
  const std::vector<FlatCommand> commands = FlattenCommands(root);
  for (const FlatCommand& command : commands) {
    const std::string condition = FishCondition(command, commands);
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
