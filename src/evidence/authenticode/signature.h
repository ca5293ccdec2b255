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
  kUnknown,  // not looked at, or by means that are not known here
};

enum class Chain : std::uint8_t {
  kTrusted,      // ends in one of the roots given
  kUnknownRoot,  // whole, but its root is not among them
  kIncomplete,   // an issuer's certificate is missing
  kExpired,      // at the time of signing, or now where no timestamp says when
  kNotForCode,   // the signer's certificate is for something else
  kInvalid,      // anything else that OpenSSL objects to; `chain_reason` says it
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
  std::string serial;                         // hexadecimal
  std::string digest_algorithm;               // of the file's digest: "SHA256"
  std::int64_t valid_from = 0, valid_to = 0;  // seconds since 1970
  std::optional<std::int64_t> signed_at;      // by a timestamp; the timestamp is not verified
  Check digest = Check::kUnknown;             // the digest in the signature is that of the file
  Check key = Check::kUnknown;                // the signature over that digest is the signer's
  Chain chain = Chain::kUnknown;
  std::string chain_reason;
};

// Bytes that nobody signed, in the place where the signature lies.
struct Slack {
  std::uint64_t offset = 0;   // in the file
  std::uint64_t bytes = 0;    // behind the DER, inside the entry
  std::uint64_t nonzero = 0;  // of these
  double entropy = 0;         // bits a byte
};

struct Signature {
  bool present = false;             // a PKCS #7 entry is there
  std::string damage;               // why it cannot be read, if so
  std::vector<Signer> signers;      // the first one, then nested ones
  Slack slack;                      // of the entry with the most of it
  std::uint64_t other_entries = 0;  // certificate entries of another type
  std::uint64_t behind_table = 0;   // bytes between the table's end and the file's

  // The file is what its first signer signed, whoever that is.
  [[nodiscard]] bool intact() const noexcept {
    return !signers.empty() && signers[0].digest == Check::kHolds &&
           signers[0].key == Check::kHolds;
  }
};

}  // namespace noroshi::authenticode
