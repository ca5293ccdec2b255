// Mapping: what the fields of one kind of record mean. A table, not code: how such a record is
// told from others, which of its names are which System fields, which time is the event's, and
// which log source it belongs to. Built-in mappings are one file each in mapping/shapes; a user's
// come from a YAML file in the same form (owned_mapping.h).
//
// Names are full paths ("winlog.event_data.Image", evidence/flat/path_table.h). What a mapping
// does not name stays a payload field under its own name, so nothing gets lost.
//
// Views of tables that live as long as the program, or of an OwnedMapping. Immutable; safe from
// any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "event/event.h"
#include "evidence/flat/flat_value.h"

namespace noroshi {

// A record has the name, and if `value` is not empty, that value there.
struct MappingKey {
  std::string_view path;
  std::string_view value = {};
};

// What `path` holds is the System field. Several rows for one field: the first that occurs counts,
// the others stay payload.
struct SystemRow {
  SystemField field{};
  std::string_view path;
};

// All names inside `prefix` (which ends with '.', or is empty) are payload fields of the section
// without it. The first row that fits counts.
struct SectionRow {
  std::string_view prefix;
  PayloadSection section = PayloadSection::kOther;
  enum class Keep : std::uint8_t {
    // The path behind the prefix: a.b.
    kRest,
    // Its last name: b (S-3.3).
    kLeaf,
  } keep = Keep::kRest;
};

// `path` is called `name`; an empty name: it says nothing about what happened, leave it out.
struct RenameRow {
  std::string_view path;
  std::string_view name = {};
};

// How the text of a time is to be read (evidence/text/time_format.h). Formats that name no zone
// are in the zone of the evidence (ReadOptions::zone).
enum class TimeForm : std::uint8_t {
  // ISO 8601; UTC where it names no zone.
  kIso,
  // ISO 8601; the evidence's zone where it names none.
  kIsoLocal,
  // A number of seconds since 1970, with or without fraction.
  kUnixSeconds,
  // As above, of smaller units.
  kUnixMillis,
  kUnixMicros,
  kUnixNanos,
  // As web servers write it, 10/Oct/2000:13:55:36 -0700; without the offset, the evidence's zone.
  kHttp,
  // Oct  5 02:11:09: no year, no zone.
  kSyslog,
  // 10/5/2020 2:11:09 AM, or 24 hours: no zone.
  kUsSlashes,
  // 2020/10/05 02:11:09: no zone.
  kYearSlashes,
  // /Date(1601863869123)/, as .NET writes it in JSON: milliseconds, UTC.
  kDotNet,
  // Oct 5, 2020 @ 02:11:09.123, as Kibana shows it: no zone.
  kKibana,
  // A number since 1970, whose unit is told by how many digits it has; else ISO.
  kEpochOrIso,
};

// The event's time is in `path`, in that form. The first row that can be read counts.
struct TimeRow {
  std::string_view path;
  TimeForm form = TimeForm::kIso;
};

// A local time whose zone the record itself gives away: `received_local` is a clock reading in the
// same zone of what `received_utc` tells in UTC. Their difference, to the quarter of an hour, is
// the offset. All empty: none.
struct ZoneWitness {
  std::string_view local_path, received_local, received_utc;
};

struct Mapping {
  // What people call the shape: "winlogbeat".
  std::string_view name = {};
  // Whose records it reads: "json", "zeek", ...
  std::string_view format = {};
  // All must hold. None at all fits every record: kUnknown.
  std::span<const MappingKey> keys = {};
  std::span<const SystemRow> system = {};
  std::span<const SectionRow> sections = {};
  // What has a row here is called so, whatever section it is in.
  std::span<const RenameRow> renames = {};
  std::span<const TimeRow> times = {};
  // Asked before the times, unless the user told the zone.
  ZoneWitness witness = {};
  ValueStyle style = ValueStyle::kPlain;

  // Of the user: how lines of squid are written (lines/squid_format.h). It says nothing of what
  // records mean, and is no mapping to them.
  std::string_view logformat = {};

  // For what the record does not say itself. `channel_prefix` goes before the channel it does say.
  std::string_view channel = {}, channel_prefix = {}, provider = {};
  std::uint32_t event_id = 0;
};

}  // namespace noroshi
