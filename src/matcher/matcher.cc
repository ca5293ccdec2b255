#include "matcher/matcher.h"

#include "matcher/build/compile_rules.h"
#include "matcher/run/session.h"

namespace noroshi {
namespace {

class CompiledMatcher final : public Matcher {
 public:
  CompiledMatcher(std::unique_ptr<Compilation> compilation, const EventContext& context,
                  const MatcherOptions& options)
      : compilation_(std::move(compilation)), context_(context), options_(options) {}

  [[nodiscard]] std::unique_ptr<MatchSession> NewSession() const override {
    return std::make_unique<Session>(compilation_->rules, context_, options_);
  }
  [[nodiscard]] const std::vector<Refused>& refused() const noexcept override {
    return compilation_->refused;
  }

 private:
  std::unique_ptr<Compilation> compilation_;
  const EventContext& context_;
  const MatcherOptions options_;
};

}  // namespace

Result<std::unique_ptr<Matcher>> BuildMatcher(const RuleSet& rules, EventContext& context,
                                              const MatcherOptions& options) {
  return std::unique_ptr<Matcher>(
      std::make_unique<CompiledMatcher>(CompileRules(rules.rules), context, options));
}

}  // namespace noroshi
