#include "rules/yaml/plain_yaml.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/case_fold.h"
#include "base/utf.h"
#include "rules/text/ascii.h"
#include "rules/yaml/yaml_build.h"

namespace noroshi {
namespace {

// libyaml gives up on longer keys (at 1,024 characters, blanks and the colon included).
constexpr std::size_t kMaxKeyBytes = 1000;

// kMark: a scalar may end there.
enum class ByteClass : std::uint8_t { kPlain = 0, kHigh = 1, kRefused = 2, kMark = 4 };

constexpr auto kByteClasses = [] {
  std::array<ByteClass, 256> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool refused = (i < 0x20 && i != '\n' && i != '\t') || i == 0x7f;
    classes[i] = refused ? ByteClass::kRefused : i >= 0x80 ? ByteClass::kHigh : ByteClass::kPlain;
  }
  for (const char c : {'\t', ':', '#'}) classes[static_cast<unsigned char>(c)] = ByteClass::kMark;
  return classes;
}();

// All classes that the text's bytes have, as bits.
std::uint8_t ClassesOf(std::string_view text) noexcept {
  std::uint8_t classes = 0;
  for (const char c : text) {
    classes |= static_cast<std::uint8_t>(kByteClasses[static_cast<unsigned char>(c)]);
  }
  return classes;
}

// Beyond ASCII: valid UTF-8 of characters that YAML allows and that end no line.
bool IsUsualText(std::string_view text) noexcept {
  constexpr char32_t kFirstPrintable = 0xA0, kLineSeparator = 0x2028, kParagraphSeparator = 0x2029;
  constexpr char32_t kByteOrderMark = 0xFEFF, kNoncharacters = 0xFFFE;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    if (Utf8SequenceBytes(text.substr(at)) == 0) return false;
    const DecodedCharacter character = DecodeCharacter(text, at);
    const char32_t c = character.code_point;
    if (c < kFirstPrintable || c == kLineSeparator || c == kParagraphSeparator) return false;
    if (c == kByteOrderMark || c == kNoncharacters || c == kNoncharacters + 1) return false;
    at += character.size;
  }
  return true;
}

// A plain scalar may begin with it; '-', '?' and ':' where no blank follows.
constexpr auto kBeginsPlain = [] {
  std::array<bool, 256> begins{};
  begins.fill(true);
  for (const char c : std::string_view(" \t\n,[]{}#&*!|>'\"%@`")) {
    begins[static_cast<unsigned char>(c)] = false;
  }
  return begins;
}();

class PlainReader {
 public:
  PlainReader(const YamlSlice& slice, Arena& arena, YamlDocument& document)
      : text_(slice.text), arena_(arena), document_(document), line_(slice.first_line) {}

  bool Run() {
    const std::uint8_t classes = ClassesOf(text_);
    if ((classes & static_cast<std::uint8_t>(ByteClass::kRefused)) != 0) return false;
    has_high_ = (classes & static_cast<std::uint8_t>(ByteClass::kHigh)) != 0;
    if (has_high_ && !IsUsualText(text_)) return false;
    if (!SkipMarker()) return false;
    while (SkipToContent()) {
      if (!ReadLine()) return false;
    }
    while (!open_.empty()) Close();
    document_.root = root_;
    return root_ != nullptr && nodes_ <= kMaxYamlNodes;
  }

 private:
  // A collection that is not yet closed. libyaml's indent of it, which is the column of its first
  // key or dash, decides what belongs to it.
  struct Open {
    YamlNode* node = nullptr;
    std::size_t indent = 0;
    std::size_t first_child = 0;         // in children_
    bool wants = false;                  // a value, or an item, that may stand on a later line
    bool indentless = false;             // a sequence in the column of the key it is the value of
    std::uint32_t line = 0, column = 0;  // where nothing would stand, if nothing comes
  };
  // A scalar as far as its first line tells.
  struct Token {
    std::string_view text;
    std::size_t begin = 0, end = 0;  // in text_; quotes included
    YamlNode::Style style = YamlNode::Style::kPlain;
    bool is_key = false;   // a colon stands behind it, at `end`
    bool is_last = false;  // a comment stands behind it: it cannot go on in the next line
  };

  [[nodiscard]] char At(std::size_t at) const noexcept {
    return at < text_.size() ? text_[at] : '\n';
  }
  [[nodiscard]] bool IsBlankAt(std::size_t at) const noexcept {
    return At(at) == ' ' || At(at) == '\t' || At(at) == '\n';
  }
  [[nodiscard]] bool IsDash(std::size_t at) const noexcept {
    return At(at) == '-' && IsBlankAt(at + 1);
  }
  [[nodiscard]] std::size_t SkipSpaces(std::size_t at) const noexcept {
    while (at < text_.size() && text_[at] == ' ') ++at;
    return at;
  }
  [[nodiscard]] std::size_t EndOfLine(std::size_t at) const noexcept {
    return std::min(text_.find('\n', at), text_.size());
  }
  // Nothing but a comment is left of the line; `at` is behind blanks.
  [[nodiscard]] bool IsAtEnd(std::size_t at) const noexcept {
    return At(at) == '\n' || At(at) == '#';
  }
  // From 1, in characters.
  [[nodiscard]] std::uint32_t ColumnOf(std::size_t at) const noexcept {
    if (!has_high_) return static_cast<std::uint32_t>(at - line_begin_ + 1);
    const std::string_view before = text_.substr(line_begin_, at - line_begin_);
    return 1 + static_cast<std::uint32_t>(std::ranges::count_if(
                   before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  }

  // Moves to the line behind the one that `at` is in; false at the end of the text.
  bool NextLine(std::size_t at) noexcept {
    const std::size_t end = EndOfLine(at);
    line_begin_ = std::min(end + 1, text_.size());
    if (end < text_.size()) ++line_;
    return line_begin_ < text_.size();
  }

  // Moves to the next line with something in it, at or behind the current one; `at_` is its first
  // character.
  bool SkipToContent() noexcept {
    while (line_begin_ < text_.size()) {
      at_ = SkipSpaces(line_begin_);
      if (!IsAtEnd(at_)) return true;
      NextLine(at_);
    }
    return false;
  }

  // The `---` in front of the document.
  bool SkipMarker() noexcept {
    if (!SkipToContent()) return false;
    if (at_ != line_begin_ || text_.substr(at_, 3) != "---" || !IsBlankAt(at_ + 3)) return true;
    const std::size_t behind = SkipSpaces(at_ + 3);
    NextLine(behind);
    return IsAtEnd(behind);
  }

  bool ReadLine() {
    const std::size_t column = at_ - line_begin_;
    if (column == 0 && (text_.substr(at_, 3) == "..." || text_.substr(at_, 3) == "---"))
      return false;
    while (!open_.empty() && open_.back().indent > column) Close();
    if (!open_.empty() && open_.back().indentless && open_.back().indent == column &&
        !IsDash(at_)) {
      Close();
    }
    std::size_t at = at_;
    while (IsDash(at)) {
      if (!StartItem(at)) return false;
      at = SkipSpaces(at + 1);
      if (IsAtEnd(at)) {
        NextLine(at);
        return true;
      }
    }
    return ReadEntry(at);
  }

  // A dash: an item of the sequence in its column, which begins with it if there is none.
  bool StartItem(std::size_t at) {
    const std::size_t indent = at - line_begin_;
    const bool here = !open_.empty() && open_.back().indent == indent;
    if (here && open_.back().node->is_sequence()) {
      FillWant();
    } else if (here && open_.back().wants) {
      OpenNode(YamlNode::Kind::kSequence, at, true);
    } else if (CanBegin(indent)) {
      OpenNode(YamlNode::Kind::kSequence, at, false);
    } else {
      return false;
    }
    Want(at + 1);
    return open_.size() <= kMaxYamlDepth;
  }

  // What stands in a line behind its dashes: a key, with or without its value, or a scalar.
  bool ReadEntry(std::size_t at) {
    const std::size_t indent = at - line_begin_;
    if (At(at) == '|' || At(at) == '>') return CanBegin(indent) && !open_.empty() && ReadBlock(at);
    Token token;
    if (!Scan(at, token)) return false;
    if (!token.is_key) return CanBegin(indent) && !open_.empty() && TakeScalar(token);
    if (token.end - token.begin > kMaxKeyBytes || !StartKey(at)) return false;
    AddScalar(token);
    Want(token.end + 1);
    const std::size_t value = SkipSpaces(token.end + 1);
    if (!IsAtEnd(value)) return ReadValue(value);
    NextLine(value);
    return true;
  }

  // Behind a key and in its line.
  bool ReadValue(std::size_t at) {
    if (IsDash(at)) return false;
    if (At(at) == '|' || At(at) == '>') return ReadBlock(at);
    Token token;
    return Scan(at, token) && !token.is_key && TakeScalar(token);
  }

  bool StartKey(std::size_t at) {
    const std::size_t indent = at - line_begin_;
    if (!open_.empty() && open_.back().indent == indent && open_.back().node->is_mapping()) {
      FillWant();
      return true;
    }
    if (!CanBegin(indent)) return false;
    OpenNode(YamlNode::Kind::kMapping, at, false);
    return open_.size() <= kMaxYamlDepth;
  }

  // A node in this column would be the value or item that is wanted, or the root.
  [[nodiscard]] bool CanBegin(std::size_t indent) const noexcept {
    if (open_.empty()) return root_ == nullptr;
    return open_.back().wants && open_.back().indent < indent;
  }

  void Want(std::size_t at) noexcept {
    Open& open = open_.back();
    open.wants = true;
    open.line = line_;
    open.column = ColumnOf(at);
  }

  // What was wanted did not come: nothing stands for it.
  void FillWant() {
    Open& open = open_.back();
    if (open.wants) Attach(NewYamlNode(YamlNode::Kind::kScalar, open.line, open.column, arena_));
  }

  void OpenNode(YamlNode::Kind kind, std::size_t at, bool indentless) {
    if (!open_.empty()) open_.back().wants = false;
    Open open;
    open.node = NewYamlNode(kind, line_, ColumnOf(at), arena_);
    open.indent = at - line_begin_;
    open.first_child = children_.size();
    open.indentless = indentless;
    open_.push_back(open);
  }

  void Close() {
    FillWant();
    const Open open = open_.back();
    open_.pop_back();
    CloseYamlNode(std::span(children_).subspan(open.first_child), *open.node, arena_,
                  document_.duplicate_keys);
    children_.resize(open.first_child);
    Attach(open.node);
  }

  void Attach(const YamlNode* node) {
    ++nodes_;
    if (open_.empty()) {
      root_ = node;
      return;
    }
    open_.back().wants = false;
    children_.push_back(node);
  }

  void AddScalar(const Token& token) {
    YamlNode* node = NewYamlNode(YamlNode::Kind::kScalar, line_, ColumnOf(token.begin), arena_);
    node->style = token.style;
    node->text = token.text;
    Attach(node);
  }

  // The scalar that begins at `at`, to the end of the line or to the colon behind a key.
  bool Scan(std::size_t at, Token& token) {
    token.begin = at;
    const char first = At(at);
    if (first == '\'' || first == '"') {
      return (first == '"' ? ScanDouble(at + 1, token) : ScanSingle(at + 1, token)) &&
             ScanBehind(token);
    }
    const bool marks = first == '-' || first == '?' || first == ':';
    if (!kBeginsPlain[static_cast<unsigned char>(first)] || (marks && IsBlankAt(at + 1))) {
      return false;
    }
    return ScanPlain(at, token);
  }

  // Blanks in front of the end do not belong to it.
  bool ScanPlain(std::size_t at, Token& token) const noexcept {
    const std::string_view line = text_.substr(at, EndOfLine(at) - at);
    std::size_t end = line.size();
    for (std::size_t i = 0; i < line.size(); ++i) {
      const ByteClass byte = kByteClasses[static_cast<unsigned char>(line[i])];
      if (byte != ByteClass::kMark) continue;
      if (line[i] == '\t') return false;
      token.is_key = line[i] == ':' && (i + 1 == line.size() || IsBlank(line[i + 1]));
      token.is_last = line[i] == '#' && i > 0 && line[i - 1] == ' ';
      if (!token.is_key && !token.is_last) continue;
      end = i;
      break;
    }
    token.end = at + end;
    while (end > 0 && line[end - 1] == ' ') --end;
    token.text = line.substr(0, end);
    return true;
  }

  bool ScanSingle(std::size_t at, Token& token) {
    token.style = YamlNode::Style::kQuoted;
    const std::size_t begin = at;
    bool doubled = false;
    for (; At(at) != '\'' || At(at + 1) == '\''; ++at) {
      if (At(at) == '\n') return false;
      if (At(at) != '\'') continue;
      doubled = true;
      ++at;
    }
    token.text = text_.substr(begin, at - begin);
    token.end = at + 1;
    if (!doubled) return true;
    scratch_.clear();
    for (std::size_t i = 0; i < token.text.size(); ++i) {
      scratch_ += token.text[i];
      if (token.text[i] == '\'') ++i;
    }
    token.text = arena_.Copy(scratch_);
    return true;
  }

  bool ScanDouble(std::size_t at, Token& token) {
    token.style = YamlNode::Style::kQuoted;
    const std::size_t begin = at;
    bool escaped = false;
    for (; At(at) != '"'; ++at) {
      if (At(at) == '\n') return false;
      if (At(at) != '\\') continue;
      escaped = true;
      ++at;
      if (EscapeOf(At(at)) == '\0') return false;
    }
    token.text = text_.substr(begin, at - begin);
    token.end = at + 1;
    if (!escaped) return true;
    scratch_.clear();
    for (std::size_t i = 0; i < token.text.size(); ++i) {
      scratch_ += token.text[i] == '\\' ? EscapeOf(token.text[++i]) : token.text[i];
    }
    token.text = arena_.Copy(scratch_);
    return true;
  }

  // What stands for itself behind a backslash, or NUL for what is left to libyaml.
  static char EscapeOf(char c) noexcept {
    switch (c) {
      case '\\':
      case '"':
      case '/': return c;
      case 'n': return '\n';
      case 't': return '\t';
      case 'r': return '\r';
      default: return '\0';
    }
  }

  // Behind a quoted scalar comes a colon, a comment or nothing.
  bool ScanBehind(Token& token) const noexcept {
    const std::size_t behind = SkipSpaces(token.end);
    token.is_last = true;
    if (At(behind) == '\n') return true;
    if (At(behind) == '#') return behind > token.end;
    token.is_key = At(behind) == ':' && IsBlankAt(behind + 1);
    token.end = behind;
    return token.is_key;
  }

  // A scalar that is no key; a plain one may go on in deeper lines below.
  bool TakeScalar(Token& token) {
    const std::uint32_t line = line_, column = ColumnOf(token.begin);
    const std::size_t indent = open_.back().indent;
    bool joined = false;
    std::size_t at = token.end;
    NextLine(at);
    while (!token.is_last) {
      std::size_t breaks = 1;
      const std::size_t more = SkipBlankLines(breaks);
      if (At(more) == '\t') return false;
      if (more >= text_.size() || At(more) == '#' || more - line_begin_ <= indent) break;
      if (!joined) scratch_ = token.text;
      joined = true;
      breaks == 1 ? scratch_.append(1, ' ') : scratch_.append(breaks - 1, '\n');
      if (!ScanPlain(more, token) || token.is_key) return false;
      scratch_ += token.text;
      NextLine(token.end);
    }
    YamlNode* node = NewYamlNode(YamlNode::Kind::kScalar, line, column, arena_);
    node->style = token.style;
    node->text = joined ? arena_.Copy(scratch_) : token.text;
    Attach(node);
    return true;
  }

  // Moves to the next line that is not blank and counts the lines on the way; the place of its
  // first character, or the end of the text.
  std::size_t SkipBlankLines(std::size_t& breaks) noexcept {
    while (true) {
      const std::size_t at = SkipSpaces(line_begin_);
      if (at >= text_.size() || text_[at] != '\n') return at;
      ++breaks;
      NextLine(at);
    }
  }

  // A block scalar, its indicator at `at`.
  bool ReadBlock(std::size_t at) {
    const bool literal = At(at) == '|';
    YamlNode* node = NewYamlNode(YamlNode::Kind::kScalar, line_, ColumnOf(at), arena_);
    node->style = YamlNode::Style::kBlock;
    const bool strip = At(at + 1) == '-';
    const std::size_t behind = at + (strip ? 2 : 1), end = SkipSpaces(behind);
    if (!IsAtEnd(end) || (At(end) == '#' && end == behind)) return false;
    scratch_.clear();
    if (!NextLine(end)) return false;
    const std::size_t least = open_.back().indent + 1;
    std::size_t breaks = 0, widest = 0;
    const std::size_t first = SkipBlockBreaks(static_cast<std::size_t>(-1), breaks, widest);
    const std::size_t column = first - line_begin_;
    if (At(first) == '\t' || first >= text_.size()) return false;
    if (column >= least && widest > column) return false;
    if (column >= least) ReadBlockLines(column, breaks, literal, strip);
    node->text = arena_.Copy(scratch_);
    Attach(node);
    return true;
  }

  // Skips lines of at most `indent` blanks and counts them. The place in the next one, behind as
  // many blanks; `widest`: the most blanks that a skipped line had.
  std::size_t SkipBlockBreaks(std::size_t indent, std::size_t& breaks,
                              std::size_t& widest) noexcept {
    while (true) {
      std::size_t at = line_begin_;
      while (at < text_.size() && at - line_begin_ < indent && text_[at] == ' ') ++at;
      if (at >= text_.size() || text_[at] != '\n') return at;
      widest = std::max(widest, at - line_begin_);
      ++breaks;
      NextLine(at);
    }
  }

  // Appends the lines to scratch_, in libyaml's steps. `breaks`: empty lines in front of the first.
  void ReadBlockLines(std::size_t indent, std::size_t breaks, bool literal, bool strip) {
    bool has_break = false;      // the line before ended with one
    bool leading_blank = false;  // and began with a blank behind the indent
    std::size_t at = line_begin_ + indent, ignored = 0;
    while (at < text_.size() && at - line_begin_ == indent) {
      const bool blank = text_[at] == ' ' || text_[at] == '\t';
      if (!literal && has_break && !leading_blank && !blank) {
        if (breaks == 0) scratch_ += ' ';
      } else if (has_break) {
        scratch_ += '\n';
      }
      scratch_.append(breaks, '\n');
      leading_blank = blank;
      const std::size_t end = EndOfLine(at);
      scratch_ += text_.substr(at, end - at);
      has_break = end < text_.size();
      breaks = 0;
      NextLine(end);
      at = SkipBlockBreaks(indent, breaks, ignored);
    }
    if (has_break && !strip) scratch_ += '\n';
  }

  const std::string_view text_;
  Arena& arena_;
  YamlDocument& document_;
  bool has_high_ = false;  // some characters are not ASCII
  std::size_t line_begin_ = 0;
  std::size_t at_ = 0;
  std::uint32_t line_;
  const YamlNode* root_ = nullptr;
  std::uint32_t nodes_ = 0;
  std::vector<Open> open_;
  std::vector<const YamlNode*> children_;  // of all that is open
  std::string scratch_;
};

}  // namespace

bool ReadPlainYaml(const YamlSlice& slice, Arena& arena, YamlDocument& document) {
  document = {};
  document.text = slice.text;
  document.line = slice.first_line;
  return PlainReader(slice, arena, document).Run();
}

}  // namespace noroshi
