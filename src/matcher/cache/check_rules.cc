// IsSound (matcher_image.h): what the run side relies on and does not check again.
#include <algorithm>

#include "matcher/cache/matcher_image.h"

namespace noroshi {
namespace {

bool AreBelow(const FlatArray<std::uint32_t>& numbers, std::size_t limit) {
  return std::ranges::all_of(numbers, [limit](std::uint32_t number) { return number < limit; });
}

// `count` runs whose items are below `limit`.
bool AreSound(const Runs& runs, std::size_t count, std::size_t limit) {
  return runs.first.size() == count + 1 && runs.first.front() == 0 &&
         runs.first.back() == runs.items.size() && std::ranges::is_sorted(runs.first) &&
         AreBelow(runs.items, limit);
}

// Truths are numbered view by view, then the lazy ones.
bool AreViewsSound(const CompiledRules& compiled) {
  Truth next = 0;
  for (std::uint32_t i = 0; i < compiled.views.size(); ++i) {
    const FieldView& view = compiled.views[i];
    const std::size_t patterns = compiled.fields[view.field].index.size();
    if (view.first_eager != next || patterns > compiled.eager_count - next) return false;
    for (std::size_t p = 0; p < patterns; ++p) {
      if (next >= compiled.view_of.size() || compiled.view_of[next++] != i) return false;
    }
  }
  return next == compiled.eager_count && compiled.view_of.size() == compiled.truth_count() &&
         AreBelow(compiled.view_of, compiled.views.size());
}

bool IsLazySound(const LazyTest& lazy, const CompiledRules& compiled) {
  const std::size_t views = compiled.views.size();
  const bool globs = lazy.op != TestOp::kGlob || lazy.glob < compiled.cased_globs.size();
  return globs && lazy.view < views && lazy.other_view < views;
}

bool AreLaziesSound(const CompiledRules& compiled) {
  return compiled.cased_globs.IsSound() &&
         std::ranges::all_of(compiled.lazies,
                             [&](const LazyTest& lazy) { return IsLazySound(lazy, compiled); });
}

// From `self`, one leads to an end or to an earlier step of the same program.
bool LeadsDown(std::uint32_t to, std::uint32_t first, std::uint32_t self) {
  return to == kAccept || to == kReject || (to >= first && to < self);
}

bool AreStepsSound(const CompiledRules& compiled, std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t i = first; i < end; ++i) {
    const Step& step = compiled.steps[i];
    if (step.truth >= compiled.truth_count()) return false;
    if (!LeadsDown(step.if_true, first, i) || !LeadsDown(step.if_false, first, i)) return false;
  }
  return true;
}

// Programs in the order of their rules, their steps and tests one behind the other.
bool AreProgramsSound(const CompiledRules& compiled) {
  const auto& programs = compiled.programs;
  const auto all_steps = static_cast<std::uint32_t>(compiled.steps.size());
  std::uint32_t rule = 0, step = 0, test = 0;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const Program& program = programs[i];
    const std::uint32_t end = i + 1 < programs.size() ? programs[i + 1].first_step : all_steps;
    const auto number = static_cast<std::uint32_t>(program.rule);
    if (number < rule || program.first_step < step || program.first_test < test) return false;
    if (end < program.first_step || end > all_steps) return false;
    if (!LeadsDown(program.entry, program.first_step, end)) return false;
    if (!AreStepsSound(compiled, program.first_step, end)) return false;
    rule = number;
    step = program.first_step;
    test = program.first_test;
  }
  return rule < compiled.rules->size() || programs.empty();
}

bool AreIndexesSound(const CompiledRules& compiled) {
  return std::ranges::all_of(compiled.fields,
                             [](const MatchField& field) { return field.index.IsSound(); });
}

bool AreListsSound(const CompiledRules& compiled) {
  const std::size_t programs = compiled.programs.size();
  const auto listed = [programs](const auto& channel) {
    return AreBelow(channel.second, programs);
  };
  return compiled.gate_of.size() == programs && AreBelow(compiled.gate_of, compiled.gates.size()) &&
         AreBelow(compiled.any_channel, programs) &&
         std::ranges::all_of(compiled.by_channel, listed) &&
         AreSound(compiled.program_views, programs, compiled.views.size()) &&
         AreSound(compiled.wakes, compiled.eager_count, programs) &&
         AreSound(compiled.hints, compiled.lazies.size(), compiled.eager_count) &&
         AreBelow(compiled.test_truths, compiled.truth_count()) &&
         std::ranges::all_of(compiled.programs, [&](const Program& program) {
           return program.first_test <= compiled.test_truths.size();
         });
}

}  // namespace

bool IsSound(const CompiledRules& compiled) {
  return AreIndexesSound(compiled) && AreViewsSound(compiled) && AreLaziesSound(compiled) &&
         AreProgramsSound(compiled) && AreListsSound(compiled);
}

}  // namespace noroshi
