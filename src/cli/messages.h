// The fixed text of the terminal summary, in English and Japanese. Texts with {} take their
// arguments through fmt, in the same order in both languages.
#pragma once

#include <cstdint>
#include <string_view>

namespace noroshi {

enum class Language : std::uint8_t { kEnglish, kJapanese };

enum class Msg : std::uint8_t {
  kVerdictFindings,  // findings, hosts, level, findings of that level
  kVerdictNone,      // records
  kVerdictNoRecords,
  kInterrupted,
  kLevel,
  kFindings,
  kRules,
  kHosts,
  kTopRules,
  kRule,
  kTopHosts,
  kHost,
  kEvidence,
  kFilesRead,     // files, records, size, duration
  kFilesOther,    // files
  kFilesNotRead,  // files
  kLosses,        // records, size, files
  kNoLosses,
  kRegexLimits,  // values
  kRuleSet,
  kRulesUsed,     // rules
  kRulesNotUsed,  // rules
  kWritten,
  kLevelCritical,
  kLevelHigh,
  kLevelMedium,
  kLevelLow,
  kLevelInformational,
  kUnnamedHost,
};
inline constexpr std::size_t kMsgCount = 29;

[[nodiscard]] std::string_view Text(Msg message, Language language) noexcept;

}  // namespace noroshi
