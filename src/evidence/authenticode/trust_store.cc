#include "evidence/authenticode/trust_store.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <unistd.h>

namespace noroshi::authenticode {

Result<TrustStore> TrustStore::Load(const std::vector<std::string>& pem_files, std::int64_t now) {
  TrustStore trust;
  trust.now_ = now;
  trust.store_.reset(X509_STORE_new());
  if (trust.store_ == nullptr) return Error{ErrorCode::kLimit, 0, "trust store", {}};
  if (pem_files.empty()) trust.system_ = std::make_unique<std::once_flag>();
  for (const std::string& path : pem_files) {
    if (access(path.c_str(), R_OK) != 0) return Error{ErrorCode::kNotFound, 0, "root", path};
    if (X509_STORE_load_file(trust.store_.get(), path.c_str()) != 1) {
      ERR_clear_error();
      return Error{ErrorCode::kInvalid, 0, "root certificates", path};
    }
  }
  ERR_clear_error();
  return trust;
}

X509_STORE* TrustStore::get() const {
  if (system_ != nullptr) {
    std::call_once(*system_, [this] {
      X509_STORE_set_default_paths(store_.get());
      ERR_clear_error();
    });
  }
  return store_.get();
}

}  // namespace noroshi::authenticode
