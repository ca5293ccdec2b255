// OpenFolder: the plain bytes of one folder of a 7z archive, its coders undone one after the other.
//
//   slice of the file -> AES -> LZMA, with the filters behind it, or inflate, bunzip2, nothing
#pragma once

#include <memory>

#include "evidence/sevenzip/coder_streams.h"
#include "evidence/sevenzip/directory.h"
#include "evidence/sevenzip/key_ring.h"

namespace noroshi::sevenzip {

// What folders are read from; all are shared.
struct FolderInput {
  std::shared_ptr<const RereadableBytes> bytes;
  std::shared_ptr<UnpackBudget> budget;
};

// `password` is an index of `keys`; not looked at where nothing is encrypted. kUnsupported for
// coders that are not read. Errors of the content come when it is read.
Result<std::unique_ptr<ByteStream>> OpenFolder(const PackFolder& folder, const FolderInput& input,
                                               KeyRing& keys, std::size_t password);

// Does any coder leave fewer bytes than there were? Then a wrong key is noticed at once.
[[nodiscard]] bool IsCompressed(const PackFolder& folder) noexcept;

}  // namespace noroshi::sevenzip
