// What a signature looks like, in the words of the rules. Pure, safe from any thread.
#pragma once

#include <string>

#include "evidence/authenticode/signature.h"

namespace noroshi::scan {

// Entries of the certificate table are padded to eight bytes; some signers leave a few more.
inline constexpr std::uint64_t kOrdinarySlackBytes = 16;
// From here on it is a payload rather than a mark.
inline constexpr std::uint64_t kLargeSlackBytes = 4'096;
// Encrypted or packed: text and code stay below. Needs some hundred bytes to mean anything.
inline constexpr double kEncryptedEntropy = 7.2;

// The signer's organisation, else its common name; "" without one.
[[nodiscard]] std::string SignerName(const authenticode::Signature& signature);
// The signer vouches for itself.
[[nodiscard]] bool IsSelfSigned(const authenticode::Signature& signature);
// More than padding lies behind the signature, inside its entry.
[[nodiscard]] bool IsStuffed(const authenticode::Signature& signature);

}  // namespace noroshi::scan
