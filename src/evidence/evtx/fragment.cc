#include "evidence/evtx/fragment.h"

#include "base/hash.h"

namespace noroshi::evtx {

std::uint64_t Fragment::Hash() const noexcept {
  std::uint64_t hash = Hash64(text);
  for (const Token& token : tokens) {
    hash = HashMix(hash, static_cast<std::uint64_t>(token.kind) << 56 |
                             static_cast<std::uint64_t>(token.type) << 48 |
                             static_cast<std::uint64_t>(token.index) << 32 | token.size);
  }
  return hash;
}

}  // namespace noroshi::evtx
