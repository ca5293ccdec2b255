// EventFields: payload values of one event by name, as text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "event/event.h"
#include "event/value_text.h"

namespace noroshi {

// Where the fields of events are, remembered by shape: finding one by its name takes a lock and a
// hash. One per EventContext and thread; bounded by the shapes that are asked for.
class FieldPlaces {
 public:
  static constexpr std::uint16_t kNowhere = 0xFFFF;

  // Index into the payload, or kNowhere. `name` is a constant: it is known by where it lies.
  [[nodiscard]] std::uint16_t SlotOf(const Shape& shape, std::string_view name,
                                     const EventContext& context) {
    if (last_ == nullptr || last_shape_ != &shape) {
      last_shape_ = &shape;
      last_ = &known_[&shape];
    }
    for (const auto& [text, slot] : *last_) {
      if (text == name.data()) return slot;
    }
    last_->emplace_back(name.data(), Find(shape, name, context));
    return last_->back().second;
  }

  [[nodiscard]] static std::uint16_t Find(const Shape& shape, std::string_view name,
                                          const EventContext& context) {
    const auto symbol = context.fields.Find(name);
    if (!symbol) return kNowhere;
    const auto fields = shape.fields();
    const auto at = std::ranges::find(fields, *symbol, &ShapeField::field);
    return at == fields.end() ? kNowhere : static_cast<std::uint16_t>(at - fields.begin());
  }

 private:
  using Slots = std::vector<std::pair<const char*, std::uint16_t>>;
  std::unordered_map<const Shape*, Slots> known_;
  const Shape* last_shape_ = nullptr;
  Slots* last_ = nullptr;
};

// Borrows the event. Cost of a look-up: a hash of the name and a walk over the shape's fields,
// unless there are `places` to remember that. For the few records that tell of logons; not for the
// hot path, since it allocates a text a look-up.
class EventFields {
 public:
  // With `places`, names are constants.
  EventFields(const Event& event, const EventContext& context, FieldPlaces* places = nullptr)
      : event_(event), context_(context), places_(places) {}

  // "" where there is none; Windows' "-" for nothing is "" too. Of a name that occurs twice the
  // first value. Exact, case-sensitive names.
  [[nodiscard]] std::string Text(std::string_view name) const {
    std::string text;
    Read(name, text);
    return text;
  }
  // The same in place of what `out` held, whose memory it keeps.
  void Read(std::string_view name, std::string& out) const {
    const std::uint16_t slot = places_ == nullptr ? FieldPlaces::Find(*event_.shape, name, context_)
                                                  : places_->SlotOf(*event_.shape, name, context_);
    if (slot == FieldPlaces::kNowhere) return out.clear();
    const std::string_view text = TextOf(event_.Payload()[slot], out);
    if (text == "-") return out.clear();
    if (text.data() != out.data()) out.assign(text);
  }

 private:
  const Event& event_;
  const EventContext& context_;
  FieldPlaces* places_;
};

}  // namespace noroshi
