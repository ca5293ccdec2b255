#include "rules/sigma/condition_parser.h"

#include <fmt/format.h>

#include <charconv>

#include "rules/sigma/condition_lexer.h"
#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

using TokenKind = ConditionToken::Kind;
using StepKind = ConditionStep::Kind;

// Shunting-yard: operators wait on a stack until something that binds weaker comes by.
class Parser {
 public:
  explicit Parser(ParsedCondition& out) : out_(out) {}

  void Run(const std::vector<ConditionToken>& tokens, std::uint32_t end) {
    for (const ConditionToken& token : tokens) {
      if (token.kind == TokenKind::kAggregation) {
        out_.has_aggregation = true;
        out_.aggregation = token.text;
        out_.aggregation_offset = token.offset;
        end = token.offset;
        break;
      }
      if (!(wants_operand_ ? TakeOperand(token) : TakeOperator(token))) return;
    }
    Finish(end);
  }

 private:
  bool TakeOperand(const ConditionToken& token) {
    switch (token.kind) {
      case TokenKind::kName: return TakeName(token);
      case TokenKind::kQuantifier: return TakeQuantifier(token);
      case TokenKind::kOf: return true;
      case TokenKind::kTarget: return TakeTarget(token);
      case TokenKind::kNot:
      case TokenKind::kOpen: return Push(token);
      default: return Fail(token, fmt::format("'{}' needs a selection before it", token.text));
    }
  }

  bool TakeOperator(const ConditionToken& token) {
    switch (token.kind) {
      case TokenKind::kAnd:
      case TokenKind::kOr:
        PopStronger(token.kind);
        wants_operand_ = true;
        return Push(token);
      case TokenKind::kClose: return Close(token);
      default: return Fail(token, fmt::format("'and' or 'or' is missing before '{}'", token.text));
    }
  }

  bool TakeName(const ConditionToken& token) {
    if (++names_ > kMaxConditionNames) return Limit(token, "names too many selections");
    out_.steps.push_back({StepKind::kName, token.text, 0, token.offset});
    wants_operand_ = false;
    return true;
  }

  bool TakeQuantifier(const ConditionToken& token) {
    least_ = EqualsIgnoreCase(token.text, "all") ? 0 : 1;
    if (!IsDigit(token.text.front())) return true;
    const auto [end, error] =
        std::from_chars(token.text.data(), token.text.data() + token.text.size(), least_);
    (void)end;
    if (error != std::errc() || least_ == 0) return Fail(token, "the number must be 1 or more");
    return true;
  }

  bool TakeTarget(const ConditionToken& token) {
    if (token.text == "(" || token.text == ")") {
      return Fail(token, "'of' needs a pattern or 'them' behind it");
    }
    if (!TakeName(token)) return false;
    out_.steps.back().kind = StepKind::kQuantified;
    out_.steps.back().least = least_;
    return true;
  }

  bool Push(const ConditionToken& token) {
    depth_ += token.kind == TokenKind::kOpen ? 1 : 0;
    // Besides parentheses only a run of `not` can pile up.
    if (depth_ > kMaxConditionDepth || waiting_.size() > 4 * kMaxConditionDepth) {
      return Limit(token, "is nested too deeply");
    }
    waiting_.push_back(token);
    return true;
  }

  static int Strength(TokenKind kind) noexcept {
    switch (kind) {
      case TokenKind::kNot: return 3;
      case TokenKind::kAnd: return 2;
      case TokenKind::kOr: return 1;
      default: return 0;
    }
  }

  void PopStronger(TokenKind kind) {
    while (!waiting_.empty() && Strength(waiting_.back().kind) >= Strength(kind) &&
           waiting_.back().kind != TokenKind::kOpen) {
      Pop();
    }
  }

  void Pop() {
    const ConditionToken& token = waiting_.back();
    const StepKind kind = token.kind == TokenKind::kNot   ? StepKind::kNot
                          : token.kind == TokenKind::kAnd ? StepKind::kAnd
                                                          : StepKind::kOr;
    out_.steps.push_back({kind, token.text, 0, token.offset});
    waiting_.pop_back();
  }

  bool Close(const ConditionToken& token) {
    while (!waiting_.empty() && waiting_.back().kind != TokenKind::kOpen) Pop();
    if (waiting_.empty()) return Fail(token, "this ')' closes nothing");
    waiting_.pop_back();
    --depth_;
    return true;
  }

  void Finish(std::uint32_t end) {
    if (wants_operand_) {
      out_.error = ConditionError{"the condition ends where a selection is needed", end};
      return;
    }
    while (!waiting_.empty()) {
      if (waiting_.back().kind == TokenKind::kOpen) {
        (void)Fail(waiting_.back(), "this '(' is never closed");
        return;
      }
      Pop();
    }
  }

  bool Fail(const ConditionToken& token, std::string message) {
    out_.error = ConditionError{std::move(message), token.offset};
    return false;
  }

  bool Limit(const ConditionToken& token, std::string_view what) {
    out_.error = ConditionError{fmt::format("the condition {}", what), token.offset, true};
    return false;
  }

  ParsedCondition& out_;
  std::vector<ConditionToken> waiting_;
  bool wants_operand_ = true;
  std::uint32_t least_ = 0;
  std::size_t depth_ = 0;
  std::size_t names_ = 0;
};

}  // namespace

ParsedCondition ParseCondition(std::string_view condition,
                               const std::function<bool(std::string_view)>& is_selection) {
  ParsedCondition parsed;
  Parser(parsed).Run(LexCondition(condition, is_selection),
                     static_cast<std::uint32_t>(condition.size()));
  return parsed;
}

}  // namespace noroshi::sigma
