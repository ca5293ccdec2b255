// The words of an attribution in English and Japanese: what the terminal, incidents.json and the
// report say of one, so that all three say the same. None of them ever says who did it.
//
// Literals live forever. Pure; safe from any thread. Names of sets stand in sentences as they are:
// whoever shows them must escape.
#pragma once

#include <string>
#include <string_view>

#include "attribution/attribution.h"

namespace noroshi {

// One text in both languages.
struct AttributionWords {
  std::string_view english, japanese;
};

// A sentence that was put together.
struct AttributionSentence {
  std::string english, japanese;
};

// "technique", "related_technique", "software", "mark", "rule_aim", "visible_not_seen",
// "period", "target", "rules_fired": in JSON.
[[nodiscard]] std::string_view EvidenceKindName(EvidenceKind kind) noexcept;
// The same for people.
[[nodiscard]] AttributionWords EvidenceKindWords(EvidenceKind kind) noexcept;

// What was seen, as a person reads it: "T1190 Exploit ...", "9 of 27 kinds of rules ...".
[[nodiscard]] AttributionSentence EvidenceText(const EvidenceItem& item);

// A confidence (0 to 1) in words: low, medium, high.
[[nodiscard]] AttributionWords SurenessOf(double confidence) noexcept;
// 0 to 100, rounded.
[[nodiscard]] int ConfidencePercent(double confidence) noexcept;

// "resembles G0045 menuPass (confidence 82 of 100, high)", or that there is not enough evidence and
// why. Without a full stop in English.
[[nodiscard]] AttributionSentence VerdictOf(const Attribution& attribution);

// What stands below every attribution.
inline constexpr AttributionWords kResemblanceIsNoProof{"resemblance is no proof of who did it",
                                                        "類似は実行者の証明ではありません。"};

}  // namespace noroshi
