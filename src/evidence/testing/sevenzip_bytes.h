// Encrypted 7z archives made for tests, byte by byte. Shares nothing with the reader.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/testing/archive_bytes.h"

namespace noroshi::testing {

// A coder as a test names it.
enum class SevenZipCoder : std::uint8_t { kCopy, kLzma, kLzma2, kDeflate, kBzip2, kX86, kDelta };

struct SevenZipPlan {
  // From the plain side to the packed one; AES is added behind them where there is a password.
  std::vector<SevenZipCoder> coders = {SevenZipCoder::kLzma2};
  std::string password;
  // The directory too is packed and, with a password, encrypted.
  bool pack_directory = true, encrypt_directory = false;
  // One folder for all members, or one each.
  bool solid = true;
  unsigned rounds_power = 4;
  std::string salt;
  // What the directory says of the first member's checksum is wrong.
  bool wrong_checksum = false;
};

// Members whose name ends in '/' become directories.
std::string MakeSevenZip(const std::vector<MemberBytes>& members, const SevenZipPlan& plan);

// The directory as it is before packing, between the bytes of an archive, for tests that break it.
std::string WrapSevenZipDirectory(const std::string& packed, const std::string& directory);

}  // namespace noroshi::testing
