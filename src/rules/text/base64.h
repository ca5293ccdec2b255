// Base64 (RFC 4648, standard alphabet) of bytes, whole or as it shows inside longer text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

// With padding. Four characters for each three bytes begun.
[[nodiscard]] std::string Base64Encode(std::string_view bytes);

// The characters that `bytes` alone decide when they stand 0, 1 or 2 bytes behind a group of
// three: up to three texts, empty ones left out. Characters that also depend on neighbours are
// cut: at the start 0, 2 or 3; at the end 0, 3 or 2 (padding included) when (size + shift) mod 3
// is 0, 1 or 2.
[[nodiscard]] std::vector<std::string> Base64AtAnyOffset(std::string_view bytes);

}  // namespace noroshi
