#include "matcher/build/regex_literals.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/case_fold.h"

namespace noroshi {
namespace {

// Shorter literals stand in so many values that they save nothing.
constexpr std::size_t kMinLiteralBytes = 3;

bool IsAscii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }
bool IsWord(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// More of them for one expression fill the index without telling values apart.
constexpr std::size_t kMostLiterals = 64;
constexpr std::size_t kMostNestedGroups = 32;  // nobody nests deeper by hand

// Literals, one of which must be there. None: nothing is known.
using Choice = std::vector<std::string>;

// In so many paths and command lines that they tell hardly any apart, whatever their length.
constexpr std::string_view kCommonTexts[] = {".exe", "exe", ".dll", "dll", "windows", "system32"};

std::size_t WorthOfLiteral(std::string_view literal) {
  const bool common = std::ranges::any_of(
      kCommonTexts, [&](std::string_view text) { return EqualsFolded(literal, text); });
  return common ? kMinLiteralBytes : literal.size() + 1;
}

// The least decides how many values are let through. 0 = not worth having.
std::size_t WorthOf(const Choice& choice) {
  if (choice.empty()) return 0;
  std::size_t least = WorthOfLiteral(choice.front());
  for (const std::string& literal : choice) {
    if (literal.size() < kMinLiteralBytes) return 0;
    least = std::min(least, WorthOfLiteral(literal));
  }
  return least;
}

// What is known of one group under way, or of the whole expression.
struct Group {
  Choice found;          // of the alternatives that have ended
  bool complete = true;  // each of them had a literal
  Choice best;           // of the alternative under way

  void Offer(Choice choice) {
    const std::size_t worth = WorthOf(choice), before = WorthOf(best);
    if (worth == 0 || choice.size() > kMostLiterals) return;
    if (worth > before || (worth == before && choice.size() < best.size())) {
      best = std::move(choice);
    }
  }

  void EndAlternative() {
    complete = complete && !best.empty();
    found.insert(found.end(), std::make_move_iterator(best.begin()),
                 std::make_move_iterator(best.end()));
    best.clear();
  }
};

// Walks an expression once. A class is stepped over; a group must hold what one of its alternatives
// must, unless it is optional.
class LiteralReader {
 public:
  explicit LiteralReader(std::string_view expression) : text_(expression), groups_(1) {}

  std::vector<std::string> Read() {
    if (text_.find("(*") != std::string_view::npos) return {};  // (*ACCEPT) and its like
    while (understood_ && at_ < text_.size()) Step();
    if (!understood_ || groups_.size() != 1) return {};
    return EndGroup();
  }

 private:
  void Step() {
    const char c = text_[at_];
    switch (c) {
      case '\\': return StepEscape();
      case '[': return StepOver(ClassEnd());
      case '(': return OpenGroup();
      case ')': return CloseGroup();
      case '|':
        ++at_;
        EndRun();
        return groups_.back().EndAlternative();
      case '.': return StepOver(at_ + 1);
      case '^':
      case '$': ++at_; return EndRun();
      default: return StepLiteral(c, at_ + 1);
    }
  }

  // One character; how often it stands there says what is behind it.
  void StepLiteral(char c, std::size_t next) {
    at_ = next;
    const bool optional = IsOptional();
    const bool repeated = optional || (at_ < text_.size() && text_[at_] == '+');
    if (!IsAscii(c) || optional) {
      EndRun();
    } else {
      run_.push_back(c);
    }
    if (repeated) {
      SkipQuantifier();
      EndRun();
    }
  }

  // Whether what has just been read may be missing.
  [[nodiscard]] bool IsOptional() const {
    return at_ < text_.size() && (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '{');
  }

  // `\` and a punctuation mark is that mark; `\` and a letter may be anything.
  void StepEscape() {
    if (at_ + 1 >= text_.size()) {
      understood_ = false;
      return;
    }
    const char c = text_[at_ + 1];
    if (c == 'Q' || c == 'E' || c == 'K') {
      understood_ = false;
    } else if (!IsWord(c)) {
      StepLiteral(c, at_ + 2);
    } else if (std::string_view("dDwWsSrntf").find(c) != std::string_view::npos) {
      StepOver(at_ + 2);
    } else if (std::string_view("bBAzZ").find(c) != std::string_view::npos) {
      at_ += 2;
      EndRun();
    } else {
      understood_ = false;  // \x41, \p{L}, \1 ...
    }
  }

  void StepOver(std::size_t end) {
    EndRun();
    at_ = end;
    SkipAnyQuantifier();
  }

  void SkipAnyQuantifier() {
    if (at_ < text_.size() && std::string_view("?*+{").find(text_[at_]) != std::string_view::npos) {
      SkipQuantifier();
    }
  }

  void SkipQuantifier() {
    if (text_[at_] == '{') {
      const std::size_t end =
          std::min(text_.find_first_not_of("0123456789,", at_ + 1), text_.size());
      if (end == text_.size() || text_[end] != '}') understood_ = false;  // a brace that is text
      at_ = end;
    }
    ++at_;
    if (at_ < text_.size() && (text_[at_] == '?' || text_[at_] == '+')) ++at_;
  }

  // Behind a class. `]` right at its begin is a member; POSIX names nest one level.
  std::size_t ClassEnd() {
    std::size_t i = at_ + 1;
    if (i < text_.size() && text_[i] == '^') ++i;
    if (i < text_.size() && text_[i] == ']') ++i;
    for (; i < text_.size() && text_[i] != ']'; ++i) {
      if (text_[i] == '\\') ++i;
      if (i + 1 < text_.size() && text_[i] == '[' && text_[i + 1] == ':') understood_ = false;
    }
    return i + 1;
  }

  // Of the groups that begin with (? only the plain ones, and those that set flags at the start of
  // the expression, are understood.
  void OpenGroup() {
    EndRun();
    const std::string_view rest = text_.substr(at_);
    for (const std::string_view flags : {"(?i)", "(?s)", "(?is)", "(?m)"}) {
      if (at_ == 0 && rest.starts_with(flags)) {
        at_ += flags.size();
        return SkipAnyQuantifier();
      }
    }
    const bool plain = rest.starts_with("(?:");
    if ((rest.starts_with("(?") && !plain) || groups_.size() > kMostNestedGroups) {
      understood_ = false;
      return;
    }
    at_ += plain ? 3 : 1;
    groups_.emplace_back();
  }

  void CloseGroup() {
    if (groups_.size() == 1) {
      understood_ = false;
      return;
    }
    ++at_;
    Choice choice = EndGroup();
    groups_.pop_back();
    if (!IsOptional()) groups_.back().Offer(std::move(choice));
    SkipAnyQuantifier();
  }

  // What the group under way must hold.
  Choice EndGroup() {
    EndRun();
    Group& group = groups_.back();
    group.EndAlternative();
    return group.complete ? std::move(group.found) : Choice();
  }

  void EndRun() {
    if (!run_.empty()) groups_.back().Offer({run_});
    run_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool understood_ = true;
  std::string run_;
  std::vector<Group> groups_;  // the expression itself, and the groups that are open
};

}  // namespace

std::vector<std::string> RequiredLiterals(const RegexPattern& regex) {
  return LiteralReader(regex.expression).Read();
}

}  // namespace noroshi
