#include "matcher/build/regex_literals.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace noroshi {
namespace {

// Shorter literals stand in so many values that they save nothing.
constexpr std::size_t kMinLiteralBytes = 3;

bool IsAscii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }
bool IsWord(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Walks the top level of an expression. Groups and classes are stepped over: what stands in them
// is optional as far as we know.
class LiteralReader {
 public:
  explicit LiteralReader(std::string_view expression) : text_(expression) {}

  std::vector<std::string> Read() {
    if (text_.find("(*") != std::string_view::npos) return {};  // (*ACCEPT) and its like
    while (understood_ && at_ < text_.size()) Step();
    EndAlternative();
    if (!understood_) found_.clear();
    return std::move(found_);
  }

 private:
  void Step() {
    const char c = text_[at_];
    switch (c) {
      case '\\': return StepEscape();
      case '[': return StepOver(ClassEnd());
      case '(': return StepOver(GroupEnd());
      case '|': ++at_; return EndAlternative();
      case '.': return StepOver(at_ + 1);
      case '^':
      case '$': ++at_; return EndRun();
      case ')': understood_ = false; return;
      default: return StepLiteral(c, at_ + 1);
    }
  }

  // One character; how often it stands there says what is behind it.
  void StepLiteral(char c, std::size_t next) {
    at_ = next;
    const bool optional =
        at_ < text_.size() && (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '{');
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

  // Behind a group. Of the groups that begin with (? only the plain and the flag-setting ones at
  // the start of the expression are understood.
  std::size_t GroupEnd() {
    if (text_.substr(at_).starts_with("(?") && !UnderstandsGroup()) {
      understood_ = false;
      return text_.size();
    }
    std::size_t depth = 0;
    const std::size_t start = at_;
    std::size_t i = at_;
    for (; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == '[') {
        at_ = i;
        i = ClassEnd() - 1;
      } else if (text_[i] == '(') {
        ++depth;
        if (i != start && text_.substr(i).starts_with("(?") &&
            !text_.substr(i).starts_with("(?:")) {
          understood_ = false;
        }
      } else if (text_[i] == ')' && --depth == 0) {
        break;
      }
    }
    return i + 1;
  }

  bool UnderstandsGroup() const {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("(?:")) return true;
    return at_ == 0 && (rest.starts_with("(?i)") || rest.starts_with("(?s)") ||
                        rest.starts_with("(?is)") || rest.starts_with("(?m)"));
  }

  void EndRun() {
    if (run_.size() > best_.size()) best_ = run_;
    run_.clear();
  }

  void EndAlternative() {
    EndRun();
    if (best_.size() < kMinLiteralBytes) understood_ = false;
    found_.push_back(std::move(best_));
    best_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool understood_ = true;
  std::string run_, best_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> RequiredLiterals(const RegexPattern& regex) {
  return LiteralReader(regex.expression).Read();
}

}  // namespace noroshi
