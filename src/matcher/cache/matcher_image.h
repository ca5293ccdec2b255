// CompiledRules as bytes and back, so that a second start with the same rules need not compile
// them. The bytes are arrays as they lie in memory; what is read of them views these, once every
// number has been checked.
//
// Where they are kept, and how it is known that they belong to a rule set: rules/cache.
#pragma once

#include <memory>
#include <string>

#include "base/cache_folder.h"
#include "matcher/build/compile_rules.h"

namespace noroshi {

// Regular expressions are kept as text and compiled again when one is first asked for.
[[nodiscard]] std::string PackCompilation(const Compilation& compilation);

// Null when the bytes are no such image, or not one of as many rules. They may be anything: a
// forged image gives wrong matches, never a crash. The result keeps the image, which nobody may
// write to; `rules` must outlive it.
[[nodiscard]] std::unique_ptr<Compilation> UnpackCompilation(const CacheImage& image,
                                                             const RuleList& rules);

// Every number that the run side uses as an index is in its bounds, and every walk ends
// (check_rules.cc). True of whatever CompileRules makes.
[[nodiscard]] bool IsSound(const CompiledRules& compiled);

}  // namespace noroshi
