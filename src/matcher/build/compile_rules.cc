#include "matcher/build/compile_rules.h"

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <utility>

#include "base/case_fold.h"
#include "matcher/build/condition.h"
#include "matcher/build/kind_bounds.h"
#include "matcher/build/truth_builder.h"

namespace noroshi {
namespace {

using Ref = TruthBuilder::Ref;

// A program before truths have numbers.
struct Draft {
  std::uint32_t rule = 0;
  std::optional<std::size_t> alternative = {};  // of the rule's gate; none: any event
  std::vector<Ref> tests = {};
  std::vector<Ref> gate_tests = {};
};

Test ExtraTest(const GateAlternative& alternative, const std::string& value) {
  Test test;
  test.scope = FieldScope::kPayload;
  test.field = alternative.value_field;
  if (!value.empty()) test.pattern.parts = {{PatternPart::Kind::kLiteral, value}};
  return test;
}

const GateAlternative* AlternativeOf(const Rule& rule, std::optional<std::size_t> index) {
  return index ? &rule.gate.alternatives[*index] : nullptr;
}

Result<Draft> DraftProgram(const Rule& rule, std::optional<std::size_t> index,
                           TruthBuilder& truths) {
  Draft draft{.alternative = index};
  const GateAlternative* alternative = AlternativeOf(rule, index);
  const Reading reading{alternative ? alternative->aliases : FieldAliases::kNone,
                        rule.channel_matches_either};
  for (const Test& test : rule.tests) {
    NOROSHI_TRY(auto ref, truths.Add(test, reading));
    draft.tests.push_back(ref);
  }
  if (alternative == nullptr || alternative->value_field.empty()) return draft;
  for (const std::string& value : alternative->values) {
    // A text test: it is folded into an index and not referred to again.
    NOROSHI_TRY(auto ref, truths.Add(ExtraTest(*alternative, value), {}));
    draft.gate_tests.push_back(ref);
  }
  return draft;
}

// An alternative may list a field to test and no value: nothing passes it then.
bool IsShut(const GateAlternative& alternative) {
  return !alternative.value_field.empty() && alternative.values.empty();
}

// All ways into the rule, or the reason why there is none to be had.
Result<std::vector<Draft>> DraftRule(const Rule& rule, TruthBuilder& truths) {
  std::vector<Draft> drafts;
  if (rule.gate.kind == Gate::Kind::kAny || rule.gate.kind == Gate::Kind::kAnyWindows) {
    NOROSHI_TRY(auto draft, DraftProgram(rule, std::nullopt, truths));
    drafts.push_back(std::move(draft));
  }
  if (rule.gate.kind != Gate::Kind::kAlternatives) return drafts;
  for (std::size_t i = 0; i < rule.gate.alternatives.size(); ++i) {
    if (IsShut(rule.gate.alternatives[i])) continue;
    NOROSHI_TRY(auto draft, DraftProgram(rule, i, truths));
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

ProgramGate MakeGate(const Gate& of_rule, const GateAlternative* alternative, KindBounds bounds) {
  ProgramGate gate;
  gate.windows_only = of_rule.kind == Gate::Kind::kAnyWindows;
  gate.implied_channels = std::move(bounds.channels);
  gate.event_ids = std::move(bounds.event_ids);
  if (alternative == nullptr) return gate;
  gate.any_channel = alternative->channels.empty();
  gate.prefix = alternative->channel_prefix;
  for (const std::string& channel : alternative->channels) {
    gate.channels.push_back(Folded(channel));
  }
  if (alternative->event_ids.empty()) return gate;
  std::vector<std::uint32_t> ids = alternative->event_ids;
  std::ranges::sort(ids);
  if (gate.event_ids) {
    std::erase_if(
        ids, [&](std::uint32_t id) { return !std::ranges::binary_search(*gate.event_ids, id); });
  }
  gate.event_ids = std::move(ids);
  return gate;
}

// Unpacks rules in their order, some ahead of who compiles them: unpacking is a third of the work.
class RulesAhead {
 public:
  explicit RulesAhead(const RuleList& rules) : rules_(rules) { Start(); }

  // Ascending from call to call; valid until the next one.
  const Rule& At(std::size_t index) {
    while (index >= begin_ + unpacked_.size()) Advance();
    return unpacked_[index - begin_];
  }

 private:
  static constexpr std::size_t kAtOnce = 128;  // some hundred kilobytes

  void Start() {
    const std::size_t begin = started_, end = std::min(begin + kAtOnce, rules_.size());
    if (begin == end) return;
    started_ = end;
    next_ = std::async(std::launch::async, [this, begin, end] {
      std::vector<Rule> rules;
      rules.reserve(end - begin);
      for (std::size_t i = begin; i < end; ++i) {
        rules.push_back(rules_.Unpack(i, PackExtent::kFirstPart));
      }
      return rules;
    });
  }

  void Advance() {
    begin_ += unpacked_.size();
    unpacked_ = next_.get();
    Start();
  }

  const RuleList& rules_;
  std::size_t begin_ = 0;  // of unpacked_
  std::vector<Rule> unpacked_;
  std::size_t started_ = 0;  // rules up to here are unpacked or on the way
  std::future<std::vector<Rule>> next_;
};

class RuleCompiler {
 public:
  explicit RuleCompiler(const RuleList& rules)
      : rules_(rules),
        result_(std::make_unique<Compilation>()),
        out_(result_->rules),
        truths_(out_) {
    out_.rules = &rules;
  }

  std::unique_ptr<Compilation> Compile() {
    std::vector<Draft> drafts = DraftAll();
    truths_.Finish();
    AddPrograms(std::move(drafts));
    FileWakes();
    FileByChannel();
    std::ranges::stable_sort(result_->refused, {}, &Matcher::Refused::rule);
    return std::move(result_);
  }

 private:
  void Refuse(std::uint32_t rule, std::string reason) {
    result_->refused.push_back({static_cast<RuleIndex>(rule), std::move(reason)});
  }

  std::vector<Draft> DraftAll() {
    std::vector<Draft> all;
    RulesAhead ahead(rules_);
    for (std::uint32_t i = 0; i < rules_.size(); ++i) {
      auto drafts = DraftRule(ahead.At(i), truths_);
      if (!drafts) {
        Refuse(i, drafts.error().ToString());
        continue;
      }
      for (Draft& draft : *drafts) {
        draft.rule = i;
        all.push_back(std::move(draft));
      }
    }
    return all;
  }

  std::vector<Truth> Number(const std::vector<Ref>& refs) const {
    std::vector<Truth> numbered;
    for (const Ref& ref : refs) numbered.push_back(truths_.Number(ref));
    return numbered;
  }

  // Rules are unpacked once more rather than kept: all of them together are large.
  void AddPrograms(std::vector<Draft> drafts) {
    RulesAhead ahead(rules_);
    for (Draft& draft : drafts) {
      const Rule& rule = ahead.At(draft.rule);
      AddProgram(std::exchange(draft, {}), rule);
    }
  }

  void AddProgram(const Draft& draft, const Rule& rule) {
    const std::vector<Truth> tests = Number(draft.tests);
    const std::vector<Truth> gate_tests = Number(draft.gate_tests);
    const Condition condition = MakeCondition(rule, tests, gate_tests);
    const auto first_step = static_cast<std::uint32_t>(out_.steps.size());
    const auto entry = EmitSteps(condition, out_, out_.steps);
    if (!entry) return Refuse(draft.rule, "the condition is too large when written out");
    Program program{
        .rule = static_cast<RuleIndex>(draft.rule), .entry = *entry, .first_step = first_step};
    program.first_test = static_cast<std::uint32_t>(out_.test_truths.size());
    out_.test_truths.insert(out_.test_truths.end(), tests.begin(), tests.end());
    AddViews(condition);
    program.needs_wakeup = AddWakes(condition);
    out_.gates.push_back(
        MakeGate(rule.gate, AlternativeOf(rule, draft.alternative), BoundsOf(rule)));
    out_.programs.push_back(program);
  }

  void AddViews(const Condition& condition) {
    std::vector<std::uint32_t> views;
    for (const ConditionNode& node : condition) {
      if (node.kind != ExprNode::Kind::kTest) continue;
      views.push_back(out_.view_of[node.truth]);
      if (!out_.IsLazy(node.truth)) continue;
      views.push_back(out_.lazies[node.truth - out_.eager_count].other_view);
    }
    std::ranges::sort(views);
    const auto end = std::unique(views.begin(), views.end());
    out_.program_views.items.insert(out_.program_views.items.end(), views.begin(), end);
    out_.program_views.EndRun();
  }

  bool AddWakes(const Condition& condition) {
    const auto necessary = NecessaryTruths(condition, out_);
    if (!necessary) return false;
    const auto program = static_cast<std::uint32_t>(out_.programs.size());
    for (const Truth truth : *necessary) wakes_.emplace_back(truth, program);
    return true;
  }

  void FileWakes() {
    std::ranges::sort(wakes_);
    auto at = wakes_.begin();
    for (Truth truth = 0; truth < out_.eager_count; ++truth) {
      for (; at != wakes_.end() && at->first == truth; ++at) {
        out_.wakes.items.push_back(at->second);
      }
      out_.wakes.EndRun();
    }
    wakes_ = {};
  }

  // Programs under each channel that gate and condition leave open.
  void FileByChannel() {
    std::map<std::string, std::vector<std::uint32_t>> by_channel;
    for (std::uint32_t i = 0; i < out_.programs.size(); ++i) {
      const ProgramGate& gate = out_.gates[i];
      const bool open = gate.any_channel || gate.prefix;
      if (open && !gate.implied_channels) {
        out_.any_channel.push_back(i);
        continue;
      }
      for (const std::string& channel : open ? *gate.implied_channels : gate.channels) {
        auto& programs = by_channel[channel];
        if (programs.empty() || programs.back() != i) programs.push_back(i);
      }
    }
    out_.by_channel.assign(by_channel.begin(), by_channel.end());
  }

  const RuleList& rules_;
  std::unique_ptr<Compilation> result_;
  CompiledRules& out_;
  TruthBuilder truths_;
  std::vector<std::pair<Truth, std::uint32_t>> wakes_;  // eager truths and the programs they wake
};

}  // namespace

std::unique_ptr<Compilation> CompileRules(const RuleList& rules) {
  return RuleCompiler(rules).Compile();
}

}  // namespace noroshi
