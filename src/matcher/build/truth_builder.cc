#include "matcher/build/truth_builder.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "base/case_fold.h"
#include "base/parallel.h"
#include "matcher/build/regex_literals.h"

namespace noroshi {
namespace {

template <class T>
void AppendRaw(const T& value, std::string& key) {
  key.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

std::string RegexKey(const RegexPattern& regex) {
  std::string key = regex.expression;
  key.push_back('\0');
  for (const bool flag : {regex.ignore_case, regex.multi_line, regex.dot_all}) {
    key.push_back(flag ? '1' : '0');
  }
  return key;
}

void AppendNumber(const Number& number, std::string& key) {
  key.push_back(number.whole ? 'w' : 'r');
  key.push_back(number.negative ? '-' : '+');
  AppendRaw(number.magnitude, key);
  AppendRaw(number.real, key);
}

// Case matters: the exact literals, unlike PatternKey.
void AppendExactPattern(const Pattern& pattern, std::string& key) {
  for (const PatternPart& part : pattern.parts) {
    key.push_back('\xFF');
    key.push_back(static_cast<char>('0' + static_cast<int>(part.kind)));
    key += part.text;
  }
}

std::string LazyKey(const Test& test, std::uint32_t view, std::uint32_t other_view) {
  std::string key;
  AppendRaw(test.op, key);
  AppendRaw(view, key);
  AppendRaw(other_view, key);
  key.push_back(test.cased ? '1' : '0');
  AppendRaw(test.part, key);
  AppendRaw(test.comparison, key);
  AppendRaw(test.range.address, key);
  AppendRaw(test.range.prefix_bits, key);
  key.push_back(test.range.is_v4 ? '1' : '0');
  AppendNumber(test.number, key);
  AppendExactPattern(test.pattern, key);
  return key + RegexKey(test.regex);
}

Pattern Contains(std::string_view literal) {
  Pattern pattern;
  pattern.parts = {{PatternPart::Kind::kAnyRun, {}},
                   {PatternPart::Kind::kLiteral, std::string(literal)},
                   {PatternPart::Kind::kAnyRun, {}}};
  return pattern;
}

// Found by scanning the values of its field.
bool IsEager(const Test& test) noexcept { return test.op == TestOp::kGlob && !test.pattern.cased; }

bool IsFieldRelation(TestOp op) noexcept {
  return op >= TestOp::kFieldEquals && op <= TestOp::kFieldContains;
}

}  // namespace

std::uint32_t TruthBuilder::FieldOf(std::string_view name) {
  const auto next = static_cast<std::uint32_t>(out_.fields.size());
  const auto [known, inserted] = fields_.try_emplace(std::string(name), next);
  if (inserted) {
    out_.fields.push_back({std::make_unique<const std::string>(name), {}});
    indexes_.emplace_back();
  }
  return known->second;
}

std::uint32_t TruthBuilder::ViewOf(std::string_view name, FieldScope scope,
                                   const Reading& reading) {
  const std::uint32_t field = FieldOf(name);
  const std::uint64_t asked = std::uint64_t{field} << 32 | std::uint64_t(scope) << 16 |
                              std::uint64_t(reading.aliases) << 8 |
                              (reading.channel_matches_either ? 1 : 0);
  const auto [answer, fresh] = view_answers_.try_emplace(asked, 0);
  if (fresh) answer->second = MakeView(field, scope, reading);
  return answer->second;
}

// Views that would read the same are one, however they are asked for.
std::uint32_t TruthBuilder::MakeView(std::uint32_t field, FieldScope scope,
                                     const Reading& reading) {
  FieldQuery query{*out_.fields[field].name, scope, reading.aliases,
                   reading.channel_matches_either};
  if (!HasNativeAlias(query)) query.aliases = FieldAliases::kNone;
  if (!IsKindField(query)) query.channel_matches_either = false;
  std::string key;
  AppendRaw(field, key);
  AppendRaw(query.scope, key);
  AppendRaw(query.aliases, key);
  key.push_back(query.channel_matches_either ? '1' : '0');
  const auto next = static_cast<std::uint32_t>(out_.views.size());
  const auto [known, inserted] = views_.try_emplace(std::move(key), next);
  if (inserted) out_.views.push_back({query, field, 0});
  return known->second;
}

TruthBuilder::Ref TruthBuilder::AddEager(std::uint32_t view, const Pattern& pattern,
                                         std::string_view key) {
  return {view, indexes_[out_.views[view].field].Add(pattern, key), false};
}

std::string TruthBuilder::KeyOf(const Test& test) {
  return IsEager(test) ? PatternKey(test.pattern) : std::string();
}

Result<TruthBuilder::Ref> TruthBuilder::Add(const Test& test, const Reading& reading,
                                            std::string_view key) {
  const std::uint32_t view = ViewOf(test.field, test.scope, reading);
  if (IsEager(test)) return AddEager(view, test.pattern, key);
  const std::uint32_t other_view =
      IsFieldRelation(test.op) ? ViewOf(test.other_field, test.scope, reading) : view;
  return AddLazy(test, view, other_view);
}

Result<TruthBuilder::Ref> TruthBuilder::AddLazy(const Test& test, std::uint32_t view,
                                                std::uint32_t other_view) {
  const auto next = static_cast<std::uint32_t>(out_.lazies.size());
  const auto [known, inserted] = lazies_.try_emplace(LazyKey(test, view, other_view), next);
  if (inserted) {
    LazyTest lazy{.op = test.op,
                  .cased = test.cased,
                  .part = test.part,
                  .comparison = test.comparison,
                  .view = view,
                  .other_view = other_view,
                  .range = test.range,
                  .number = test.number,
                  .shown = test.shown};
    if (Status prepared = Prepare(test, lazy); !prepared) {
      lazies_.erase(known);
      return prepared.error();
    }
    hints_.push_back(HintsOf(test, view));
    out_.lazies.push_back(lazy);
  }
  return Ref{.index = known->second, .lazy = true};
}

Status TruthBuilder::Prepare(const Test& test, LazyTest& lazy) {
  if (test.op == TestOp::kGlob) lazy.glob = out_.cased_globs.Add(test.pattern);
  if (test.op != TestOp::kRegex) return Ok();
  const Regex*& known = regexes_[RegexKey(test.regex)];
  if (known == nullptr) {
    NOROSHI_TRY(auto regex, Regex::Compile(test.regex));
    known = regex.get();
    out_.regexes.push_back(std::move(regex));
  }
  lazy.regex = known;
  return Ok();
}

// What must be found in the folded value before it is worth looking closer.
std::vector<TruthBuilder::Ref> TruthBuilder::HintsOf(const Test& test, std::uint32_t view) {
  std::vector<Ref> hints;
  const auto add = [&](const Pattern& pattern) {
    hints.push_back(AddEager(view, pattern, PatternKey(pattern)));
  };
  if (test.op == TestOp::kGlob) add(test.pattern);
  if (test.op == TestOp::kRegex) {
    for (const std::string& literal : RequiredLiterals(test.regex)) {
      add(Contains(literal));
    }
  }
  return hints;
}

// The largest first, so that no thread begins with it when the others are done.
void TruthBuilder::BuildIndexes(unsigned threads) {
  std::vector<std::size_t> order(indexes_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t field) { return indexes_[field].size(); });
  ForEachIndex(order.size(), threads, [&](std::size_t i) {
    out_.fields[order[i]].index = std::move(indexes_[order[i]]).Build();
  });
}

void TruthBuilder::Finish(unsigned threads) {
  fields_ = views_ = lazies_ = {};
  view_answers_ = {};
  BuildIndexes(threads);
  for (std::uint32_t view = 0; view < out_.views.size(); ++view) {
    const std::size_t patterns = out_.fields[out_.views[view].field].index.size();
    out_.views[view].first_eager = out_.eager_count;
    out_.eager_count += static_cast<Truth>(patterns);
    out_.view_of.Append(patterns, view);
  }
  for (std::size_t i = 0; i < out_.lazies.size(); ++i) {
    out_.view_of.push_back(out_.lazies[i].view);
    for (const Ref& hint : hints_[i]) out_.hints.items.push_back(Number(hint));
    out_.hints.EndRun();
  }
  indexes_ = std::vector<LiteralIndexBuilder>();
  hints_ = {};
}

Truth TruthBuilder::Number(const Ref& ref) const noexcept {
  return ref.lazy ? out_.eager_count + ref.index : out_.views[ref.view].first_eager + ref.index;
}

}  // namespace noroshi
