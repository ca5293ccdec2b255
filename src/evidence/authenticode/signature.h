// Signature: what the embedded Authenticode signature of a PE file is worth, in separate answers,
// because attackers break them one at a time: whether the digest in it is that of the file, whether
// the signer's key made it, whether the signer's chain ends in a root that is trusted here, and
// what else lies in the certificate table.
//
// Formats: Microsoft's "Windows Authenticode Portable Executable Signature Format" (2008), PKCS #7
// (RFC 2315), RFC 3161 for timestamps. Files that Windows signs by catalog have no embedded
// signature; that is not said here and is no fault.
//
// Values own what they hold. Sizes: one certificate table of at most kMaxTableBytes is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::authenticode {

inline constexpr std::size_t kMaxTableBytes = std::size_t{16} << 20;

enum class Check : std::uint8_t {
  kHolds,
  kFails,
  // Not looked at, or by means that are not known here.
  kUnknown,
};

enum class Chain : std::uint8_t {
  // Ends in one of the roots given.
  kTrusted,
  // Whole, but its root is not among them.
  kUnknownRoot,
  // An issuer's certificate is missing.
  kIncomplete,
  // At the time of signing, or now where no timestamp says when.
  kExpired,
  // The signer's certificate is for something else.
  kNotForCode,
  // Anything else that OpenSSL objects to; `chain_reason` says it.
  kInvalid,
  kUnknown,
};
[[nodiscard]] std::string_view CheckName(Check check) noexcept;
[[nodiscard]] std::string_view ChainName(Chain chain) noexcept;

// Names in a certificate, the parts people look at.
struct CertificateName {
  std::string common_name, organisation, country;
};

struct Signer {
  CertificateName subject, issuer;
  // Hexadecimal, most significant digit first: the form in which revocation lists name it.
  std::string serial;
  // Of the file's digest: "SHA256".
  std::string digest_algorithm;
  // Seconds since 1970, as the certificate states them.
  std::int64_t valid_from = 0, valid_to = 0;
  // By a timestamp; the timestamp is not verified.
  std::optional<std::int64_t> signed_at;
  // The digest in the signature is that of the file.
  Check digest = Check::kUnknown;
  // The signature over that digest is the signer's.
  Check key = Check::kUnknown;
  Chain chain = Chain::kUnknown;
  std::string chain_reason;
};

// Bytes that nobody signed, in the place where the signature lies.
struct Slack {
  // Where in the file it begins.
  std::uint64_t offset = 0;
  // Behind the DER, inside the entry.
  std::uint64_t bytes = 0;
  // Of these bytes. Padding is zeros; anything else was put there.
  std::uint64_t nonzero = 0;
  // Bits a byte, 0 to 8: padding has 0, something hidden and packed close to 8.
  double entropy = 0;
};

struct Signature {
  // A PKCS #7 entry is there.
  bool present = false;
  // Why it cannot be read, if so.
  std::string damage;
  // The first one, then nested ones.
  std::vector<Signer> signers;
  // Of the entry with the most of it.
  Slack slack;
  // Certificate entries of another type.
  std::uint64_t other_entries = 0;
  // Bytes between the table's end and the file's.
  std::uint64_t behind_table = 0;

  // The file is what its first signer signed, whoever that is.
  [[nodiscard]] bool intact() const noexcept {
    return !signers.empty() && signers[0].digest == Check::kHolds &&
           signers[0].key == Check::kHolds;
  }
};

}  // namespace noroshi::authenticode
