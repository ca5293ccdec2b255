#include "matcher/testing/plain_evaluator.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <string_view>

#include "base/case_fold.h"
#include "event/field_values.h"
#include "event/value_text.h"
#include "matcher/naive/naive_evaluator.h"

namespace noroshi {
namespace {

// Parts that are no literal, as characters beyond Unicode.
constexpr char32_t kRun = 0x110000, kOne = 0x110001, kDash = 0x110002;

std::u32string Decode(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = DecodeCharacter(text, at);
    out.push_back(character.code_point);
    at += character.size;
  }
  return out;
}

std::u32string Fold(std::u32string text) {
  for (char32_t& c : text) c = FoldCodePoint(c);
  return text;
}

std::u32string Decode(const Pattern& pattern) {
  std::u32string out;
  for (const PatternPart& part : pattern.parts) {
    switch (part.kind) {
      case PatternPart::Kind::kLiteral:
        out += pattern.cased ? Decode(part.text) : Fold(Decode(part.text));
        break;
      case PatternPart::Kind::kAnyRun: out += kRun; break;
      case PatternPart::Kind::kAnyOne: out += kOne; break;
      case PatternPart::Kind::kDash: out += kDash; break;
    }
  }
  return out;
}

bool FitsOne(char32_t wanted, char32_t c) {
  if (wanted == kOne) return true;
  if (wanted != kDash) return wanted == c;
  return c == U'-' || c == U'/' || (c >= 0x2013 && c <= 0x2015);
}

// The whole of `text` against `pattern`; falls back to the last run when the rest does not fit.
bool FitsAll(std::u32string_view pattern, std::u32string_view text) {
  constexpr std::size_t kNone = std::u32string_view::npos;
  std::size_t p = 0, t = 0, run = kNone, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == kRun) {
      run = p++;
      resume = t;
    } else if (p < pattern.size() && FitsOne(pattern[p], text[t])) {
      ++p;
      ++t;
    } else if (run != kNone) {
      p = run + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.substr(p).find_first_not_of(kRun) == kNone;
}

std::u32string_view TrimmedRight(std::u32string_view text) {
  const std::size_t last = text.find_last_not_of(U" \t\n\v\f\r");
  return text.substr(0, last == std::u32string_view::npos ? 0 : last + 1);
}

bool IsNull(const Value& value) { return value.type == ValueType::kNull; }

EventKind KindFieldsOf(const Event& event) {
  return {event.shape, event.channel, event.provider, event.event_id};
}

}  // namespace

// An expression, compiled once, without the compiler the fast matcher uses.
class PlainRegex {
 public:
  explicit PlainRegex(const RegexPattern& regex) {
    pcre2_compile_context* const context = pcre2_compile_context_create(nullptr);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    const std::uint32_t options =
        PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | (regex.ignore_case ? PCRE2_CASELESS : 0) |
        (regex.multi_line ? PCRE2_MULTILINE : 0) | (regex.dot_all ? PCRE2_DOTALL : 0);
    int error = 0;
    PCRE2_SIZE offset = 0;
    code_ = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(regex.expression.data()),
                          regex.expression.size(), options, &error, &offset, context);
    pcre2_compile_context_free(context);
    data_ = pcre2_match_data_create(1, nullptr);
  }
  ~PlainRegex() {
    pcre2_code_free(code_);
    pcre2_match_data_free(data_);
  }
  PlainRegex(const PlainRegex&) = delete;
  PlainRegex& operator=(const PlainRegex&) = delete;

  [[nodiscard]] bool Finds(std::string_view text) const {
    return code_ != nullptr && pcre2_match(code_, reinterpret_cast<PCRE2_SPTR>(text.data()),
                                           text.size(), 0, PCRE2_NO_JIT, data_, nullptr) >= 0;
  }

 private:
  pcre2_code* code_ = nullptr;
  pcre2_match_data* data_ = nullptr;
};

PlainEvaluator::PlainEvaluator(const RuleSet& rules, const EventContext& context)
    : rules_(rules), context_(context), tests_(rules.rules.size()) {
  for (std::uint32_t i = 0; i < rules.rules.size(); ++i) AddRule(i);
  texts_.resize(queries_.size());
}

PlainEvaluator::~PlainEvaluator() = default;

void PlainEvaluator::AddRule(std::uint32_t index) {
  const Rule& rule = rules_.rules[index];
  for (const Test& test : rule.tests) {
    Decoded decoded;
    decoded.test = &test;
    if (test.op == TestOp::kGlob) decoded.pattern = Decode(test.pattern);
    if (test.op == TestOp::kRegex) decoded.regex = std::make_unique<PlainRegex>(test.regex);
    decoded.plain = !decoded.pattern.empty() &&
                    std::ranges::all_of(decoded.pattern, [](char32_t c) { return c < kRun; });
    tests_[index].push_back(std::move(decoded));
  }
  switch (rule.gate.kind) {
    case Gate::Kind::kAny:
    case Gate::Kind::kAnyWindows: return AddEntry(index, nullptr, FieldAliases::kNone);
    case Gate::Kind::kNoSource:
    case Gate::Kind::kFed: return;
    case Gate::Kind::kAlternatives: break;
  }
  for (const GateAlternative& alternative : rule.gate.alternatives) {
    AddEntry(index, &alternative, alternative.aliases);
  }
}

void PlainEvaluator::AddEntry(std::uint32_t rule, const GateAlternative* alternative,
                              FieldAliases aliases) {
  Entry entry{rule, alternative, {}};
  const bool either = rules_.rules[rule].channel_matches_either;
  for (const Test& test : rules_.rules[rule].tests) {
    entry.queries.push_back(QueryOf(test, aliases, either));
  }
  entries_.push_back(std::move(entry));
}

std::uint32_t PlainEvaluator::QueryOf(const Test& test, FieldAliases aliases, bool either) {
  const auto [at, fresh] =
      query_numbers_.try_emplace(QueryKey(test.field, test.scope, aliases, either),
                                 static_cast<std::uint32_t>(queries_.size()));
  if (fresh) queries_.push_back({std::get<0>(at->first), test.scope, aliases, either});
  return at->second;
}

PlainEvaluator::Kind& PlainEvaluator::KindOf(const Event& event) {
  const auto [at, fresh] =
      kinds_.try_emplace(KindKey(event.shape, event.channel, event.provider, event.event_id));
  Kind& kind = at->second;
  if (!fresh) return kind;
  kind.sources.resize(queries_.size());
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (Admits(entry, event) && KnownOf(entry, event, kind) != Known::kFalse) {
      kind.entries.push_back(i);
    }
  }
  return kind;
}

// The log source, but for its extra test, which looks at a value.
bool PlainEvaluator::Admits(const Entry& entry, const Event& event) const {
  if (entry.alternative == nullptr) {
    const bool windows_only = rules_.rules[entry.rule].gate.kind == Gate::Kind::kAnyWindows;
    const std::string_view channel = context_.channels.Text(event.channel);
    return !windows_only || channel.find(kLogsourceMark) == std::string_view::npos;
  }
  const std::vector<std::string>& channels = entry.alternative->channels;
  const bool prefix = entry.alternative->channel_prefix;
  const auto& ids = entry.alternative->event_ids;
  if (!ids.empty() && std::ranges::count(ids, event.event_id) == 0) return false;
  if (channels.empty()) return true;
  const std::string folded = Folded(context_.channels.Text(event.channel));
  for (const std::string& channel : channels) {
    const std::string wanted = Folded(channel);
    if (prefix ? folded.compare(0, wanted.size(), wanted) == 0 : folded == wanted) return true;
  }
  return false;
}

const std::vector<FieldSource>& PlainEvaluator::SourcesOf(std::uint32_t query,
                                                          const EventKind& kind, Kind& of) {
  auto& sources = of.sources[query];
  if (!sources) sources = ResolveField(queries_[query], kind, context_);
  return *sources;
}

PlainEvaluator::Known PlainEvaluator::KnownOf(const Entry& entry, std::uint32_t test,
                                              const Event& event, Kind& kind) {
  const TestOp op = rules_.rules[entry.rule].tests[test].op;
  const auto& sources = SourcesOf(entry.queries[test], KindFieldsOf(event), kind);
  if (sources.empty()) return op == TestOp::kNull ? Known::kTrue : Known::kFalse;
  const bool constant = std::ranges::all_of(sources, &FieldSource::constant);
  if (!constant || (op != TestOp::kGlob && op != TestOp::kRegex)) return Known::kUnknown;
  const bool holds = Holds(entry, test, event, kind);
  return holds ? Known::kTrue : Known::kFalse;
}

PlainEvaluator::Known PlainEvaluator::KnownOf(const Entry& entry, const Event& event, Kind& kind) {
  const auto& condition = rules_.rules[entry.rule].condition;
  std::vector<Known> known;
  const auto count = [&](const ExprNode& node, Known wanted) {
    return static_cast<std::size_t>(std::ranges::count_if(
        node.children, [&](std::uint32_t child) { return known[child] == wanted; }));
  };
  for (const ExprNode& node : condition) {
    Known value = Known::kUnknown;
    switch (node.kind) {
      case ExprNode::Kind::kTrue: value = Known::kTrue; break;
      case ExprNode::Kind::kFalse: value = Known::kFalse; break;
      case ExprNode::Kind::kTest: value = KnownOf(entry, node.test, event, kind); break;
      case ExprNode::Kind::kNot:
        if (count(node, Known::kTrue) == 1) value = Known::kFalse;
        if (count(node, Known::kFalse) == 1) value = Known::kTrue;
        break;
      case ExprNode::Kind::kAnd:
        if (count(node, Known::kTrue) == node.children.size()) value = Known::kTrue;
        if (count(node, Known::kFalse) > 0) value = Known::kFalse;
        break;
      case ExprNode::Kind::kOr:
        if (count(node, Known::kFalse) == node.children.size()) value = Known::kFalse;
        if (count(node, Known::kTrue) > 0) value = Known::kTrue;
        break;
    }
    known.push_back(value);
  }
  return known.empty() ? Known::kFalse : known.back();
}

const std::vector<PlainEvaluator::Text>& PlainEvaluator::TextsOf(std::uint32_t query,
                                                                 const Event& event, Kind& kind) {
  auto& texts = texts_[query];
  if (texts) return *texts;
  used_.push_back(query);
  texts.emplace();
  Arena arena;
  std::vector<Value> values;
  for (const FieldSource& source : SourcesOf(query, KindFieldsOf(event), kind)) {
    AppendFieldValues(source, event, context_, arena, values);
  }
  for (const Value& value : values) {
    Text& text = texts->emplace_back();
    text.value = value;
    AppendText(value, text.bytes);
    text.characters = Decode(text.bytes);
    text.folded = Fold(text.characters);
    text.value.data = nullptr;  // the arena dies here; only the type is asked for
  }
  return *texts;
}

bool PlainEvaluator::Fits(const Decoded& decoded, const Text& text) {
  const Characters& whole = decoded.test->pattern.cased ? text.characters : text.folded;
  if (FitsAll(decoded.pattern, whole)) return true;
  return decoded.plain && FitsAll(decoded.pattern, TrimmedRight(whole));
}

bool PlainEvaluator::Holds(const Entry& entry, std::uint32_t index, const Event& event,
                           Kind& kind) {
  const Decoded& decoded = tests_[entry.rule][index];
  const Test& test = *decoded.test;
  const bool on_text = test.op == TestOp::kGlob || test.op == TestOp::kRegex;
  bool numbers = false;
  if (on_text) {
    for (const Text& text : TextsOf(entry.queries[index], event, kind)) {
      if (IsNull(text.value)) continue;
      if (decoded.regex ? decoded.regex->Finds(text.bytes) : Fits(decoded, text)) return true;
      numbers = numbers || (decoded.plain && text.value.type == ValueType::kHex);
    }
    if (!numbers) return false;
  }
  // Rare: numbers that are written in hex, addresses, comparisons.
  const FieldQuery& query = queries_[entry.queries[index]];
  return naive::Holds(test, {event, context_, query.aliases, query.channel_matches_either});
}

bool PlainEvaluator::Holds(const Entry& entry, const Event& event, Kind& kind) {
  const auto& condition = rules_.rules[entry.rule].condition;
  const auto holds = [&](const auto& self, std::uint32_t index) -> bool {
    const ExprNode& node = condition[index];
    const auto child = [&](std::uint32_t other) { return self(self, other); };
    switch (node.kind) {
      case ExprNode::Kind::kTrue: return true;
      case ExprNode::Kind::kFalse: return false;
      case ExprNode::Kind::kTest: return Holds(entry, node.test, event, kind);
      case ExprNode::Kind::kNot: return !child(node.children[0]);
      case ExprNode::Kind::kAnd: return std::ranges::all_of(node.children, child);
      case ExprNode::Kind::kOr: return std::ranges::any_of(node.children, child);
    }
    return false;
  };
  return !condition.empty() && holds(holds, static_cast<std::uint32_t>(condition.size() - 1));
}

std::vector<std::uint32_t> PlainEvaluator::Matching(const Event& event) {
  std::vector<std::uint32_t> matching;
  Kind& kind = KindOf(event);
  for (const std::uint32_t number : kind.entries) {
    const Entry& entry = entries_[number];
    if (!matching.empty() && matching.back() == entry.rule) continue;
    ++looked_at_;
    if (!PassesExtraTest(entry, event) || !Holds(entry, event, kind)) continue;
    matching.push_back(entry.rule);
  }
  for (const std::uint32_t query : used_) texts_[query].reset();
  used_.clear();
  return matching;
}

bool PlainEvaluator::PassesExtraTest(const Entry& entry, const Event& event) const {
  if (entry.alternative == nullptr || entry.alternative->value_field.empty()) return true;
  return std::ranges::any_of(entry.alternative->values, [&](const std::string& value) {
    Test test;
    test.scope = FieldScope::kPayload;
    test.field = entry.alternative->value_field;
    if (!value.empty()) test.pattern.parts = {{PatternPart::Kind::kLiteral, value}};
    return naive::Holds(test, {event, context_});
  });
}

}  // namespace noroshi
