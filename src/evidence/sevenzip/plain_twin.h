// OpenTwin: a folder whose coders we do not undo ourselves (PPMd, BCJ2, filters without LZMA),
// through libarchive, which does, but decrypts nothing. It is shown a plain archive that has this
// folder alone: the packed streams decrypted as they are read, and a directory of our own that
// leaves the encryption out. Nothing is copied; any place of the twin can be read at any time.
//
//   archive:  [AES stream][AES stream]...   BCJ2 <- LZMA <- AES, ...
//   twin:     signature [stream][stream]... directory: BCJ2 <- LZMA, ...
#pragma once

#include <memory>

#include "evidence/sevenzip/folder_stream.h"

namespace noroshi::sevenzip {

// Can the folder be undone at all, with the right password? kInvalid, with its name, for a method
// that libarchive does not know either; kLimit for memory beyond kMaxLzmaDictionaryBytes.
Status CheckTwin(const PackFolder& folder);

// As OpenFolder. REQUIRES: folder.graph. Says what CheckTwin() says first.
Result<std::unique_ptr<ByteStream>> OpenTwin(const PackFolder& folder, const FolderInput& input,
                                             KeyRing& keys, std::size_t password);

// Does libarchive undo such a folder, where it is not encrypted?
[[nodiscard]] bool IsLibarchives(const PackFolder& folder) noexcept;

}  // namespace noroshi::sevenzip
