// What `noroshi knowledge` prints: groups as a table, an entity with all that is known of it.
//
// Names, facts and report titles come from tables that may be strangers' work; every text goes
// through SafeText. Pure; safe from any thread.
#pragma once

#include <string>

#include "cli/text/messages.h"
#include "knowledge/model.h"

namespace noroshi {

// One line for each intrusion set: id, name, how much is known, other names. Sorted by id.
[[nodiscard]] std::string GroupsText(const Knowledge& knowledge, Language language);
// The same as JSON lines.
[[nodiscard]] std::string GroupsJson(const Knowledge& knowledge);

// Everything about one entity, with the mark and source of each statement.
[[nodiscard]] std::string EntityText(const Knowledge& knowledge, EntityIndex entity,
                                     Language language);

}  // namespace noroshi
