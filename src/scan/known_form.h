// What a hunt hands to the scan: contents that begin as one of the kinds that this folder judges by
// their form. Logs and everything else are left to whoever reads them, or to nobody.
//
// Pure, safe from any thread. `start` is the first kSampleBytes of a content, or all of it; `name`
// its path as shown, or the last part of that.
#pragma once

#include <string_view>

#include "base/byte_reader.h"

namespace noroshi::scan {

// Names under which tools write memory without any header: "lsass.dmp", "proc.vmem".
[[nodiscard]] bool IsMemoryName(std::string_view name);

// A program, a dump, an image of memory by its name, an old document, RTF, or the mark of the web.
// Containers are not among them: what lies in them decides.
[[nodiscard]] bool HasKnownForm(std::string_view name, Bytes start);

// An archive of a kind that is not opened (RAR): told, never passed over.
[[nodiscard]] bool IsClosedArchive(Bytes start) noexcept;

// Whether a member of an archive has to be seen whole: it has a known form, is a part of a new
// document, or looks encrypted, as a payload beside its loader does.
[[nodiscard]] bool WantsWholeMember(std::string_view name, Bytes start);

}  // namespace noroshi::scan
