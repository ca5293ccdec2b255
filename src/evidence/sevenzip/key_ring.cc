#include "evidence/sevenzip/key_ring.h"

#include <algorithm>

namespace noroshi::sevenzip {
namespace {

// An archive with a salt of its own for each folder would fill it; the oldest goes.
constexpr std::size_t kMaxCachedKeys = 256;

}  // namespace

Result<AesKey> KeyRing::KeyOf(std::size_t password, const AesSettings& settings) {
  const std::string& text = passwords_[password];
  for (const CachedKey& one : keys_) {
    if (one.password == text && one.rounds_power == settings.rounds_power &&
        one.salt == settings.salt) {
      return one.key;
    }
  }
  NOROSHI_TRY([[maybe_unused]] const Done charged, budget_->ChargeRounds(settings.rounds()));
  if (keys_.size() == kMaxCachedKeys) keys_.erase(keys_.begin());
  keys_.push_back({text, settings.rounds_power, settings.salt, DeriveAesKey(text, settings)});
  return keys_.back().key;
}

void KeyRing::Prefer(std::size_t password) {
  const auto begin = passwords_.begin();
  std::rotate(begin, begin + static_cast<std::ptrdiff_t>(password),
              begin + static_cast<std::ptrdiff_t>(password) + 1);
}

}  // namespace noroshi::sevenzip
