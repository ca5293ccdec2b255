// FileProfile: a content that something was found in, looked at again for a person: digests, where
// in it data look random, structure, signature.
//
// Plain values. ProfileFile is made for few files: each costs a second reading, of all bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scan/content_examiner.h"
#include "scan/file_examiner.h"

namespace noroshi::scan {

// The strip of entropy has so many parts; of a shorter file fewer, each of kLeastStripBytes.
inline constexpr std::size_t kStripParts = 64;
inline constexpr std::size_t kLeastStripBytes = 256;
// Larger files (dumps, images of disks) get no digests and no entropy: that would take longer than
// the scan.
inline constexpr std::uint64_t kMostProfileBytes = std::uint64_t{1} << 30;

struct FileProfile {
  std::string path;
  std::uint64_t size = 0;
  // Lower-case hex; "" for what is too large, cut or cannot be read again.
  std::string md5, sha1, sha256;
  double entropy = 0;                 // bits a byte
  std::vector<double> entropy_along;  // of equal parts, from the beginning
  // Of a program that could be read; both or neither.
  std::optional<pe::PeImage> image;
  std::optional<authenticode::Signature> signature;
  std::vector<double> section_entropy;  // as image->sections
};

// Digests and entropy of `bytes`. Cost: one pass.
void MeasureBytes(const RereadableBytes& bytes, FileProfile& profile);

// Profiles of those contents of `file` (itself, members of the archive that it is) whose path as
// shown is among `wanted`, in the order in which they lie there. Of `options` the trust store, the
// limits and passwords of archives and only_known_forms count. Never fails: what cannot be read is
// not among the profiles, or lacks its digests.
[[nodiscard]] std::vector<FileProfile> ProfileFile(const ScanFile& file,
                                                   const std::set<std::string>& wanted,
                                                   const ScanOptions& options);

}  // namespace noroshi::scan
