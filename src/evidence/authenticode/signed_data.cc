#include "evidence/authenticode/signed_data.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>

#include "evidence/authenticode/der.h"

namespace noroshi::authenticode {
namespace {

constexpr std::string_view kNestedSignature = "1.3.6.1.4.1.311.2.4.1";
constexpr std::string_view kTimestampToken = "1.3.6.1.4.1.311.3.3.1";

template <class T, void (*kFree)(T*)>
struct Deleter {
  void operator()(T* object) const noexcept { kFree(object); }
};
template <class T, void (*kFree)(T*)>
using Owned = std::unique_ptr<T, Deleter<T, kFree>>;

std::string OidText(const ASN1_OBJECT* object) {
  std::array<char, 80> text{};
  const int length = OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  return length > 0 ? std::string(text.data()) : std::string();
}

Bytes BytesOf(const ASN1_STRING* string) {
  if (string == nullptr) return {};
  return {ASN1_STRING_get0_data(string), static_cast<std::size_t>(ASN1_STRING_length(string))};
}

// Walks the values of the attributes with that object id.
template <class Visitor>
void ForEachValue(const STACK_OF(X509_ATTRIBUTE) * attributes, std::string_view oid,
                  const Visitor& visit) {
  for (int i = 0; i < sk_X509_ATTRIBUTE_num(attributes); ++i) {
    X509_ATTRIBUTE* const attribute = sk_X509_ATTRIBUTE_value(attributes, i);
    if (OidText(X509_ATTRIBUTE_get0_object(attribute)) != oid) continue;
    for (int j = 0; j < X509_ATTRIBUTE_count(attribute); ++j) {
      const ASN1_TYPE* const value = X509_ATTRIBUTE_get0_type(attribute, j);
      if (value != nullptr) visit(*value);
    }
  }
}

std::string Entry(const X509_NAME* name, int nid) {
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  if (at < 0) return "";
  unsigned char* utf8 = nullptr;
  const ASN1_STRING* const data = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
  const int length = ASN1_STRING_to_UTF8(&utf8, data);
  if (length < 0) return "";
  std::string text(utf8, utf8 + length);
  OPENSSL_free(utf8);
  return text;
}

CertificateName NameOf(const X509_NAME* name) {
  return {Entry(name, NID_commonName), Entry(name, NID_organizationName),
          Entry(name, NID_countryName)};
}

std::optional<std::int64_t> Seconds(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return timegm(&parts);
}

std::string SerialText(const X509* certificate) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : BytesOf(X509_get0_serialNumber(certificate))) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

bool IsForCode(X509* certificate) {
  const std::uint32_t usage = X509_get_extended_key_usage(certificate);
  return usage == UINT32_MAX || (usage & XKU_CODE_SIGN) != 0;  // UINT32_MAX: nothing is said
}

Chain ChainOf(int error, int depth) {
  switch (error) {
    case X509_V_OK: return Chain::kTrusted;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: return Chain::kUnknownRoot;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      // Signers leave the root out, as they may: what misses then is only the root.
      return depth == 0 ? Chain::kIncomplete : Chain::kUnknownRoot;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID: return Chain::kExpired;
    default: return Chain::kInvalid;
  }
}

std::optional<std::int64_t> TokenTime(const ASN1_TYPE& value) {
  if (value.type != V_ASN1_SEQUENCE) return std::nullopt;
  const Bytes der = BytesOf(value.value.sequence);
  const unsigned char* cursor = der.data();
  const Owned<PKCS7, PKCS7_free> token(d2i_PKCS7(nullptr, &cursor, static_cast<long>(der.size())));
  if (token == nullptr) return std::nullopt;
  const Owned<TS_TST_INFO, TS_TST_INFO_free> info(PKCS7_to_TS_TST_INFO(token.get()));
  if (info == nullptr) return std::nullopt;
  return Seconds(TS_TST_INFO_get_time(info.get()));
}

std::optional<std::int64_t> CountersignatureTime(const ASN1_TYPE& value) {
  if (value.type != V_ASN1_SEQUENCE) return std::nullopt;
  const Bytes der = BytesOf(value.value.sequence);
  const unsigned char* cursor = der.data();
  const Owned<PKCS7_SIGNER_INFO, PKCS7_SIGNER_INFO_free> info(
      d2i_PKCS7_SIGNER_INFO(nullptr, &cursor, static_cast<long>(der.size())));
  if (info == nullptr) return std::nullopt;
  const ASN1_TYPE* const time = PKCS7_get_signed_attribute(info.get(), NID_pkcs9_signingTime);
  if (time == nullptr || time->type != V_ASN1_UTCTIME) return std::nullopt;
  return Seconds(time->value.utctime);
}

}  // namespace

std::optional<SignedData> SignedData::Parse(Bytes der) {
  const unsigned char* cursor = der.data();
  SignedData data(d2i_PKCS7(nullptr, &cursor, static_cast<long>(der.size())));
  ERR_clear_error();
  if (data.data_ == nullptr || !PKCS7_type_is_signed(data.data_.get()) ||
      data.data_->d.sign == nullptr) {
    return std::nullopt;
  }
  return data;
}

Bytes SignedData::Content() const {
  const PKCS7* const contents = data_->d.sign->contents;
  if (contents == nullptr || contents->d.other == nullptr || PKCS7_type_is_data(contents))
    return {};
  if (contents->d.other->type != V_ASN1_SEQUENCE) return {};
  return BytesOf(contents->d.other->value.sequence);
}

std::optional<SpcDigest> SignedData::FileDigest() const {
  DerReader outer(Content());
  const auto indirect = outer.Next(kDerSequence);
  if (!indirect.has_value()) return std::nullopt;
  DerReader parts(indirect->content);
  if (!parts.Next(kDerSequence).has_value()) return std::nullopt;  // what kind of file it is
  const auto info = parts.Next(kDerSequence);
  if (!info.has_value()) return std::nullopt;
  DerReader digest(info->content);
  const auto algorithm = digest.Next(kDerSequence);
  const auto value = digest.Next(kDerOctets);
  if (!algorithm.has_value() || !value.has_value()) return std::nullopt;
  const auto oid = DerReader(algorithm->content).Next(kDerOid);
  if (!oid.has_value()) return std::nullopt;
  const unsigned char* cursor = oid->whole.data();
  const Owned<ASN1_OBJECT, ASN1_OBJECT_free> object(
      d2i_ASN1_OBJECT(nullptr, &cursor, static_cast<long>(oid->whole.size())));
  ERR_clear_error();
  if (object == nullptr) return std::nullopt;
  return SpcDigest{EVP_get_digestbyobj(object.get()), value->content};
}

PKCS7_SIGNER_INFO* SignedData::FirstSigner() const {
  STACK_OF(PKCS7_SIGNER_INFO)* const signers = PKCS7_get_signer_info(data_.get());
  return sk_PKCS7_SIGNER_INFO_num(signers) > 0 ? sk_PKCS7_SIGNER_INFO_value(signers, 0) : nullptr;
}

X509* SignedData::Certificate() const {
  PKCS7_SIGNER_INFO* const signer = FirstSigner();
  X509* const certificate =
      signer == nullptr ? nullptr : PKCS7_cert_from_signer_info(data_.get(), signer);
  ERR_clear_error();
  return certificate;
}

std::optional<std::int64_t> SignedData::SignedAt() const {
  PKCS7_SIGNER_INFO* const signer = FirstSigner();
  if (signer == nullptr) return std::nullopt;
  std::optional<std::int64_t> time;
  ForEachValue(signer->unauth_attr, kTimestampToken, [&](const ASN1_TYPE& value) {
    if (!time.has_value()) time = TokenTime(value);
  });
  const ASN1_TYPE* const counter = PKCS7_get_attribute(signer, NID_pkcs9_countersignature);
  if (!time.has_value() && counter != nullptr) time = CountersignatureTime(*counter);
  ERR_clear_error();
  return time;
}

Signer SignedData::Describe() const {
  Signer signer;
  signer.signed_at = SignedAt();
  if (const auto digest = FileDigest(); digest.has_value() && digest->algorithm != nullptr) {
    signer.digest_algorithm = EVP_MD_get0_name(digest->algorithm);
  }
  X509* const certificate = Certificate();
  if (certificate == nullptr) return signer;
  signer.subject = NameOf(X509_get_subject_name(certificate));
  signer.issuer = NameOf(X509_get_issuer_name(certificate));
  signer.serial = SerialText(certificate);
  signer.valid_from = Seconds(X509_get0_notBefore(certificate)).value_or(0);
  signer.valid_to = Seconds(X509_get0_notAfter(certificate)).value_or(0);
  return signer;
}

Check SignedData::VerifyKey() const {
  const auto content = DerReader(Content()).Next(kDerSequence);
  if (!content.has_value() || Certificate() == nullptr) return Check::kUnknown;
  // What is signed is the content without its own head (Authenticode format, "contentInfo").
  Owned<BIO, BIO_vfree> bytes(
      BIO_new_mem_buf(content->content.data(), static_cast<int>(content->content.size())));
  // Not PKCS7_verify: OpenSSL 3.0 loses its copy of the bytes there when a digest is not known.
  const Owned<BIO, BIO_free_all> chain(PKCS7_dataInit(data_.get(), bytes.get()));
  if (chain == nullptr) {
    ERR_clear_error();
    return Check::kUnknown;
  }
  [[maybe_unused]] const BIO* const owned_by_chain = bytes.release();
  std::array<char, 4096> block;
  while (BIO_read(chain.get(), block.data(), static_cast<int>(block.size())) > 0) {
  }
  const int verified =
      PKCS7_signatureVerify(chain.get(), data_.get(), FirstSigner(), Certificate());
  ERR_clear_error();
  return verified == 1 ? Check::kHolds : Check::kFails;
}

void SignedData::VerifyChain(const TrustStore& trust, Signer& signer) const {
  X509* const certificate = Certificate();
  if (certificate == nullptr) return;
  const Owned<X509_STORE_CTX, X509_STORE_CTX_free> context(X509_STORE_CTX_new());
  if (context == nullptr ||
      X509_STORE_CTX_init(context.get(), trust.get(), certificate, data_->d.sign->cert) != 1) {
    ERR_clear_error();
    return;
  }
  X509_VERIFY_PARAM* const parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_auth_level(parameters, 0);  // old algorithms are old, not untrusted
  X509_VERIFY_PARAM_set_time(parameters, signer.signed_at.value_or(trust.now()));
  X509_verify_cert(context.get());
  const int error = X509_STORE_CTX_get_error(context.get());
  signer.chain = ChainOf(error, X509_STORE_CTX_get_error_depth(context.get()));
  if (signer.chain == Chain::kTrusted && !IsForCode(certificate)) {
    signer.chain = Chain::kNotForCode;
  } else if (error != X509_V_OK) {
    signer.chain_reason = X509_verify_cert_error_string(error);
  }
  ERR_clear_error();
}

std::vector<Bytes> SignedData::Nested() const {
  std::vector<Bytes> nested;
  PKCS7_SIGNER_INFO* const signer = FirstSigner();
  if (signer == nullptr) return nested;
  ForEachValue(signer->unauth_attr, kNestedSignature, [&](const ASN1_TYPE& value) {
    if (value.type == V_ASN1_SEQUENCE) nested.push_back(BytesOf(value.value.sequence));
  });
  return nested;
}

}  // namespace noroshi::authenticode
