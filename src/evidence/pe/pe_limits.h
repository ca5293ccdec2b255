// How much of a file's claims is followed. Ordinary files stay far below; a file that goes beyond
// is read up to the limit and the oddity says so. Together they bound memory and time per file.
#pragma once

#include <cstddef>
#include <cstdint>

namespace noroshi::pe {

// The loader takes 96 or fewer.
inline constexpr std::size_t kMaxSections = 2'048;
inline constexpr std::size_t kMaxImportedDlls = 4'096;
// Of all DLLs together.
inline constexpr std::size_t kMaxImportedFunctions = 131'072;
// Ordinals are 16 bits.
inline constexpr std::size_t kMaxExports = 65'536;
inline constexpr std::size_t kMaxResources = 16'384;
inline constexpr std::size_t kMaxResourceFolders = 16'384;
// C++ names are long.
inline constexpr std::size_t kMaxNameBytes = 8'192;
// Its own length field has 16 bits.
inline constexpr std::size_t kMaxVersionBytes = 65'536;
// Of all languages, about.
inline constexpr std::size_t kMaxVersionStrings = 1'024;
inline constexpr std::size_t kMaxCertificates = 64;
inline constexpr std::size_t kMaxDebugEntries = 64;
inline constexpr std::size_t kMaxTlsCallbacks = 256;
inline constexpr std::size_t kMaxRichEntries = 256;

}  // namespace noroshi::pe
