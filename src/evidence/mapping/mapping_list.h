// Which mappings are tried for the records of a format.
//
// The pointers live as long as the program, the user's as long as the options' owner. Made once a
// decoder.
#pragma once

#include <string_view>
#include <vector>

#include "evidence/mapping/mapping.h"
#include "evidence/source.h"

namespace noroshi {

// In the order in which to try: the user's, the built-in ones, and one that fits everything.
[[nodiscard]] std::vector<const Mapping*> MappingsFor(std::string_view format,
                                                      const ReadOptions& options);

}  // namespace noroshi
