#include "matcher/run/value_reader.h"

#include <charconv>

#include "base/case_fold.h"
#include "base/utf.h"
#include "event/field_values.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxDigits = 20;  // of a 64-bit number

}  // namespace

std::span<const Value> ValueReader::Values(const FieldSource& source, const Event& event) {
  if (source.derivation == Derivation::kValue) {
    const Value& value = event.values[source.slot];
    if (value.type != ValueType::kList || value.size != 0) return value.items();
  }
  values_.clear();
  AppendFieldValues(source, event, context_, arena_, values_);
  return values_;
}

// The bytes of an event's values stay where they are, so that the place tells the value.
std::string_view ValueReader::Text(const Value& value) {
  const bool same =
      known_.data == value.data && known_.size == value.size && known_.type == value.type;
  if (!same) {
    known_text_ = TextOf(value, known_room_);
    known_ = value;
  }
  return known_text_;
}

FoldedValue ValueReader::Fold(const Value& value) {
  const std::size_t units = value.size / 2;
  if (value.type == ValueType::kUtf16) {
    if (folded_.size() < units) folded_.resize(units);
    if (NarrowAscii(value.bytes().data(), units, folded_.data()) == units) {
      const std::string_view text(folded_.data(), units);
      FoldAscii(text, folded_.data());
      return {text, {}};
    }
  }
  const std::string_view raw = TextOf(value, raw_);
  folded_.clear();
  AppendFolded(raw, folded_);
  if (value.type != ValueType::kHex) return {folded_, {}};
  const auto number = IntegerOf(value);
  char digits[kMaxDigits];
  const char* const end =
      number ? std::to_chars(digits, digits + kMaxDigits, number->magnitude).ptr : digits;
  decimal_.assign(digits, static_cast<std::size_t>(end - digits));
  return {folded_, decimal_};
}

}  // namespace noroshi
