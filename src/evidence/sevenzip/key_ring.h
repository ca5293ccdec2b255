// KeyRing: the passwords of an encrypted 7z archive and the keys that came of them. A key takes
// half a million rounds of hashing and most folders of an archive share one.
//
// One owner. Memory: one key for every password and salt.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "evidence/container/unpack_budget.h"
#include "evidence/sevenzip/aes_key.h"

namespace noroshi::sevenzip {

class KeyRing {
 public:
  KeyRing(std::vector<std::string> passwords, std::shared_ptr<UnpackBudget> budget)
      : passwords_(std::move(passwords)), budget_(std::move(budget)) {}

  [[nodiscard]] std::size_t size() const noexcept { return passwords_.size(); }

  // The key of a password, by its index. kLimit when the input has had its share of rounds.
  Result<AesKey> KeyOf(std::size_t password, const AesSettings& settings);

  // That password fitted: it is tried first from now on.
  void Prefer(std::size_t password);

 private:
  struct CachedKey {
    std::string password;
    unsigned rounds_power = 0;
    std::vector<std::uint8_t> salt;
    AesKey key{};
  };

  std::vector<std::string> passwords_;
  std::shared_ptr<UnpackBudget> budget_;
  std::vector<CachedKey> keys_;
};

}  // namespace noroshi::sevenzip
