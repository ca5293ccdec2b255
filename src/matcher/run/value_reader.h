// ValueReader: an event's values in the forms that tests want: text as written, text folded.
// One per session; buffers are kept, so a warm one allocates nothing. Not thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "event/event.h"
#include "event/taxonomy.h"
#include "matcher/run/literal_index.h"

namespace noroshi {

class ValueReader {
 public:
  explicit ValueReader(const EventContext& context) : context_(context) {}

  // Forgets what earlier events left behind.
  void BeginEvent() noexcept {
    arena_.Reset();
    known_ = {};
  }

  // The source's values: in place where they lie as they are, else in a buffer that the next call
  // overwrites. Nulls are included (field_values.h). Empty when the field does not occur.
  [[nodiscard]] std::span<const Value> Values(const FieldSource& source, const Event& event);

  // Valid until the next call. REQUIRES: a value that is neither missing, null nor a list.
  [[nodiscard]] FoldedValue Fold(const Value& value);

  // The text as written. Expressions ask for the same value one after another: the last one's text
  // is kept. Valid until the next call. REQUIRES: as for Fold.
  [[nodiscard]] std::string_view Text(const Value& value);

  // A copy that lives until the next event.
  [[nodiscard]] std::string_view Keep(std::string_view text) { return arena_.Copy(text); }

 private:
  const EventContext& context_;
  Arena arena_;
  std::vector<Value> values_;
  std::string raw_, folded_, decimal_;
  // The value of this event whose text is known_text_; missing = none.
  Value known_;
  std::string_view known_text_;
  std::string known_room_;
};

// A value that a test can look at.
[[nodiscard]] inline bool HasText(const Value& value) noexcept {
  return value.type != ValueType::kMissing && value.type != ValueType::kNull;
}

}  // namespace noroshi
