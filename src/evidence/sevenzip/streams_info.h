// StreamsInfo: how the bytes of a 7z archive are packed. Packed bytes go through a chain of coders
// and come out as a folder; a folder is the contents of one or more members, one after the other.
//
//   packed bytes -> AES -> LZMA2 -> x86 branches -> folder = member | member | member
//
// Source: 7zFormat.txt and Methods.txt of the 7-Zip SDK (public domain). Plain data; parsing is
// pure and safe from any thread. Cost: linear in the bytes, which bound every count.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::sevenzip {

// Of one archive. Each costs some hundred bytes of memory.
inline constexpr std::size_t kMaxFolders = 250'000;
inline constexpr std::size_t kMaxFolderParts = 1'000'000;
// Of one folder; 7-Zip takes as many.
inline constexpr std::size_t kMaxCoders = 32;

enum class CoderMethod : std::uint8_t {
  kUnknown,  // or one that we do not read
  kCopy,
  kLzma,
  kLzma2,
  kDeflate,
  kDeflate64,
  kBzip2,
  kPpmd,
  kBcj2,
  kAes,
  kDelta,
  // Addresses of branches in programs of that machine made relative again.
  kX86,
  kPowerPc,
  kIa64,
  kArm,
  kArmThumb,
  kSparc,
  kArm64,
};

struct PackCoder {
  CoderMethod method = CoderMethod::kUnknown;
  std::uint64_t id = 0;  // as the archive writes it
  std::vector<std::uint8_t> properties;
  std::uint64_t unpacked_bytes = 0;
  std::size_t inputs = 1, outputs = 1;
};

// The output of one coder is the input of another. Inputs and outputs are numbered over the coders.
struct CoderBond {
  std::uint64_t in = 0, out = 0;
};

// A folder's coders as they are written, in no order.
struct CoderGraph {
  std::vector<PackCoder> coders;
  std::vector<CoderBond> bonds;
  std::size_t inputs = 0, outputs = 0;
  std::size_t main_output = 0;  // the one that no coder reads
  // The inputs that read packed streams, in the order of those, and how long the streams are.
  std::vector<std::uint64_t> packed_inputs, packed_sizes;

  [[nodiscard]] std::size_t packed_streams() const { return inputs - bonds.size(); }
};

// A run of bytes of a folder that is one member.
struct FolderPart {
  std::uint64_t size = 0;
  std::optional<std::uint32_t> crc;
};

struct PackFolder {
  // From the packed bytes to the folder's; empty where they are no chain of coders that we undo.
  std::vector<PackCoder> chain;
  // Where the chain is empty.
  std::shared_ptr<const CoderGraph> graph;
  bool encrypted = false;
  // From the end of the signature header, in the file.
  std::uint64_t packed_at = 0, packed_bytes = 0;
  std::uint64_t unpacked_bytes = 0;
  std::optional<std::uint32_t> crc;
  std::vector<FolderPart> parts;
};

// Do we undo such a chain ourselves?
[[nodiscard]] bool IsReadable(std::span<const PackCoder> chain) noexcept;

// "PPMd", "RISCV", or the number: what a person would look for.
[[nodiscard]] std::string MethodName(std::uint64_t id);

struct StreamsInfo {
  std::vector<PackFolder> folders;
};

// REQUIRES: `in` stands behind the property id of the streams. Packed bytes lie in the first
// `area_bytes` behind the signature header.
Result<StreamsInfo> ReadStreamsInfo(ByteReader& in, std::uint64_t area_bytes);

}  // namespace noroshi::sevenzip
