// Reads and checks the signature of a PE file.
#pragma once

#include "evidence/authenticode/signature.h"
#include "evidence/authenticode/trust_store.h"
#include "evidence/pe/pe_image.h"
#include "evidence/pe/pe_view.h"

namespace noroshi::authenticode {

// Looks at every entry of the certificate table; hashes the file once for each digest algorithm
// that a signer used (300 MB/s and more). `trust` may be null: then chains stay kUnknown. Never
// fails: what cannot be read is said in Signature::damage. Threads: one view, one thread; `trust`
// may be shared.
[[nodiscard]] Signature ReadSignature(pe::PeView& view, const pe::PeImage& image,
                                      const TrustStore* trust);

}  // namespace noroshi::authenticode
