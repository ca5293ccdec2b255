// Hayabusa's dialect: documents with a `ruletype`. They carry their own gate, so their log source
// selects nothing (S-2.4); `Channel` reads System or payload, whichever fits (S-3.7); some of their
// field names are aliases (S-3.11), and channels may be abbreviated.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

[[nodiscard]] bool IsHayabusaDocument(const YamlNode& root) noexcept;

// `name` may be another than the rule's, and kPayload where System must not answer.
struct ResolvedField {
  std::string name;
  FieldScope scope = FieldScope::kAuto;
};

// The field a rule means: an alias replaced in Hayabusa's dialect, else the name as written.
[[nodiscard]] ResolvedField ResolveField(std::string_view name, const Rule& rule);

// In Hayabusa's dialect, a Channel value that is an abbreviation ("Sec") also means the channels
// it stands for. Everything else comes back unchanged.
[[nodiscard]] std::vector<Pattern> ExpandChannel(const std::vector<Pattern>& patterns,
                                                 std::string_view field, const Rule& rule);

}  // namespace noroshi::sigma
