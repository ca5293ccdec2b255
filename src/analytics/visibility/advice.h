// Advice: how to switch on evidence that is missing, in English and Japanese.
//
// The audit subcategory of a Security event id is Microsoft's ("Advanced security audit policy
// settings"); the events of Sysmon are those of its manual. A constant table; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace noroshi {

// A sentence that tells what to do. Owns its texts.
struct Advice {
  // Both always filled in: whichever language the report is in, the sentence is there.
  std::string english, japanese;
};

// For a channel (compared without case) and one of its event ids, 0 = the whole channel. Never
// empty: a channel that the table does not know is to be enabled and collected.
[[nodiscard]] Advice AdviceFor(std::string_view channel, std::uint32_t event_id);

// The audit subcategory that writes a Security event, as auditpol spells it; "" when unknown.
[[nodiscard]] std::string_view AuditSubcategoryOf(std::uint32_t event_id) noexcept;

}  // namespace noroshi
