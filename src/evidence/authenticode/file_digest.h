// The Authenticode digest of a PE file: of all its bytes but three places that signing itself
// changes: the checksum, the directory entry of the certificate table, and the table.
// Microsoft, "Windows Authenticode Portable Executable Signature Format", "Calculating the PE Image
// Hash".
//
// So a signature can be put into the file that it is over. What lies behind the table counts; what
// lies inside the table beside the signature is covered by nothing: see Slack (signature.h).
#pragma once

#include <openssl/evp.h>

#include <optional>
#include <vector>

#include "evidence/pe/pe_image.h"
#include "evidence/pe/pe_view.h"

namespace noroshi::authenticode {

// Nullopt when the file cannot be read. Cost: one pass over the file.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> FileDigest(pe::PeView& view,
                                                                  const pe::PeImage& image,
                                                                  const EVP_MD* algorithm);

}  // namespace noroshi::authenticode
