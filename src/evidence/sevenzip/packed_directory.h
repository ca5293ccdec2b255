// OpenDirectory: the directory of a 7z archive, unpacked and decrypted as often as it was packed.
#pragma once

#include <memory>

#include "evidence/sevenzip/directory.h"
#include "evidence/sevenzip/folder_stream.h"

namespace noroshi::sevenzip {

struct OpenedDirectory {
  SevenZipDirectory directory;
  // The directory itself was encrypted.
  bool was_encrypted = false;
};

// kUnsupported when it is encrypted and no password fits; any other error: it is damaged, or no
// archive.
Result<OpenedDirectory> OpenDirectory(const FolderInput& input, KeyRing& keys);

}  // namespace noroshi::sevenzip
