#include "matcher/build/compile_rules.h"

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <utility>

#include "base/parallel.h"
#include "matcher/build/program_builder.h"
#include "matcher/build/truth_builder.h"

namespace noroshi {
namespace {

Test ExtraTest(const GateAlternative& alternative, const std::string& value) {
  Test test;
  test.scope = FieldScope::kPayload;
  test.field = alternative.value_field;
  if (!value.empty()) test.pattern.parts = {{PatternPart::Kind::kLiteral, value}};
  return test;
}

// `known`: another draft of the rule, whose patterns are in their indexes already; or null.
// `keys`: of the tests (TruthBuilder::KeyOf).
Result<ProgramDraft> DraftProgram(const Rule& rule, std::optional<std::size_t> index,
                                  const ProgramDraft* known, const std::vector<std::string>& keys,
                                  TruthBuilder& truths) {
  ProgramDraft draft{.alternative = index};
  const GateAlternative* alternative = AlternativeOf(rule, index);
  const Reading reading{alternative ? alternative->aliases : FieldAliases::kNone,
                        rule.channel_matches_either};
  draft.tests.reserve(rule.tests.size());
  for (std::size_t i = 0; i < rule.tests.size(); ++i) {
    if (known != nullptr && !known->tests[i].lazy) {
      draft.tests.push_back(truths.Reread(rule.tests[i], known->tests[i], reading));
      continue;
    }
    NOROSHI_TRY(auto ref, truths.Add(rule.tests[i], reading, keys[i]));
    draft.tests.push_back(ref);
  }
  if (alternative == nullptr || alternative->value_field.empty()) return draft;
  for (const std::string& value : alternative->values) {
    // A text test: it is folded into an index and not referred to again.
    const Test extra = ExtraTest(*alternative, value);
    NOROSHI_TRY(auto ref, truths.Add(extra, {}, TruthBuilder::KeyOf(extra)));
    draft.gate_tests.push_back(ref);
  }
  return draft;
}

// An alternative may list a field to test and no value: nothing passes it then.
bool IsShut(const GateAlternative& alternative) {
  return !alternative.value_field.empty() && alternative.values.empty();
}

// All ways into the rule, or the reason why there is none to be had.
Result<std::vector<ProgramDraft>> DraftRule(const Rule& rule, const std::vector<std::string>& keys,
                                            TruthBuilder& truths) {
  std::vector<ProgramDraft> drafts;
  if (rule.gate.kind == Gate::Kind::kAny || rule.gate.kind == Gate::Kind::kAnyWindows) {
    NOROSHI_TRY(auto draft, DraftProgram(rule, std::nullopt, nullptr, keys, truths));
    drafts.push_back(std::move(draft));
  }
  if (rule.gate.kind != Gate::Kind::kAlternatives) return drafts;
  for (std::size_t i = 0; i < rule.gate.alternatives.size(); ++i) {
    if (IsShut(rule.gate.alternatives[i])) continue;
    const ProgramDraft* known = drafts.empty() ? nullptr : &drafts.front();
    NOROSHI_TRY(auto draft, DraftProgram(rule, i, known, keys, truths));
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

// Unpacks rules in their order, some ahead of who drafts them, with the keys of their tests; and
// destroys those that have been drafted. All that is as much work as drafting.
class RulesAhead {
 public:
  struct Entry {
    Rule rule;
    std::vector<std::string> keys;  // of its tests
  };

  explicit RulesAhead(const RuleList& rules) : rules_(rules) { Start(); }

  // Ascending from call to call; valid until the next one.
  const Entry& At(std::size_t index) {
    while (index >= begin_ + unpacked_.size()) Advance();
    return unpacked_[index - begin_];
  }

 private:
  static constexpr std::size_t kAtOnce = 128;  // some hundred kilobytes

  void Start() {
    const std::size_t begin = started_, end = std::min(begin + kAtOnce, rules_.size());
    if (begin == end) return;
    started_ = end;
    next_ = std::async(std::launch::async, [this, begin, end, done = std::move(done_)]() mutable {
      done.clear();
      std::vector<Entry> entries(end - begin);
      for (std::size_t i = begin; i < end; ++i) Fill(i, entries[i - begin]);
      return entries;
    });
  }

  void Fill(std::size_t index, Entry& entry) const {
    entry.rule = rules_.Unpack(index, PackExtent::kFirstPart);
    entry.keys.reserve(entry.rule.tests.size());
    for (const Test& test : entry.rule.tests) entry.keys.push_back(TruthBuilder::KeyOf(test));
  }

  void Advance() {
    begin_ += unpacked_.size();
    done_ = std::exchange(unpacked_, next_.get());
    Start();
  }

  const RuleList& rules_;
  std::size_t begin_ = 0;  // of unpacked_
  std::vector<Entry> unpacked_;
  std::vector<Entry> done_;  // drafted, and to be destroyed
  std::size_t started_ = 0;  // rules up to here are unpacked or on the way
  std::future<std::vector<Entry>> next_;
};

class RuleCompiler {
 public:
  RuleCompiler(const RuleList& rules, unsigned threads)
      : rules_(rules),
        threads_(threads),
        result_(std::make_unique<Compilation>()),
        out_(result_->rules),
        truths_(out_) {
    out_.rules = &rules;
  }

  std::unique_ptr<Compilation> Compile() {
    const std::vector<ProgramDraft> drafts = DraftAll();
    truths_.Finish(threads_);
    AddPrograms(drafts);
    FileWakes();
    FileByChannel();
    std::ranges::stable_sort(result_->refused, {}, &Matcher::Refused::rule);
    return std::move(result_);
  }

 private:
  std::vector<ProgramDraft> DraftAll() {
    std::vector<ProgramDraft> all;
    RulesAhead ahead(rules_);
    for (std::uint32_t i = 0; i < rules_.size(); ++i) {
      const RulesAhead::Entry& entry = ahead.At(i);
      auto drafts = DraftRule(entry.rule, entry.keys, truths_);
      if (!drafts) {
        result_->refused.push_back({static_cast<RuleIndex>(i), drafts.error().ToString()});
        continue;
      }
      for (ProgramDraft& draft : *drafts) {
        draft.rule = i;
        all.push_back(std::move(draft));
      }
    }
    return all;
  }

  void AddPrograms(const std::vector<ProgramDraft>& drafts) {
    constexpr std::size_t kDraftsAtOnce = 256;
    std::vector<ProgramPart> parts((drafts.size() + kDraftsAtOnce - 1) / kDraftsAtOnce);
    ForEachIndex(parts.size(), threads_, [&](std::size_t i) {
      const auto rest = std::span(drafts).subspan(i * kDraftsAtOnce);
      parts[i] =
          ProgramBuilder(out_, truths_).Build(rest.first(std::min(kDraftsAtOnce, rest.size())));
    });
    for (ProgramPart& part : parts) {
      NumberGates(part.gates);
      AddPart(std::exchange(part, {}), out_, wakes_, result_->refused);
    }
  }

  // In the order of the programs, so that numbers do not depend on threads.
  void NumberGates(std::vector<ProgramGate>& gates) {
    for (ProgramGate& gate : gates) {
      const auto next = static_cast<std::uint32_t>(out_.gates.size());
      const auto [at, fresh] = gate_numbers_.try_emplace(std::move(gate), next);
      if (fresh) out_.gates.push_back(at->first);
      out_.gate_of.push_back(at->second);
    }
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
      const ProgramGate& gate = out_.GateOf(i);
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
    for (auto& [channel, programs] : by_channel) {
      out_.by_channel.emplace_back(channel, std::move(programs));
    }
  }

  const RuleList& rules_;
  const unsigned threads_;
  std::unique_ptr<Compilation> result_;
  CompiledRules& out_;
  TruthBuilder truths_;
  std::vector<Wake> wakes_;
  std::map<ProgramGate, std::uint32_t> gate_numbers_;
};

}  // namespace

std::unique_ptr<Compilation> CompileRules(const RuleList& rules, unsigned threads) {
  return RuleCompiler(rules, threads).Compile();
}

}  // namespace noroshi
