// Long base64 texts in memory that hold what an implant keeps so: a key, a program, a .NET
// resource.
//
// Pure, safe from any thread. Cost: one pass, and decoding of runs of kLeastEncoded characters.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::scan {

enum class EncodedKind : std::uint8_t {
  kWindowsKey,  // PUBLICKEYBLOB or PRIVATEKEYBLOB of RSA
  kRsaKey,      // the DER form: SubjectPublicKeyInfo or RSAPublicKey
  kProgram,     // a PE file
  kDotNetResource,
};
// "rsa_key_of_windows", "rsa_key", "program", "dotnet_resource".
[[nodiscard]] std::string_view EncodedKindName(EncodedKind kind) noexcept;

struct EncodedContent {
  EncodedKind kind{};
  std::size_t offset = 0, bytes = 0;  // of the text
  bool is_wide = false;               // UTF-16
};

// An RSA key of 1,024 bits has some 150 characters.
inline constexpr std::size_t kLeastEncoded = 150;
inline constexpr std::size_t kMostEncodedKept = 32;

// Appends what is found, by place.
void FindEncodedContent(Bytes bytes, std::vector<EncodedContent>& contents);

}  // namespace noroshi::scan
