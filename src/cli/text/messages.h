// The fixed text of the terminal summary, in English and Japanese. Texts with {} take their
// arguments through Fill, in the same order in both languages.
//
// A table of literals: safe from any thread, nothing is allocated. To add a text is to add an
// enumerator here and a row in messages.cc at the same place.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace noroshi {

// Of the summary. The report holds both and lets its reader switch.
enum class Language : std::uint8_t { kEnglish, kJapanese };

// Behind each, what its {} take.
enum class Msg : std::uint8_t {
  kVerdictFindings,  // findings, hosts, level, findings of that level
  kVerdictNone,      // records
  kVerdictNoRecords,
  kInterrupted,
  kIncidents,
  kIncidentFacts,  // first day, last day, hosts, findings
  kIncidentFirst,  // host
  kMoreIncidents,  // incidents
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
  kFilesScanned,  // files, members, programs, findings
  kFilesNotRead,  // files
  kLosses,        // records, size, files
  kNoLosses,
  kRegexLimits,   // values
  kSuppressed,    // findings
  kAllowExpired,  // entries
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
inline constexpr std::size_t kMsgCount = 36;

// A literal; lives forever.
[[nodiscard]] std::string_view Text(Msg message, Language language) noexcept;

// The text with each {} replaced by the next part, and each {s} by an s, unless the part before it
// is "1". What is in a part stays as it is.
[[nodiscard]] std::string Fill(std::string_view text, std::initializer_list<std::string> parts);

}  // namespace noroshi
