// What became of YARA rules, as bytes for a cache: compiled rules in libyara's own form, and what
// it said of the files.
//
//   u64 kImageMark, text key, u32 count of problems, of each: text file, u32 line, u8 is_error,
//   text message; u32 files; the rest: what yr_rules_save_stream writes
//                                                      (text: u32 size, bytes; native byte order)
//
// Trust: libyara follows what it loads without a check, and runs it. So bytes may come only from
// where nobody else can write (base/cache_folder.h), whole (its checksum), and from this very
// libyara (the key names it). What stands before the rules is checked here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scan/yara/yara_compiler.h"

namespace noroshi::scan {

// `key` tells all that the rules depend on. "" when libyara has no memory.
// REQUIRES: compiled.rules is not null; nobody scans with them meanwhile.
[[nodiscard]] std::string PackYara(std::string_view key, const CompiledYara& compiled);

// Nothing when the image is of another key, or does not hold together.
[[nodiscard]] std::optional<CompiledYara> UnpackYara(std::string_view key, std::string_view image);

// Tells the libyara that is running from others, as far as the file system can.
[[nodiscard]] std::string YaraIdentity();

}  // namespace noroshi::scan
