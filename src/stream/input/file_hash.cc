#include "stream/input/file_hash.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <span>
#include <vector>

#include "stream/output/output_file.h"

namespace noroshi {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;

struct ContextFree {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

std::string ToHexText(std::span<const unsigned char> bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

// Feeds the whole file; returns 0 or an errno.
int Digest(int descriptor, EVP_MD_CTX* context) {
  std::vector<unsigned char> block(kReadBytes);
  for (;;) {
    const ssize_t got = ::read(descriptor, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    EVP_DigestUpdate(context, block.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

Result<std::string> Sha256OfFile(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return IoError(path, errno);
  const std::unique_ptr<EVP_MD_CTX, ContextFree> context(EVP_MD_CTX_new());
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  const int error = Digest(descriptor, context.get());
  ::close(descriptor);
  if (error != 0) return IoError(path, error);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_DigestFinal_ex(context.get(), digest, &size);
  return ToHexText({digest, size});
}

}  // namespace noroshi
