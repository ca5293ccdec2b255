// Correlation documents (chapter 9): checked and lowered as far as one document allows. References
// to other rules are followed once all files are loaded, by correlation_rules/link.h.
#pragma once

#include <optional>
#include <string_view>

#include "rules/correlation_rules/correlation_rule.h"
#include "rules/sigma/reporter.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// `root` holds a `correlation`. What is wrong goes to `reporter`; the result is then not to be
// used. Path and document are for the caller to fill in. Thread-safe.
[[nodiscard]] CorrelationRule LowerCorrelation(const YamlNode& root, Reporter& reporter);

// A number with a unit: s, m, h, d, w, M or y (S-9.5), in ticks. Beyond what ticks can hold: the
// longest span there is. Nothing for any other text.
[[nodiscard]] std::optional<std::uint64_t> ParseTimespan(std::string_view text) noexcept;

}  // namespace noroshi::sigma
