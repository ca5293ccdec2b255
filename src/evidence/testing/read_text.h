// Reads text evidence from memory and keeps all that came of it, in a form tests can compare.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "event/damage.h"
#include "evidence/source.h"

namespace noroshi::testing {

struct TextEvent {
  std::uint64_t line = 0, offset = 0, record_id = 0;
  std::uint32_t event_id = 0;
  EventMark marks = EventMark::kNone;
  std::string time, channel, provider;
  // Field name -> its values in order, System fields too. Missing ones are not in it; a null is
  // "(null)".
  std::map<std::string, std::vector<std::string>> fields;

  // The first value; "(missing)" when there is none.
  [[nodiscard]] std::string At(const std::string& name) const;
};

struct TextResult {
  std::string format;  // "" when no reader knows the text
  std::vector<TextEvent> events;
  std::uint64_t record_count = 0;
  std::uint64_t units = 0;
  std::vector<Damage> damage;
  ByteAccount account;

  [[nodiscard]] std::size_t CountOf(DamageKind kind) const;
};

struct TextSettings {
  ReadOptions options;
  std::size_t piece = std::string::npos;  // bytes a read of the stream gives at most
  EventInterest* interest = nullptr;
};

[[nodiscard]] TextResult ReadText(std::string_view text, const TextSettings& settings = {});
// The dump of all its records.
[[nodiscard]] std::string DumpText(std::string_view text);

// $NOROSHI_CORPUS, or where it usually is.
[[nodiscard]] std::string CorpusRoot();

}  // namespace noroshi::testing
