#include "scan/signature_forms.h"

namespace noroshi::scan {

std::string SignerName(const authenticode::Signature& signature) {
  if (signature.signers.empty()) return "";
  const authenticode::CertificateName& subject = signature.signers[0].subject;
  return subject.organisation.empty() ? subject.common_name : subject.organisation;
}

bool IsSelfSigned(const authenticode::Signature& signature) {
  if (signature.signers.empty()) return false;
  const authenticode::Signer& signer = signature.signers[0];
  return signer.subject.common_name == signer.issuer.common_name &&
         signer.subject.organisation == signer.issuer.organisation;
}

bool IsStuffed(const authenticode::Signature& signature) {
  return signature.slack.bytes > kOrdinarySlackBytes &&
         signature.slack.nonzero > kOrdinarySlackBytes;
}

}  // namespace noroshi::scan
