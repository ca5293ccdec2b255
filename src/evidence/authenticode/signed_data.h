// SignedData: one PKCS #7 blob of a certificate table, parsed: what was signed, and by whom.
//
// Owns the parsed structure. One owner, one thread at a time.
#pragma once

#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "evidence/authenticode/signature.h"
#include "evidence/authenticode/trust_store.h"

namespace noroshi::authenticode {

// The digest that a signature claims for the file.
struct SpcDigest {
  // Null: one that is not known here.
  const EVP_MD* algorithm = nullptr;
  // A view into the SignedData it came from.
  Bytes value;
};

class SignedData {
 public:
  // Nullopt for what is no signed data. `der` is copied.
  static std::optional<SignedData> Parse(Bytes der);

  // Nullopt when the content is no SpcIndirectDataContent.
  [[nodiscard]] std::optional<SpcDigest> FileDigest() const;
  // The first signer's certificate, time and names; digest and chain are left as they are.
  [[nodiscard]] Signer Describe() const;
  // Whether the first signer's key signed the content.
  [[nodiscard]] Check VerifyKey() const;
  // Sets chain and chain_reason, as of the time of signing.
  void VerifyChain(const TrustStore& trust, Signer& signer) const;
  // The blobs of nested signatures, in order. Views of this. Only the first level: a nested one may
  // hold further ones of its own.
  [[nodiscard]] std::vector<Bytes> Nested() const;

 private:
  struct Free {
    void operator()(PKCS7* data) const noexcept { PKCS7_free(data); }
  };

  explicit SignedData(PKCS7* data) : data_(data) {}
  [[nodiscard]] Bytes Content() const;
  [[nodiscard]] PKCS7_SIGNER_INFO* FirstSigner() const;
  [[nodiscard]] X509* Certificate() const;
  // Seconds since 1970, from a countersignature or an RFC 3161 token; what signed that is not
  // checked.
  [[nodiscard]] std::optional<std::int64_t> SignedAt() const;

  std::unique_ptr<PKCS7, Free> data_;
};

}  // namespace noroshi::authenticode
