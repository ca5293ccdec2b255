// EventTexts: what many events of a correlation have in common: the words of their group, the
// values they measure, and what is told of the record besides its place. A burst says the same a
// thousand times, so events share these and carry numbers of their own only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

// What is told of a record besides its place. A plain value.
struct MemberTexts {
  // The detection, index into RuleSet::rules.
  std::uint32_t rule = 0;
  std::uint32_t event_id = 0;
  std::string host, channel, provider;
  // The address that the record says it came from, as written; "" = it names none.
  std::string from;
  friend bool operator==(const MemberTexts&, const MemberTexts&) = default;
};

// A plain value; immutable once it is shared.
struct EventTexts {
  // As written, one text a group-by field.
  std::vector<std::string> group;
  std::vector<std::string> values;  // likewise for the measured fields; none = not there
  MemberTexts member;

  // Made of the above by Complete: what groups are compared by (D-7), the group's hash, and the
  // measured values as one text, whose lengths keep tuples apart.
  std::string group_key, tuple;
  std::uint64_t group_hash = 0;

  void Complete();
};

// Null: no texts. Of a pool (text_pool.h) it does not own what it points at.
using TextsRef = std::shared_ptr<const EventTexts>;
using MemberTextsRef = std::shared_ptr<const MemberTexts>;

// `texts` may be null.
[[nodiscard]] inline MemberTextsRef MemberOf(const TextsRef& texts) {
  return texts == nullptr ? nullptr : MemberTextsRef(texts, &texts->member);
}

// Group, values and member as bytes, and back, completed; `in` moves behind them. REQUIRES: made by
// the Encode of the same name.
void EncodeTexts(const EventTexts& texts, std::string& out);
[[nodiscard]] TextsRef DecodeTexts(std::string_view& in);
void EncodeMemberTexts(const MemberTexts& texts, std::string& out);
void DecodeMemberTexts(std::string_view& in, MemberTexts& texts);

// Events of one correlation and one group under one number, but for collisions: compare the texts.
// The same in every run.
[[nodiscard]] std::uint64_t GroupHash(const std::vector<std::string>& group);
// What group texts are compared by: case makes no difference (D-7).
[[nodiscard]] std::string GroupKey(const std::vector<std::string>& group);

}  // namespace noroshi
