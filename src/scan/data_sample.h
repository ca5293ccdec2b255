// What the first bytes of a file that is no program tell. Pure, safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "scan/file_facts.h"

namespace noroshi::scan {

inline constexpr std::size_t kSampleBytes = std::size_t{64} << 10;

// Facts of a file that looks encrypted; nullopt for the many that do not, and for short ones.
// `sample` is the first kSampleBytes of the file, or all of it.
[[nodiscard]] std::optional<DataFacts> SampleData(std::string_view name, std::uint64_t size,
                                                  Bytes sample);

}  // namespace noroshi::scan
