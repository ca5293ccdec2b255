#include "evidence/message/rendered_message.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace noroshi::message {
namespace {

using Fields = std::vector<MessageField>;

std::string_view TrimBlanks(std::string_view text) noexcept {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// The next line, without its end and the blanks around it.
std::string_view NextLine(std::string_view& text) noexcept {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = TrimBlanks(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// A colon, in Japanese messages sometimes a wide one, and where the value begins.
struct LabelEnd {
  std::size_t at = std::string_view::npos, value = std::string_view::npos;
};

LabelEnd FindColon(std::string_view line) noexcept {
  constexpr std::string_view kWide = "：";
  const std::size_t plain = line.find(':'), wide = line.find(kWide);
  if (wide < plain) return {wide, wide + kWide.size()};
  return plain == std::string_view::npos ? LabelEnd{} : LabelEnd{plain, plain + 1};
}

// Goes through the lines of a message and keeps what it has understood.
class LabelReader {
 public:
  LabelReader(MessageFamily family, std::uint32_t event_id)
      : family_(family), event_id_(event_id) {}

  Fields Read(std::string_view text) {
    while (!text.empty()) TakeLine(NextLine(text));
    return std::move(fields_);
  }

 private:
  void TakeLine(std::string_view line) {
    if (line.empty()) {
      open_ = nullptr;
      may_leave_ = true;
      return;
    }
    const LabelEnd end = FindColon(line);
    if (end.at != std::string_view::npos) {
      const std::string_view label = EnglishLabel(TrimBlanks(line.substr(0, end.at)));
      const std::string_view value = TrimBlanks(line.substr(end.value));
      if (TakeLabel(label, value)) return;
      if (value.empty() && IsSection(label)) {
        section_ = label;
        open_ = nullptr;
        may_leave_ = false;
        return;
      }
    }
    if (open_ == nullptr) return;
    if (!open_->value.empty()) open_->value += '\n';
    open_->value += line;
  }

  bool TakeLabel(std::string_view label, std::string_view value) {
    const LabelRow* row = Find(section_, label);
    // Behind an empty line may stand a label of no section.
    if (row == nullptr && may_leave_) {
      row = Find({}, label);
      if (row != nullptr) section_ = {};
    }
    if (row == nullptr) return false;
    const bool is_new =
        std::none_of(fields_.begin(), fields_.end(),
                     [row](const MessageField& one) { return one.name == row->field; });
    // Text of the value of another one looks like a label.
    if (!is_new) return open_ == nullptr;
    fields_.push_back({row->field, std::string(value)});
    open_ = HasManyLines(row->field) ? &fields_.back() : nullptr;
    return true;
  }

  [[nodiscard]] const LabelRow* Find(std::string_view section,
                                     std::string_view label) const noexcept {
    const LabelRow* found = nullptr;
    for (const LabelRow& row : LabelRows()) {
      if (row.label != label || row.family != family_ || row.section != section) continue;
      if (!row.events.Has(event_id_)) continue;
      if (found == nullptr || row.events.size() < found->events.size()) found = &row;
    }
    return found;
  }

  [[nodiscard]] bool IsSection(std::string_view label) const noexcept {
    return std::any_of(LabelRows().begin(), LabelRows().end(), [&](const LabelRow& row) {
      return row.section == label && row.family == family_ && row.events.Has(event_id_);
    });
  }

  MessageFamily family_;
  std::uint32_t event_id_;
  std::string_view section_;
  Fields fields_;
  MessageField* open_ = nullptr;  // takes further lines
  bool may_leave_ = false;        // an empty line ended what was said of the section
};

// Literal text and {names} in turn, against the whole of the text.
class SentenceReader {
 public:
  explicit SentenceReader(std::string_view pattern) : pattern_(pattern) {}

  std::optional<Fields> Read(std::string_view text) {
    while (!pattern_.empty()) {
      const std::string_view literal = Literal();
      const std::size_t at = pattern_.empty() ? LastPlace(text, literal) : text.find(literal);
      if (at == std::string_view::npos || (!name_.empty() ? false : at != 0)) return std::nullopt;
      if (!name_.empty()) fields_.push_back({name_, std::string(TrimBlanks(text.substr(0, at)))});
      text.remove_prefix(at + literal.size());
      if (!TakeName()) break;
    }
    if (!name_.empty()) fields_.push_back({name_, std::string(TrimBlanks(text))});
    return std::move(fields_);
  }

 private:
  std::string_view Literal() noexcept {
    const std::size_t end = std::min(pattern_.find('{'), pattern_.size());
    const std::string_view literal = pattern_.substr(0, end);
    pattern_.remove_prefix(end);
    return literal;
  }

  // The last literal stands as near to the end as it can.
  static std::size_t LastPlace(std::string_view text, std::string_view literal) noexcept {
    return literal.empty() ? text.size() : text.rfind(literal);
  }

  bool TakeName() noexcept {
    name_ = {};
    if (pattern_.empty()) return false;
    const std::size_t end = pattern_.find('}');
    name_ = pattern_.substr(1, end - 1);
    pattern_.remove_prefix(end + 1);
    return true;
  }

  std::string_view pattern_, name_;
  Fields fields_;
};

Fields ReadSentence(MessageFamily family, std::uint32_t event_id, std::string_view message) {
  for (const SentenceRow& row : SentenceRows()) {
    if (row.family != family || row.event_id != event_id) continue;
    if (auto fields = SentenceReader(row.pattern).Read(TrimBlanks(message))) {
      return *std::move(fields);
    }
  }
  return {};
}

// Cuts a text in two at the last of `mark`, which is left out. False without one.
bool CutAtLast(std::string_view& text, std::string_view mark, std::string_view& behind) noexcept {
  const std::size_t at = text.rfind(mark);
  if (at == std::string_view::npos) return false;
  behind = text.substr(at + mark.size());
  text = text.substr(0, at);
  return true;
}

std::string Plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '\r') out += c;
  }
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

// The two numbers of "(1 of 3)"; in Japanese "(3 個中 1 個目)".
std::pair<std::string, std::string> PartNumbers(std::string_view line) {
  std::string numbers[2];
  std::size_t count = 0;
  bool in_number = false;
  for (const char c : line.substr(std::min(line.rfind('('), line.size()))) {
    const bool digit = c >= '0' && c <= '9';
    if (in_number && !digit) ++count;
    if (digit && count < 2) numbers[count] += c;
    in_number = digit;
  }
  const bool total_first = line.find("個") != std::string_view::npos;
  return total_first ? std::pair(numbers[1], numbers[0]) : std::pair(numbers[0], numbers[1]);
}

// A heading, the script, "ScriptBlock ID: GUID", "Path: C:\x.ps1". The script may hold any of it.
Fields ReadScriptBlock(std::string_view message) {
  const std::size_t heading_end = message.find('\n');
  if (heading_end == std::string_view::npos) return {};
  const std::string_view heading = message.substr(0, heading_end);
  std::string_view script = message.substr(heading_end + 1), behind;
  if (!CutAtLast(script, "ScriptBlock ID:", behind)) return {};
  const std::string_view id = NextLine(behind), path_line = NextLine(behind);
  const LabelEnd colon = FindColon(path_line);
  auto [number, total] = PartNumbers(heading);
  Fields fields = {{"MessageNumber", std::move(number)},
                   {"MessageTotal", std::move(total)},
                   {"ScriptBlockText", Plain(script)},
                   {"ScriptBlockId", std::string(id)}};
  if (colon.at != std::string_view::npos) {
    fields.push_back({"Path", std::string(TrimBlanks(path_line.substr(colon.value)))});
  }
  return fields;
}

// Pipeline execution: what ran, then its circumstances, then data of the user.
Fields ReadPipeline(std::string_view message) {
  std::string_view context, user;
  for (const std::string_view mark : {"User Data:", "ユーザー データ:"}) {
    if (CutAtLast(message, mark, user)) break;
  }
  bool found = false;
  for (const std::string_view mark : {"Context:", "コンテキスト:"}) {
    found = found || CutAtLast(message, mark, context);
  }
  if (!found) return {};
  const auto inner = [](std::string_view text) {
    std::string out = Plain(text);
    out.erase(0, std::min(out.find_first_not_of('\n'), out.size()));
    return out;
  };
  return {{"ContextInfo", inner(context)}, {"UserData", inner(user)}, {"Payload", Plain(message)}};
}

// Windows PowerShell's own log: what rules look into is the list behind the word.
Fields ReadDetails(std::string_view message) {
  std::string_view details;
  for (const std::string_view mark : {"Details:", "詳細:"}) {
    if (CutAtLast(message, mark, details)) return {{"Data", Plain(details)}};
  }
  return {};
}

}  // namespace

std::vector<MessageField> ReadMessage(std::string_view provider, std::uint32_t event_id,
                                      std::string_view message) {
  constexpr std::uint32_t kScriptBlock = 4104, kPipeline = 4103;
  const std::optional<MessageFamily> family = FamilyOf(provider);
  if (!family) return {};
  if (*family == MessageFamily::kPowerShell) {
    if (event_id == kScriptBlock) return ReadScriptBlock(message);
    return event_id == kPipeline ? ReadPipeline(message) : Fields();
  }
  if (*family == MessageFamily::kClassicPowerShell) return ReadDetails(message);
  Fields fields = ReadSentence(*family, event_id, message);
  return fields.empty() ? LabelReader(*family, event_id).Read(message) : fields;
}

}  // namespace noroshi::message
