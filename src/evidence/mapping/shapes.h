// The built-in mappings: one file per shape in mapping/shapes, each with its table and the source
// of its names. In the order in which they are tried: a shape stands before those that it is a
// special case of.
#pragma once

#include <span>

#include "evidence/mapping/mapping.h"

namespace noroshi {

[[nodiscard]] std::span<const Mapping* const> BuiltInMappings() noexcept;

namespace shapes {

extern const Mapping kEvtxJson;       // evtx_dump, Hayabusa: {"Event": {"System": ...}}
extern const Mapping kEvtxJsonFlat;   // the same with --separate-json-attributes
extern const Mapping kWinlogbeat;     // winlog.*, ECS
extern const Mapping kWinlogbeatOld;  // before version 7: event_data.*, log_name
extern const Mapping kNxlog;          // im_msvistalog: flat, EventTime without zone
extern const Mapping kFlatWindows;    // OTRF and the like: Channel, EventID beside the fields
extern const Mapping kSplunkWindows;  // {"result": {"EventCode": ...}}
extern const Mapping kSplunkBare;     // the result alone

extern const Mapping kUnknown;  // fits everything: the last of every list

}  // namespace shapes
}  // namespace noroshi
