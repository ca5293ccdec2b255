// WholeFileSource: an artefact that is small and read as a whole (prefetch, shortcut, task), as a
// source of one unit.
//
// Memory: the file, at most kMaxWholeArtefactBytes, and its records.
#pragma once

#include <memory>

#include "event/damage.h"
#include "evidence/artefacts/artefact_formats.h"
#include "evidence/artefacts/record_writer.h"

namespace noroshi::artefacts {

// A hundred times the largest prefetch file or jump list; a shortcut that carries a program is
// below it as well. What lies behind it in a longer file is not read, and said so.
inline constexpr std::size_t kMaxWholeArtefactBytes = std::size_t{32} << 20;

// Writes the facts of `bytes`, the whole file, and reports what of them cannot be read. Lost bytes
// are accounted for by what the damage says.
struct WholeFile {
  Bytes bytes;
  std::uint64_t size = 0;  // of the file, where that is more than `bytes`
  std::string_view name;   // where it lies; "" when nobody knows
};
using ReadWholeFile = void (*)(const WholeFile& file, RecordWriter& records, DamageSink& damage);

[[nodiscard]] std::unique_ptr<Source> OpenWholeFile(std::string_view format, ReadWholeFile read,
                                                    ArtefactInput input);

// Reports `lost` bytes from `offset`.
void ReportStructure(DamageSink& damage, std::uint64_t offset, std::uint64_t lost,
                     std::string_view what);

}  // namespace noroshi::artefacts
