#include "matcher/cache/matcher_image.h"

#include <map>

#include "rules/packed/pack_reader.h"
#include "rules/packed/pack_writer.h"
#include "rules/packed/rule_fields.h"

namespace noroshi {

// What cannot be saved as it lies in memory, because it points at other parts: numbers instead.
struct SavedView {
  FieldScope scope{};
  FieldAliases aliases{};
  bool channel_matches_either = false;
  std::uint32_t field = 0;
  Truth first_eager = 0;
};
struct SavedLazy {
  LazyTest test;
  std::uint32_t regex = 0;  // number of the expression; kNoRegex
};
inline constexpr std::uint32_t kNoRegex = 0xFFFFFFFF;

template <class Io>
void Fields(Io& io, Is<GlobSet> auto& set) {
  GlobSet::Members(io, set);
}

template <class Io>
void Fields(Io& io, Is<LiteralIndex> auto& index) {
  LiteralIndex::Members(io, index);
}

template <class Io>
void Fields(Io& io, Is<Runs> auto& runs) {
  auto& [first, items] = runs;
  io.Flat(first);
  io.Flat(items);
}

template <class Io>
void Fields(Io& io, Is<SavedView> auto& view) {
  auto& [scope, aliases, channel_matches_either, field, first_eager] = view;
  io(scope, aliases, channel_matches_either, field, first_eager);
}

template <class Io>
void Fields(Io& io, Is<SavedLazy> auto& lazy) {
  auto& [op, cased, part, comparison, view, other_view, glob, regex, range, number, shown] =
      lazy.test;
  io(op, cased, part, comparison, view, other_view, glob, range, number, shown, lazy.regex);
}

template <class Io>
void Fields(Io& io, Is<ProgramGate> auto& gate) {
  auto& [any_channel, prefix, windows_only, channels, implied_channels, event_ids] = gate;
  io(any_channel, prefix, windows_only, channels, implied_channels, event_ids);
}

template <class Io>
void Fields(Io& io, Is<std::pair<std::string, FlatArray<std::uint32_t>>> auto& programs) {
  io(programs.first);
  io.Flat(programs.second);
}

template <class Io>
void Fields(Io& io, Is<Matcher::Refused> auto& refused) {
  auto number = static_cast<std::uint32_t>(refused.rule);
  io(number, refused.reason);
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(refused)>>) {
    refused.rule = static_cast<RuleIndex>(number);
  }
}

// All but the members that point: Save and Load see to those.
template <class Io>
void Fields(Io& io, Is<CompiledRules> auto& compiled) {
  auto& [rules, fields, views, eager_count, view_of, lazies, hints, regexes, cased_globs, programs,
         gates, gate_of, steps, test_truths, program_views, wakes, by_channel, any_channel, image] =
      compiled;
  io(eager_count, hints, cased_globs, gates, program_views, wakes, by_channel);
  io.Flat(programs);
  io.Flat(gate_of);
  io.Flat(view_of);
  io.Flat(steps);
  io.Flat(test_truths);
  io.Flat(any_channel);
}

namespace {

std::vector<SavedView> SavedViews(const CompiledRules& compiled) {
  std::vector<SavedView> saved;
  for (const FieldView& view : compiled.views) {
    saved.push_back({view.query.scope, view.query.aliases, view.query.channel_matches_either,
                     view.field, view.first_eager});
  }
  return saved;
}

std::vector<SavedLazy> SavedLazies(const CompiledRules& compiled) {
  std::map<const Regex*, std::uint32_t> numbers = {{nullptr, kNoRegex}};
  for (const auto& regex : compiled.regexes) {
    numbers.emplace(regex.get(), static_cast<std::uint32_t>(numbers.size() - 1));
  }
  std::vector<SavedLazy> saved;
  for (const LazyTest& test : compiled.lazies) saved.push_back({test, numbers.at(test.regex)});
  return saved;
}

bool LoadFields(PackReader& in, CompiledRules& compiled) {
  std::size_t count = 0;
  in(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    std::string name;
    in(name, compiled.fields.emplace_back().index);
    compiled.fields.back().name = std::make_unique<const std::string>(std::move(name));
  }
  return in.ok();
}

bool LoadViews(PackReader& in, CompiledRules& compiled) {
  std::vector<SavedView> views;
  in(views);
  for (const SavedView& view : views) {
    if (view.field >= compiled.fields.size()) return false;
    const FieldQuery query{*compiled.fields[view.field].name, view.scope, view.aliases,
                           view.channel_matches_either};
    compiled.views.push_back({query, view.field, view.first_eager});
  }
  return in.ok();
}

bool LoadLazies(PackReader& in, CompiledRules& compiled) {
  std::vector<RegexPattern> patterns;
  std::vector<SavedLazy> lazies;
  in(patterns, lazies);
  for (RegexPattern& pattern : patterns) {
    compiled.regexes.push_back(Regex::Deferred(std::move(pattern)));
  }
  for (const SavedLazy& lazy : lazies) {
    const bool none = lazy.regex == kNoRegex;
    if (none == (lazy.test.op == TestOp::kRegex)) return false;
    if (!none && lazy.regex >= compiled.regexes.size()) return false;
    compiled.lazies.push_back(lazy.test);
    compiled.lazies.back().regex = none ? nullptr : compiled.regexes[lazy.regex].get();
  }
  return in.ok();
}

}  // namespace

// More than a rule adds to a matcher, so that a text of 9 MB is not copied while it grows. Room
// that nothing is written to is no memory.
constexpr std::size_t kPackedBytes = 4096;

std::string PackCompilation(const Compilation& compilation) {
  const CompiledRules& compiled = compilation.rules;
  std::string out;
  out.reserve(compiled.rules->size() * kPackedBytes);
  PackWriter writer(out);
  writer(compiled.rules->size(), compiled.fields.size());
  for (const MatchField& field : compiled.fields) writer(*field.name, field.index);
  std::vector<RegexPattern> patterns;
  for (const auto& regex : compiled.regexes) patterns.push_back(regex->pattern());
  writer(SavedViews(compiled), patterns, SavedLazies(compiled));
  Fields(writer, compiled);
  writer(compilation.refused);
  return out;
}

std::unique_ptr<Compilation> UnpackCompilation(const CacheImage& image, const RuleList& rules) {
  auto compilation = std::make_unique<Compilation>();
  CompiledRules& compiled = compilation->rules;
  compiled.rules = &rules;
  compiled.image = image;
  PackReader reader(image.content);
  std::size_t rule_count = 0;
  reader(rule_count);
  if (rule_count != rules.size()) return nullptr;
  if (!LoadFields(reader, compiled) || !LoadViews(reader, compiled)) return nullptr;
  if (!LoadLazies(reader, compiled)) return nullptr;
  Fields(reader, compiled);
  reader(compilation->refused);
  for (const Matcher::Refused& refused : compilation->refused) {
    if (static_cast<std::size_t>(refused.rule) >= rules.size()) return nullptr;
  }
  return reader.ok() && reader.at_end() && IsSound(compiled) ? std::move(compilation) : nullptr;
}

}  // namespace noroshi
