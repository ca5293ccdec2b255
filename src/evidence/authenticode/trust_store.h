// TrustStore: the root certificates that chains are held against.
//
// Load once, then safe from any thread: OpenSSL counts references and locks the store. The system's
// certificates are read when a chain is first looked at: that takes as long as rules take to load,
// and most evidence has no signed program.
#pragma once

#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"

namespace noroshi::authenticode {

class TrustStore {
 public:
  // The system's certificates, or those of the files given (PEM, any number in one). kNotFound,
  // kInvalid for a file that holds no certificate. `now`, in seconds since 1970, is what signatures
  // without a timestamp are judged by.
  static Result<TrustStore> Load(const std::vector<std::string>& pem_files, std::int64_t now);

  // Borrowed; OpenSSL wants it without const and locks it itself.
  [[nodiscard]] X509_STORE* get() const;
  [[nodiscard]] std::int64_t now() const noexcept { return now_; }

 private:
  struct Free {
    void operator()(X509_STORE* store) const noexcept { X509_STORE_free(store); }
  };
  std::unique_ptr<X509_STORE, Free> store_;
  std::unique_ptr<std::once_flag> system_;  // null: files were given
  std::int64_t now_ = 0;
};

}  // namespace noroshi::authenticode
