#include "rules/shown_rule.h"

#include <utility>

namespace noroshi {
namespace {

std::size_t TextsOf(const Rule& rule) {
  std::size_t size = 0;
  for (const Test& test : rule.tests) {
    size += test.field.size() + test.other_field.size() + test.shown.size();
  }
  return size;
}

}  // namespace

ShownRule::ShownRule(Rule rule)
    : id(std::move(rule.id)),
      title(std::move(rule.title)),
      path(std::move(rule.path)),
      source(rule.source),
      level(rule.level),
      fields(std::move(rule.fields)),
      techniques(std::move(rule.techniques)),
      tactics(std::move(rule.tactics)),
      selections(std::move(rule.selections)),
      condition(std::move(rule.condition)) {
  texts_.reserve(TextsOf(rule));
  tests.reserve(rule.tests.size());
  for (const Test& test : rule.tests) {
    // A list of values is as many tests of one field.
    const bool again = !tests.empty() && tests.back().field == test.field;
    tests.push_back({.field = again ? tests.back().field : Keep(test.field),
                     .other_field = Keep(test.other_field),
                     .shown = Keep(test.shown),
                     .selection = test.selection,
                     .line = test.line,
                     .column = test.column});
  }
}

std::string_view ShownRule::Keep(std::string_view text) {
  const std::size_t at = texts_.size();
  texts_ += text;  // within what is reserved
  return std::string_view(texts_).substr(at);
}

}  // namespace noroshi
