#include "matcher/run/binding.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "base/case_fold.h"
#include "event/field_values.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

// Real evidence and rules make a few thousand groups; hostile shapes must not make more forever.
constexpr std::size_t kMaxReadGroups = 1 << 15;
// Some kilobytes each.
constexpr std::size_t kMaxChannelsKept = 256;

bool IsConstant(std::span<const FieldSource> sources) {
  return std::ranges::all_of(sources, &FieldSource::constant);
}

bool HasPayloadChannel(const EventKind& kind, const EventContext& context) {
  return !ResolveField({.name = "Channel", .scope = FieldScope::kPayload}, kind, context).empty();
}

void Append(const FlatArray<std::uint32_t>& more, std::vector<std::uint32_t>& to) {
  to.insert(to.end(), more.begin(), more.end());
}

void SortUnique(std::vector<std::uint32_t>& numbers) {
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

std::uint32_t IdOf(const std::pair<std::uint32_t, std::uint32_t>& id_and_program) {
  return id_and_program.first;
}

}  // namespace

std::size_t LargestIndex(const CompiledRules& compiled) noexcept {
  std::size_t largest = 0;
  for (const MatchField& field : compiled.fields) largest = std::max(largest, field.index.size());
  return largest;
}

std::span<const FieldSource> Binding::SourcesOf(std::uint32_t view) const noexcept {
  const auto bound = std::ranges::lower_bound(views, view, {}, &BoundView::view);
  if (bound == views.end() || bound->view != view) return {};
  return std::span(sources).subspan(bound->first, bound->count);
}

Binder::Binder(const CompiledRules& compiled, const EventContext& context,
               const MatcherOptions& options)
    : compiled_(compiled),
      context_(context),
      wakeup_(options.wakeup),
      narrow_(options.narrow),
      states_(compiled.views.size()),
      constant_truths_(compiled.eager_count),
      reached_(compiled.steps.size()),
      scan_(LargestIndex(compiled)),
      wanted_((compiled.eager_count + 63) / 64),
      wants_view_(compiled.views.size()),
      shortest_(compiled.fields.size()) {}

Binding Binder::Bind(const EventKind& kind) {
  Binding binding;
  binding.kind = kind;
  binding.number = bound_++;
  std::ranges::fill(states_, ViewState::kUnresolved);
  const std::vector<std::uint32_t> programs = ProgramsFor(kind);
  ResolveViews(programs, binding);
  AddPrograms(programs, binding);
  AddReads(programs, binding);
  for (const Truth truth : binding.constants) constant_truths_[truth] = false;
  return binding;
}

bool Binder::PassesChannel(std::uint32_t program, std::string_view channel) const {
  const ProgramGate& gate = compiled_.GateOf(program);
  if (gate.windows_only && channel.find(kLogsourceMark) != std::string_view::npos) return false;
  return gate.any_channel || std::ranges::any_of(gate.channels, [&](const std::string& wanted) {
           return gate.prefix ? channel.starts_with(wanted) : channel == wanted;
         });
}

std::vector<std::uint32_t> Binder::ProgramsListed(std::string_view channel, bool in_payload) const {
  std::vector<std::uint32_t> programs;
  if (in_payload) {
    programs.resize(compiled_.programs.size());
    std::iota(programs.begin(), programs.end(), 0);
    return programs;
  }
  // Equality forgives blanks at the end (S-3.10), so does the condition's own bound.
  Append(compiled_.any_channel, programs);
  for (const auto& [name, listed] : compiled_.by_channel) {
    if (name == channel || name == WithoutTrailingBlanks(channel)) Append(listed, programs);
  }
  SortUnique(programs);
  return programs;
}

const Binder::ChannelPrograms& Binder::ProgramsOf(Symbol symbol, bool in_payload) {
  auto& known = programs_of_[in_payload ? 1 : 0];
  if (known.size() >= kMaxChannelsKept && !known.contains(symbol)) known.clear();
  const auto [at, fresh] = known.try_emplace(symbol);
  ChannelPrograms& programs = at->second;
  if (!fresh) return programs;
  const std::string channel = Folded(context_.channels.Text(symbol));
  for (const std::uint32_t program : ProgramsListed(channel, in_payload)) {
    if (!PassesChannel(program, channel)) continue;
    const auto& ids = compiled_.GateOf(program).event_ids;
    if (!ids) {
      programs.any_id.push_back(program);
      continue;
    }
    for (const std::uint32_t id : *ids) programs.by_id.emplace_back(id, program);
  }
  std::ranges::sort(programs.by_id);
  return programs;
}

std::vector<std::uint32_t> Binder::ProgramsFor(const EventKind& kind) {
  const ChannelPrograms& of_channel = ProgramsOf(kind.channel, HasPayloadChannel(kind, context_));
  const auto& by_id = of_channel.by_id;
  const auto first = std::ranges::lower_bound(by_id, kind.event_id, {}, &IdOf);
  const auto last = std::ranges::upper_bound(by_id, kind.event_id, {}, &IdOf);
  std::vector<std::uint32_t> of_id;
  std::transform(first, last, std::back_inserter(of_id),
                 [](const auto& row) { return row.second; });
  std::vector<std::uint32_t> programs;
  programs.reserve(of_channel.any_id.size() + of_id.size());
  std::ranges::set_union(of_channel.any_id, of_id, std::back_inserter(programs));
  return programs;
}

void Binder::ResolveViews(const std::vector<std::uint32_t>& programs, Binding& binding) {
  for (const std::uint32_t program : programs) {
    for (const std::uint32_t view : compiled_.program_views.at(program)) {
      if (states_[view] == ViewState::kUnresolved) ResolveView(view, binding);
    }
  }
  std::ranges::sort(binding.views, {}, &BoundView::view);
}

void Binder::ResolveView(std::uint32_t view, Binding& binding) {
  const auto sources = ResolveField(compiled_.views[view].query, binding.kind, context_);
  if (sources.empty()) {
    states_[view] = ViewState::kMissing;
    return;
  }
  const BoundView bound{view, static_cast<std::uint32_t>(binding.sources.size()),
                        static_cast<std::uint32_t>(sources.size())};
  binding.sources.insert(binding.sources.end(), sources.begin(), sources.end());
  binding.views.push_back(bound);
  states_[view] = ViewState::kRuntime;
  if (!IsConstant(sources)) return;
  states_[view] = ViewState::kConstant;
  FindConstants(bound, binding);
}

void Binder::FindConstants(const BoundView& bound, Binding& binding) {
  const FieldView& view = compiled_.views[bound.view];
  Event event;
  event.shape = binding.kind.shape;
  event.channel = binding.kind.channel;
  event.provider = binding.kind.provider;
  event.event_id = binding.kind.event_id;
  Arena arena;
  std::vector<Value> values;
  for (std::uint32_t i = 0; i < bound.count; ++i) {
    AppendFieldValues(binding.sources[bound.first + i], event, context_, arena, values);
  }
  std::string scratch;
  for (const Value& value : values) {
    const std::string folded = Folded(TextOf(value, scratch));
    compiled_.fields[view.field].index.Scan({.text = folded, .decimal = {}}, scan_);
    for (const std::uint32_t pattern : scan_.hits()) {
      const Truth truth = view.first_eager + pattern;
      if (constant_truths_[truth]) continue;
      constant_truths_[truth] = true;
      binding.constants.push_back(truth);
    }
  }
}

Binder::Known Binder::KnownOf(Truth truth) const {
  const ViewState state = states_[compiled_.view_of[truth]];
  if (state == ViewState::kRuntime) return Known::kUnknown;
  if (!compiled_.IsLazy(truth)) {
    return state == ViewState::kConstant && constant_truths_[truth] ? Known::kTrue : Known::kFalse;
  }
  if (state == ViewState::kConstant) return Known::kUnknown;
  return compiled_.lazies[truth - compiled_.eager_count].op == TestOp::kNull ? Known::kTrue
                                                                             : Known::kFalse;
}

bool Binder::IsOpen(std::uint32_t program) const {
  return std::ranges::all_of(compiled_.program_views.at(program), [&](std::uint32_t view) {
    return states_[view] == ViewState::kRuntime;
  });
}

// Walks every step that some event of the kind could reach.
bool Binder::CanMatch(std::uint32_t number) {
  const Program& program = compiled_.programs[number];
  if (program.entry >= kReject) return program.entry == kAccept;
  if (IsOpen(number)) return true;
  ++pass_;
  reached_[program.entry] = pass_;
  bool accepts = false;
  const auto reach = [&](std::uint32_t target) {
    if (target == kAccept) accepts = true;
    if (target < kReject) reached_[target] = pass_;
  };
  for (std::uint32_t i = program.entry + 1; i-- > program.first_step && !accepts;) {
    if (reached_[i] != pass_) continue;
    const Step& step = compiled_.steps[i];
    const Known known = KnownOf(step.truth);
    if (known != Known::kFalse) reach(step.if_true);
    if (known != Known::kTrue) reach(step.if_false);
  }
  return accepts;
}

void Binder::AddPrograms(const std::vector<std::uint32_t>& programs, Binding& binding) {
  for (const std::uint32_t program : programs) {
    if (!CanMatch(program)) continue;
    binding.candidates.resize((compiled_.programs.size() + 63) / 64);
    binding.candidates[program / 64] |= 1ULL << (program % 64);
    if (!wakeup_ || !compiled_.programs[program].needs_wakeup) binding.always.push_back(program);
  }
  if (!binding.wanted()) return;
  for (const Truth truth : binding.constants) {  // what always holds need not wake anybody
    for (const std::uint32_t program : compiled_.wakes.at(truth)) {
      if (binding.IsCandidate(program)) binding.always.push_back(program);
    }
  }
  SortUnique(binding.always);
}

void Binder::NoteWanted(std::uint32_t program) {
  const auto note_eager = [&](Truth truth) {
    wanted_[truth / 64] |= 1ULL << (truth % 64);
    const std::uint32_t view = compiled_.view_of[truth];
    if (wants_view_[view]) return;
    wants_view_[view] = true;
    wanting_views_.push_back(view);
  };
  const auto note = [&](Truth truth) {
    if (!compiled_.IsLazy(truth)) return note_eager(truth);
    std::ranges::for_each(compiled_.hints.at(truth - compiled_.eager_count), note_eager);
  };
  const auto& programs = compiled_.programs;
  const bool last = program + 1 == programs.size();
  const std::size_t steps_end = last ? compiled_.steps.size() : programs[program + 1].first_step;
  const std::size_t tests_end =
      last ? compiled_.test_truths.size() : programs[program + 1].first_test;
  for (std::size_t i = programs[program].first_step; i < steps_end; ++i) {
    note(compiled_.steps[i].truth);
  }
  for (std::size_t i = programs[program].first_test; i < tests_end; ++i) {
    note(compiled_.test_truths[i]);
  }
}

// Only what candidates read, and only views that have patterns to look for.
void Binder::AddReads(const std::vector<std::uint32_t>& programs, Binding& binding) {
  if (!binding.wanted()) return;
  indexes_.clear();
  for (const std::uint32_t view : wanting_views_) wants_view_[view] = false;
  wanting_views_.clear();
  std::ranges::fill(wanted_, 0);
  std::vector<bool> needed(compiled_.views.size());
  for (const std::uint32_t program : programs) {
    if (!binding.IsCandidate(program)) continue;
    for (const std::uint32_t view : compiled_.program_views.at(program)) needed[view] = true;
    if (narrow_) NoteWanted(program);
  }
  std::vector<Read> reads;
  for (const BoundView& bound : binding.views) {
    if (!needed[bound.view] || states_[bound.view] != ViewState::kRuntime) continue;
    if (IndexOf(bound.view).size() == 0) continue;
    for (std::uint32_t i = 0; i < bound.count; ++i) reads.push_back({bound.first + i, bound.view});
  }
  const auto place = [&](const Read& read) {
    const FieldSource& source = binding.sources[read.source];
    return std::tuple(source.slot, source.derivation, source.other_slot, source.key);
  };
  std::ranges::stable_sort(reads, {}, place);
  for (std::size_t i = 0; i < reads.size();) {
    const std::size_t first = i;
    while (i < reads.size() && place(reads[i]) == place(reads[first])) ++i;
    AddRead(std::span(reads).subspan(first, i - first), binding);
  }
}

// `same`: reads of the same values.
void Binder::AddRead(std::span<const Read> same, Binding& binding) {
  std::vector<std::uint32_t> views;
  for (const Read& read : same) views.push_back(read.view);
  const auto field_of = [&](std::uint32_t view) { return compiled_.views[view].field; };
  std::ranges::sort(views, {}, [&](std::uint32_t view) { return std::pair(field_of(view), view); });
  views.erase(std::unique(views.begin(), views.end()), views.end());
  std::vector<ReadIndex> texts, machines;
  for (std::size_t i = 0; i < views.size();) {
    const std::size_t first = i;
    while (i < views.size() && field_of(views[i]) == field_of(views[first])) ++i;
    const auto index = IndexFor(std::span(views).subspan(first, i - first), binding);
    if (!index) continue;
    texts.push_back(*index);
    if (!IndexOf(*index, binding).texts_only()) machines.push_back(*index);
  }
  if (texts.empty()) return;
  binding.reads.push_back({same[0].source, Group(texts, binding), Group(machines, binding)});
}

void Binder::AppendWanted(std::uint32_t view, std::vector<std::uint32_t>& patterns) const {
  if (!wants_view_[view]) return;
  const Truth first = compiled_.views[view].first_eager;
  const Truth end = first + static_cast<Truth>(IndexOf(view).size());
  for (Truth block = first / 64 * 64; block < end; block += 64) {
    for (std::uint64_t bits = wanted_[block / 64]; bits != 0; bits &= bits - 1) {
      const Truth truth = block + static_cast<Truth>(std::countr_zero(bits));
      if (truth >= first && truth < end) patterns.push_back(truth - first);
    }
  }
}

std::optional<ReadIndex> Binder::IndexFor(std::span<const std::uint32_t> views, Binding& binding) {
  const auto [known, fresh] =
      indexes_.try_emplace(std::vector<std::uint32_t>(views.begin(), views.end()));
  if (!fresh) return known->second.count == 0 ? std::nullopt : std::optional(known->second);
  const std::uint32_t field = compiled_.views[views[0]].field;
  ReadIndex index{.first = static_cast<std::uint32_t>(binding.read_views.size()),
                  .count = static_cast<std::uint32_t>(views.size())};
  if (narrow_) {
    std::vector<std::uint32_t> patterns;
    for (const std::uint32_t view : views) AppendWanted(view, patterns);
    if (patterns.empty()) return std::nullopt;
    if (views.size() > 1) SortUnique(patterns);
    index.narrow = narrow_indexes_.Find(field, IndexOf(views[0]).globs(), std::move(patterns));
  }
  binding.read_views.insert(binding.read_views.end(), views.begin(), views.end());
  known->second = index;
  return index;
}

ReadGroup Binder::Group(std::span<const ReadIndex> indexes, Binding& binding) {
  ReadGroup group{.first = static_cast<std::uint32_t>(binding.read_indexes.size()),
                  .count = static_cast<std::uint32_t>(indexes.size()),
                  .shortest = static_cast<std::size_t>(-1)};
  std::vector<std::uint32_t> key;
  for (const ReadIndex& index : indexes) {
    group.shortest = std::min(group.shortest, ShortestFor(index, binding));
    const auto views = binding.ViewsOf(index);
    key.push_back(index.narrow == nullptr ? 0 : index.narrow->number);
    key.push_back(index.count);
    key.insert(key.end(), views.begin(), views.end());
  }
  binding.read_indexes.insert(binding.read_indexes.end(), indexes.begin(), indexes.end());
  const auto known = groups_.find(key);
  if (known != groups_.end()) {
    group.group = known->second;
  } else if (groups_.size() < kMaxReadGroups) {
    group.group = static_cast<std::uint32_t>(groups_.size());
    groups_.emplace(std::move(key), group.group);
  }
  return group;
}

std::size_t Binder::ShortestFor(const ReadIndex& index, const Binding& binding) {
  if (index.narrow != nullptr) return index.narrow->shortest;
  const std::uint32_t view = binding.ViewsOf(index)[0];
  std::optional<std::size_t>& shortest = shortest_[compiled_.views[view].field];
  if (!shortest) shortest = ShortestOf(IndexOf(view).globs());
  return *shortest;
}

const LiteralIndex& Binder::IndexOf(std::uint32_t view) const noexcept {
  return compiled_.fields[compiled_.views[view].field].index;
}

const LiteralIndex& Binder::IndexOf(const ReadIndex& index, const Binding& binding) const noexcept {
  return index.narrow != nullptr ? index.narrow->index : IndexOf(binding.ViewsOf(index)[0]);
}

}  // namespace noroshi
