// Field names as small integers, and the fixed fields of the System part of a Windows event.
//
// The table is one per process run, shared by readers (who intern names as templates or keys
// come up) and the matcher (who looks them up when it binds rules to a shape). Thread-safe.
// FieldIds depend on the order of first sight: never let their order reach an output.
//
// Names are compared exactly here. How a rule's spelling finds a field, aliases and case included,
// is taxonomy.h's business.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/symbol_table.h"

namespace noroshi {

// The System part of an event has fixed slots, in this order, at the front of every event's
// values (event.h): what every rule and every report asks for is then an array access, without a
// look at names. Other kinds of evidence fill those that make sense for them. The names and their
// order are those of the System element in Windows' event schema.
enum class SystemField : std::uint8_t {
  kProviderName,
  kProviderGuid,
  kEventSourceName,
  kEventId,
  kQualifiers,
  kVersion,
  kLevel,
  kTask,
  kOpcode,
  kKeywords,
  kTimeCreated,
  kEventRecordId,
  kActivityId,
  kRelatedActivityId,
  kProcessId,
  kThreadId,
  kChannel,
  kComputer,
  kUserId,
};
inline constexpr std::size_t kSystemFieldCount = 19;

// The Sigma name of each System field (S-3.1): "Provider_Name", "EventID", "Execution_ProcessID"...
inline constexpr std::array<std::string_view, kSystemFieldCount> kSystemFieldNames = {
    "Provider_Name",
    "Provider_Guid",
    "Provider_EventSourceName",
    "EventID",
    "EventID_Qualifiers",
    "Version",
    "Level",
    "Task",
    "Opcode",
    "Keywords",
    "TimeCreated_SystemTime",
    "EventRecordID",
    "Correlation_ActivityID",
    "Correlation_RelatedActivityID",
    "Execution_ProcessID",
    "Execution_ThreadID",
    "Channel",
    "Computer",
    "Security_UserID",
};

using FieldId = Symbol;  // a payload field's name

// The field names of a run. Payload names only: System fields are told by their slot.
using FieldTable = SymbolTable;

}  // namespace noroshi
