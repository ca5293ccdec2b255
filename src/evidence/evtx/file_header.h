// The EVTX file header (EVTX spec, section 1). Only its signature matters: chunk counts and chunk
// numbers are stale in dirty files and are never used for reading (E-1.2).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"
#include "event/damage.h"

namespace noroshi::evtx {

// The first chunk is behind it.
inline constexpr std::size_t kFileHeaderBytes = 4'096;

[[nodiscard]] bool HasFileSignature(Bytes bytes) noexcept;

// Reports what is odd about a header whose signature is right: a wrong checksum, sizes that are not
// the expected ones. `bytes` is the file's beginning, up to kFileHeaderBytes of it.
void CheckFileHeader(Bytes bytes, DamageSink& damage);

}  // namespace noroshi::evtx
