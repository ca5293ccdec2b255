#include "evidence/authenticode/signature.h"

#include <array>

namespace noroshi::authenticode {

std::string_view CheckName(Check check) noexcept {
  static constexpr std::array<std::string_view, 3> kNames = {"holds", "fails", "unknown"};
  return kNames[static_cast<std::size_t>(check)];
}

std::string_view ChainName(Chain chain) noexcept {
  static constexpr std::array<std::string_view, 7> kNames = {
      "trusted", "unknown_root", "incomplete", "expired", "not_for_code", "invalid", "unknown"};
  return kNames[static_cast<std::size_t>(chain)];
}

}  // namespace noroshi::authenticode
