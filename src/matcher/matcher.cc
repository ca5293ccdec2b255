#include "matcher/matcher.h"

#include <mutex>

#include "matcher/build/compile_rules.h"
#include "matcher/cache/matcher_image.h"
#include "matcher/run/session.h"

namespace noroshi {
namespace {

class CompiledMatcher final : public Matcher {
 public:
  CompiledMatcher(std::unique_ptr<Compilation> compilation, const EventContext& context,
                  const MatcherOptions& options)
      : compilation_(std::move(compilation)), context_(context), options_(options) {}

  [[nodiscard]] std::unique_ptr<MatchSession> NewSession() const override {
    return NewSession(context_);
  }
  [[nodiscard]] std::unique_ptr<MatchSession> NewSession(
      const EventContext& context) const override {
    return std::make_unique<Session>(compilation_->rules, Bindings(), context, options_);
  }
  [[nodiscard]] const std::vector<Refused>& refused() const noexcept override {
    return compilation_->refused;
  }
  [[nodiscard]] const Compilation& compilation() const noexcept { return *compilation_; }

 private:
  // What sessions share; a new one when evidence has filled it with names that it made up. Who has
  // the old one keeps it.
  [[nodiscard]] std::shared_ptr<BindingStore> Bindings() const {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<BindingStore> bindings = bindings_.lock();
    if (bindings == nullptr || bindings->Full()) {
      bindings = std::make_shared<BindingStore>(compilation_->rules, options_);
      bindings_ = bindings;
    }
    return bindings;
  }

  std::unique_ptr<Compilation> compilation_;
  const EventContext& context_;
  const MatcherOptions options_;
  mutable std::mutex mutex_;                      // guards bindings_
  mutable std::weak_ptr<BindingStore> bindings_;  // gone with the last session that has it
};

}  // namespace

MatcherStats& MatcherStats::operator+=(const MatcherStats& more) noexcept {
  events += more.events;
  events_with_candidates += more.events_with_candidates;
  matches += more.matches;
  values_scanned += more.values_scanned;
  bytes_scanned += more.bytes_scanned;
  memo_lookups += more.memo_lookups;
  memo_hits += more.memo_hits;
  outcome_lookups += more.outcome_lookups;
  outcome_hits += more.outcome_hits;
  conditions_evaluated += more.conditions_evaluated;
  regex_limits_hit += more.regex_limits_hit;
  return *this;
}

std::string SaveMatcher(const Matcher& matcher) {
  const auto* compiled = dynamic_cast<const CompiledMatcher*>(&matcher);
  return compiled == nullptr ? std::string() : PackCompilation(compiled->compilation());
}

std::unique_ptr<Matcher> LoadMatcher(const CacheImage& image, const RuleSet& rules,
                                     EventContext& context, const MatcherOptions& options) {
  auto compilation = UnpackCompilation(image, rules.rules);
  if (compilation == nullptr) return nullptr;
  return std::make_unique<CompiledMatcher>(std::move(compilation), context, options);
}

Result<std::unique_ptr<Matcher>> BuildMatcher(const RuleSet& rules, EventContext& context,
                                              const MatcherOptions& options) {
  return std::unique_ptr<Matcher>(std::make_unique<CompiledMatcher>(
      CompileRules(rules.rules, options.build_threads), context, options));
}

}  // namespace noroshi
