#include "scan/file_profile.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

#include "evidence/pe/byte_histogram.h"

namespace noroshi::scan {
namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 20;

struct ContextFree {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

// One digest under way; stays empty where this system's OpenSSL does not have it.
class RunningDigest {
 public:
  explicit RunningDigest(const EVP_MD* algorithm) : context_(EVP_MD_CTX_new()) {
    works_ = algorithm != nullptr && context_ != nullptr &&
             EVP_DigestInit_ex(context_.get(), algorithm, nullptr) == 1;
  }
  void Add(Bytes bytes) {
    works_ = works_ && EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1;
  }
  [[nodiscard]] std::string Hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (!works_ || EVP_DigestFinal_ex(context_.get(), digest.data(), &size) != 1) return {};
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : std::span(digest).first(size)) {
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    }
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, ContextFree> context_;
  bool works_ = false;
};

// Entropy of equal parts, the last of which takes what is left.
class EntropyStrip {
 public:
  explicit EntropyStrip(std::uint64_t size)
      : parts_(static_cast<std::size_t>(
            std::clamp<std::uint64_t>(size / kLeastStripBytes, 1, kStripParts))),
        part_bytes_(std::max<std::uint64_t>(size / parts_.size(), 1)) {}

  void Add(std::uint64_t offset, Bytes bytes) {
    while (!bytes.empty()) {
      const std::uint64_t part = std::min<std::uint64_t>(offset / part_bytes_, parts_.size() - 1);
      const bool last = part + 1 == parts_.size();
      const std::uint64_t room = last ? bytes.size() : (part + 1) * part_bytes_ - offset;
      const Bytes piece =
          bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(room, bytes.size())));
      parts_[static_cast<std::size_t>(part)].Add(piece);
      bytes = bytes.subspan(piece.size());
      offset += piece.size();
    }
  }
  [[nodiscard]] std::vector<double> Values() const {
    std::vector<double> values;
    for (const pe::ByteHistogram& part : parts_) values.push_back(part.Entropy());
    return values;
  }

 private:
  std::vector<pe::ByteHistogram> parts_;
  std::uint64_t part_bytes_;
};

// Calls `take` with piece after piece of the range; false when it cannot be read to its end.
template <class Take>
bool ReadRange(const RereadableBytes& bytes, std::uint64_t from, std::uint64_t size,
               const Take& take) {
  std::vector<std::uint8_t> buffer(
      static_cast<std::size_t>(std::min<std::uint64_t>(size, kReadBytes)));
  for (std::uint64_t done = 0; done < size;) {
    const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(size - done, kReadBytes));
    const Result<std::size_t> got = bytes.ReadAgain(from + done, std::span(buffer).first(want));
    if (!got.ok() || *got == 0) return false;
    take(done, Bytes(buffer).first(*got));
    done += *got;
  }
  return true;
}

double EntropyOf(const RereadableBytes& bytes, const pe::PeSection& section) {
  pe::ByteHistogram histogram;
  const std::uint64_t end = bytes.size();
  if (section.raw_offset >= end) return 0;
  const std::uint64_t size = std::min<std::uint64_t>(section.raw_size, end - section.raw_offset);
  ReadRange(bytes, section.raw_offset, size,
            [&](std::uint64_t, Bytes piece) { histogram.Add(piece); });
  return histogram.Entropy();
}

}  // namespace

void MeasureBytes(const RereadableBytes& bytes, FileProfile& profile) {
  profile.size = bytes.size();
  if (profile.size > kMostProfileBytes) return;
  RunningDigest md5(EVP_md5()), sha1(EVP_sha1()), sha256(EVP_sha256());
  pe::ByteHistogram all;
  EntropyStrip strip(profile.size);
  const bool whole = ReadRange(bytes, 0, profile.size, [&](std::uint64_t offset, Bytes piece) {
    for (RunningDigest* digest : {&md5, &sha1, &sha256}) digest->Add(piece);
    all.Add(piece);
    strip.Add(offset, piece);
  });
  if (!whole) return;
  profile.md5 = md5.Hex();
  profile.sha1 = sha1.Hex();
  profile.sha256 = sha256.Hex();
  profile.entropy = all.Entropy();
  profile.entropy_along = strip.Values();
}

std::vector<FileProfile> ProfileFile(const ScanFile& file, const std::set<std::string>& wanted,
                                     const ScanOptions& options) {
  std::vector<FileProfile> profiles;
  const ScanContent* current = nullptr;  // of the last profile; as long as it is examined
  ScanOptions again;
  again.trust = options.trust;
  again.read = options.read;
  again.open_archives = options.open_archives;
  again.only_known_forms = options.only_known_forms;
  again.look_inside = false;
  again.visit_content = [&](const ScanContent& content) {
    current = nullptr;
    if (!wanted.contains(content.path)) return;
    current = &content;
    FileProfile& profile = profiles.emplace_back();
    profile.path = content.path;
    if (!content.is_cut) MeasureBytes(content.bytes, profile);
  };
  again.visit_program = [&](const std::string& shown, const pe::PeImage& image,
                            const authenticode::Signature& signature) {
    if (current == nullptr || current->path != shown) return;
    FileProfile& profile = profiles.back();
    profile.image = image;
    profile.signature = signature;
    for (const pe::PeSection& section : image.sections) {
      profile.section_entropy.push_back(EntropyOf(current->bytes, section));
    }
  };
  static_cast<void>(FileExaminer(again).Examine(file));
  return profiles;
}

}  // namespace noroshi::scan
