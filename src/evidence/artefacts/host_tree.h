// The host that an artefact belongs to, told by the Windows tree it lies in: one collected tree is
// one machine, and its SYSTEM hive has the machine's name.
//
// A tree is a folder with Windows/System32/config/SYSTEM below it. An artefact belongs to it when
// it lies where Windows keeps such things (Windows, ProgramData, a user's AppData or NTUSER.DAT,
// $MFT and its like), not anywhere below: evidence may be kept on a Windows disk itself. Collectors
// that put all artefacts into one folder have the hive beside them.
//
// Safe from any thread. Cost: some looks at folders, and some pages of one hive. Transaction logs
// are not laid over it: a machine keeps its name for years.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "evidence/rereadable_bytes.h"
#include "evidence/source.h"

namespace noroshi::artefacts {

// "" where the tree or its name is not known. `path`: of the artefact, as it was given.
[[nodiscard]] std::string HostOfTree(const std::string& path);

// The machine's name in a SYSTEM hive; "" where there is none.
[[nodiscard]] std::string NameInSystemHive(std::shared_ptr<const RereadableBytes> bytes,
                                           std::uint64_t size);

// Whether a path below a tree's root is one where Windows keeps artefacts. Parts between '/'.
[[nodiscard]] bool IsPlaceOfWindows(std::string_view below_root);

// Gives each unit of `source` the name of the host, which ArtefactDecoder writes into events that
// have none. `source` itself when there is no name.
[[nodiscard]] std::unique_ptr<Source> NameHost(std::unique_ptr<Source> source, std::string host);

}  // namespace noroshi::artefacts
