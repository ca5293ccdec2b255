// Uuid: the id of a name, so that the same thing has the same id in every export. Its bits are a
// hash of the name in this project's own namespace; in form it is of version 4 (RFC 9562), which
// STIX asks for.
//
// Not secret and not unique by chance: whoever knows the name knows the id.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx". Pure.
[[nodiscard]] std::string Uuid(std::string_view name);

}  // namespace noroshi
