// The rules that come with noroshi: the folder rules/, compiled into the program, so that a hunt
// finds something without a rule set of the user's own.
#pragma once

#include <span>

#include "base/embedded_file.h"
#include "rules/rule_set.h"

namespace noroshi {

// Every rule file below rules/, sorted by path. Lives forever.
[[nodiscard]] std::span<const EmbeddedFile> ShippedRules();

// All of them loaded, as if from "rules/<path>"; their source is RuleSource::kNoroshi. Parses and
// checks them anew at each call.
[[nodiscard]] RuleSet LoadShippedRules(LoadOptions options);

}  // namespace noroshi
