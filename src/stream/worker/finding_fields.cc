#include "stream/worker/finding_fields.h"

#include <algorithm>

#include "base/hash.h"
#include "stream/text/json_text.h"
#include "stream/worker/key_fields.h"

namespace noroshi {
namespace {

char Lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool SameIgnoringCase(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, Lower, Lower);
}

// System fields a finding line has members of its own for.
bool IsToldElsewhere(std::string_view name) noexcept {
  static constexpr std::string_view kMembers[] = {
      "Provider_Name", "EventID", "EventRecordID", "Channel", "Computer", "TimeCreated_SystemTime"};
  return std::ranges::find(kMembers, name) != std::end(kMembers);
}

ShownField Named(std::string_view name) {
  ShownField field{name, {}, {}};
  AppendJsonString(name, field.json_name);
  field.json_name += ':';
  return field;
}

// Collects fields of one shape by name, each name once.
class Chooser {
 public:
  Chooser(const Shape& shape, const EventContext& context) {
    for (const ShapeField& field : shape.fields())
      names_.push_back(context.fields.Text(field.field));
  }

  void Add(std::string_view name) {
    if (full() || name.empty()) return;
    if (AddPayload([&](std::string_view payload) { return payload == name; })) return;
    const auto* slot = std::ranges::find(kSystemFieldNames, name);
    if (slot != kSystemFieldNames.end()) return AddSystem(*slot);
    AddPayload([&](std::string_view payload) { return SameIgnoringCase(payload, name); });
  }

  void AddFirst(std::size_t count) {
    for (std::size_t i = 0; i < names_.size() && i < count; ++i) Add(names_[i]);
  }

  [[nodiscard]] std::vector<ShownField> Take() && { return std::move(shown_); }

 private:
  [[nodiscard]] bool full() const noexcept { return shown_.size() >= kMaxShownFields; }
  [[nodiscard]] bool Has(std::string_view name) const noexcept {
    return std::ranges::find(shown_, name, &ShownField::name) != shown_.end();
  }

  template <class Fits>
  bool AddPayload(const Fits& fits) {
    const auto first = std::ranges::find_if(names_, fits);
    if (first == names_.end()) return false;
    if (Has(*first)) return true;
    ShownField field = Named(*first);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == *first) {
        field.slots.push_back(static_cast<std::uint32_t>(kSystemFieldCount + i));
      }
    }
    shown_.push_back(std::move(field));
    return true;
  }

  void AddSystem(const std::string_view& name) {
    if (IsToldElsewhere(name) || Has(name)) return;
    const auto slot = static_cast<std::uint32_t>(&name - kSystemFieldNames.data());
    shown_.push_back(Named(name));
    shown_.back().slots.push_back(slot);
  }

  std::vector<std::string_view> names_;  // of the shape's fields
  std::vector<ShownField> shown_;
};

}  // namespace

std::size_t FindingFields::KindHash::operator()(const Kind& kind) const noexcept {
  const auto shape = static_cast<std::uint64_t>(kind.shape->id());
  return HashMix(HashMix(static_cast<std::uint64_t>(kind.rule), shape),
                 static_cast<std::uint64_t>(kind.provider) << 32 | kind.event_id);
}

const std::vector<ShownField>& FindingFields::For(RuleIndex rule, const Event& event) {
  const Kind kind{rule, event.shape, event.provider, event.event_id};
  const Chosen::value_type*& recent = recent_[static_cast<std::size_t>(rule)];
  if (recent != nullptr && recent->first == kind) return recent->second;
  if (chosen_.size() >= kMaxChosen && !chosen_.contains(kind)) {
    std::ranges::fill(recent_, nullptr);
    chosen_.clear();
  }
  const auto [at, fresh] = chosen_.try_emplace(kind);
  if (fresh) at->second = Choose(kind);
  recent = &*at;
  return at->second;
}

std::vector<ShownField> FindingFields::Choose(const Kind& kind) const {
  const ShownRule& rule = rules_.Shown(static_cast<std::size_t>(kind.rule));
  Chooser chooser(*kind.shape, context_);
  for (const ShownTest& test : rule.tests) {
    chooser.Add(test.field);
    chooser.Add(test.other_field);
  }
  for (const std::string& name : rule.fields) chooser.Add(name);
  const auto key_fields = KeyFields(context_.channels.Text(kind.provider), kind.event_id);
  for (const std::string_view name : key_fields) chooser.Add(name);
  if (key_fields.empty()) chooser.AddFirst(kFirstUnknownFields);
  return std::move(chooser).Take();
}

}  // namespace noroshi
