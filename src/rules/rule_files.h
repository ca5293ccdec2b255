// Which files a folder of rules holds, and reading them. Touches the disk; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "rules/source_file.h"

namespace noroshi {

// Whether the walk asks for each file's stamp, about a microsecond a file.
enum class Stamps : std::uint8_t { kNo, kYes };

// Every *.yml and *.yaml below `paths` (files or folders), sorted by path, each once; a path that
// is a file is taken whatever its name. Hashes are 0. Folders whose name starts with a dot hold
// version control and build files, not rules; links to folders are not followed, so there are no
// loops; folders that may not be read are passed over. kNotFound when a path does not exist, kIo
// when a folder cannot be read to its end. `threads` change how long it takes and nothing else: the
// cost is the kernel's, some 2 us a file and 20 us a folder.
//
// `folders`, where not null, is given every folder that was entered, sorted by path, with its stamp
// from before it was read (none where it could not be): a folder that still looks like that holds
// the same names.
[[nodiscard]] Result<std::vector<SourceFile>> ListRuleFiles(
    const std::vector<std::string>& paths, Stamps stamps, unsigned threads = 1,
    std::vector<SourceFile>* folders = nullptr);

// Reads at most `limit` + 1 bytes of `file.path` into `text` (one more than allowed is enough to
// see that a file is too large) and fills in the stamp. False leaves the reason in errno.
[[nodiscard]] bool ReadSource(std::size_t limit, SourceFile& file, std::string& text);

}  // namespace noroshi
