// Reads what a document says about itself: everything but logsource, detection and what makes it
// a correlation or a filter (chapter 1).
#pragma once

#include "rules/rule_set.h"
#include "rules/sigma/reporter.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// Fills id, title, status, level, tags and the like. `rule.path` and `rule.document` must be set.
// Unknown keys are nobody's fault and carry no diagnostic.
void ReadMetadata(const YamlNode& root, const LoadOptions& options, Reporter& reporter, Rule& rule);

}  // namespace noroshi::sigma
