// The rules of rules/, compiled into the program.
#pragma once

#include <span>

#include "base/embedded_file.h"

namespace noroshi {

// Paths relative to rules/: "2-implant/dll-side-loading.yml". Test events lie beside them.
[[nodiscard]] std::span<const EmbeddedFile> ShippedRules();

}  // namespace noroshi
