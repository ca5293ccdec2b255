#include "incident/remote_targets.h"

#include <algorithm>
#include <string>

#include "base/case_fold.h"
#include "incident/entity.h"

namespace noroshi {
namespace {

// An option and the program that it means a computer to; "" = to any, for the option says it all.
struct TargetOption {
  std::string_view option, program;
};
// Folded. What follows is the name, behind blanks, quotes, `:` or `=`.
constexpr TargetOption kOptions[] = {
    {"/node", ""},     {"-computername", ""}, {"/v", "mstsc"},      {"/s", "schtasks"},
    {"-r", "winrs"},   {"/r", "winrs"},       {"-remote", "winrs"}, {"/remote", "winrs"},
    {"/target", "::"},  // credential tools name their commands group::command
    {"/dc", "::"},
};

// What a word can stand behind: else it is the rest of a path.
constexpr std::string_view kBeforeName = " \t\"'=(,;>@";

bool IsNameChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

std::string_view NameAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsNameChar(text[end])) ++end;
  return text.substr(at, end - at);
}

bool LooksNumeric(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

class TargetFinder {
 public:
  explicit TargetFinder(std::string_view command)
      : text_(command.substr(0, kMaxCommandBytes)), folded_(Folded(text_)) {}

  std::vector<std::string_view> Run() && {
    if (folded_.size() != text_.size()) return {};  // positions would not be the same
    FindShares();
    for (const TargetOption& option : kOptions) FindOption(option);
    return std::move(targets_);
  }

 private:
  void Add(std::string_view name) {
    if (targets_.size() >= kMostRemoteTargets || HostKey(name).empty()) return;
    if (LooksNumeric(name) && !AddressKey(name)) return;  // loopback, a dot, a number
    const auto same = [&](std::string_view other) { return EqualsFolded(other, name); };
    if (std::ranges::none_of(targets_, same)) targets_.push_back(name);
  }

  // `\\NAME` with an administrative share behind it, or with nothing, as psexec and sc want it.
  void FindShares() {
    for (std::size_t at = text_.find("\\\\"); at != std::string_view::npos;
         at = text_.find("\\\\", at + 2)) {
      if (at > 0 && kBeforeName.find(text_[at - 1]) == std::string_view::npos) continue;
      const std::string_view name = NameAt(text_, at + 2);
      if (IsReachedBy(text_.substr(at + 2 + name.size()))) Add(name);
    }
  }

  static bool IsReachedBy(std::string_view behind) {
    if (behind.empty()) return true;
    if (behind.front() != '\\') return behind.front() == ' ' || behind.front() == '"';
    const std::size_t end = std::min(behind.find_first_of("\\ \"'", 1), behind.size());
    return end > 2 && behind[end - 1] == '$';
  }

  // Behind a colon, or behind blanks: `/node: x` has no value.
  [[nodiscard]] std::size_t ValueAt(std::size_t end) const {
    if (end >= text_.size()) return end;
    const bool mark = text_[end] == ':' || text_[end] == '=';
    if (!mark && text_[end] != ' ') return text_.size();
    const std::size_t value = mark ? end + 1 : text_.find_first_not_of(' ', end);
    return text_.find_first_not_of("\"'", value);
  }

  void FindOption(const TargetOption& option) {
    if (folded_.find(option.program) == std::string::npos) return;
    for (std::size_t at = folded_.find(option.option); at != std::string::npos;
         at = folded_.find(option.option, at + option.option.size())) {
      if (at == 0 || kBeforeName.find(folded_[at - 1]) == std::string_view::npos) continue;
      const std::size_t value = ValueAt(at + option.option.size());
      if (value < text_.size()) Add(NameAt(text_, value));
    }
  }

  std::string_view text_;
  std::string folded_;
  std::vector<std::string_view> targets_;
};

}  // namespace

std::vector<std::string_view> RemoteTargetsOf(std::string_view command) {
  return TargetFinder(command).Run();
}

}  // namespace noroshi
