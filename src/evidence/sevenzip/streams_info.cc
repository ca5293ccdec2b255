#include "evidence/sevenzip/streams_info.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evidence/sevenzip/number.h"
#include "evidence/sevenzip/property_id.h"

namespace noroshi::sevenzip {
namespace {

struct MethodRow {
  std::uint64_t id;
  CoderMethod method;
};

constexpr std::array<MethodRow, 23> kMethods = {{
    {0x00, CoderMethod::kCopy},          {0x03, CoderMethod::kDelta},
    {0x04, CoderMethod::kX86},           {0x05, CoderMethod::kPowerPc},
    {0x06, CoderMethod::kIa64},          {0x07, CoderMethod::kArm},
    {0x08, CoderMethod::kArmThumb},      {0x09, CoderMethod::kSparc},
    {0x0A, CoderMethod::kArm64},         {0x21, CoderMethod::kLzma2},
    {0x030101, CoderMethod::kLzma},      {0x03030103, CoderMethod::kX86},
    {0x03030205, CoderMethod::kPowerPc}, {0x03030401, CoderMethod::kIa64},
    {0x03030501, CoderMethod::kArm},     {0x03030701, CoderMethod::kArmThumb},
    {0x03030805, CoderMethod::kSparc},   {0x040108, CoderMethod::kDeflate},
    {0x040202, CoderMethod::kBzip2},     {0x06F10701, CoderMethod::kAes},
    {0x040109, CoderMethod::kDeflate64}, {0x030401, CoderMethod::kPpmd},
    {0x0303011B, CoderMethod::kBcj2},
}};

CoderMethod MethodOf(std::uint64_t id) noexcept {
  for (const MethodRow& row : kMethods) {
    if (row.id == id) return row.method;
  }
  return CoderMethod::kUnknown;
}

struct PackedAreas {
  std::uint64_t at = 0;
  std::vector<std::uint64_t> sizes;
};

Status Expect(ByteReader& in, std::uint64_t id) {
  NOROSHI_TRY(const std::uint64_t got, ReadNumber(in));
  if (got != id) return BadDirectory(in, "a part is missing or in the wrong place");
  return Ok();
}

// Lists of data that lie elsewhere in the archive; no writer makes them.
Status ExpectInline(ByteReader& in) {
  NOROSHI_TRY(const std::uint8_t external, in.U8(kDirectoryName));
  if (external != 0) return BadDirectory(in, "a part of it lies elsewhere");
  return Ok();
}

Result<PackedAreas> ReadPackInfo(ByteReader& in) {
  PackedAreas areas;
  NOROSHI_TRY(areas.at, ReadNumber(in));
  NOROSHI_TRY(const std::size_t count, ReadCount(in, kMaxFolders * 4));
  for (;;) {
    NOROSHI_TRY(const std::uint64_t id, ReadNumber(in));
    if (id == kIdEnd) break;
    if (id == kIdCrc) {
      NOROSHI_TRY([[maybe_unused]] const auto digests, ReadDigests(in, count));
      continue;
    }
    if (id != kIdSize || !areas.sizes.empty()) return BadDirectory(in, "packed streams");
    for (std::size_t i = 0; i < count; ++i) {
      NOROSHI_TRY(const std::uint64_t size, ReadNumber(in));
      areas.sizes.push_back(size);
    }
  }
  if (areas.sizes.size() != count) return BadDirectory(in, "packed streams without their sizes");
  return areas;
}

Result<PackCoder> ReadCoder(ByteReader& in, CoderGraph& graph) {
  constexpr unsigned kIdBytes = 0x0F, kIsComplex = 0x10, kHasProperties = 0x20, kReserved = 0xC0;
  PackCoder coder;
  NOROSHI_TRY(const std::uint8_t flags, in.U8(kDirectoryName));
  const std::size_t id_bytes = flags & kIdBytes;
  if (id_bytes > sizeof(coder.id) || (flags & kReserved) != 0) return BadDirectory(in, "a coder");
  NOROSHI_TRY(const Bytes id, in.Take(id_bytes, kDirectoryName));
  for (const std::uint8_t byte : id) coder.id = coder.id << 8 | byte;
  coder.method = MethodOf(coder.id);
  std::size_t inputs = 1, outputs = 1;
  if ((flags & kIsComplex) != 0) {
    NOROSHI_TRY(inputs, ReadCount(in, kMaxCoders));
    NOROSHI_TRY(outputs, ReadCount(in, kMaxCoders));
  }
  if ((flags & kHasProperties) != 0) {
    NOROSHI_TRY(const std::uint64_t size, ReadNumber(in));
    if (size > in.remaining()) return BadDirectory(in, "properties of a coder");
    NOROSHI_TRY(const Bytes bytes, in.Take(static_cast<std::size_t>(size), kDirectoryName));
    coder.properties.assign(bytes.begin(), bytes.end());
  }
  graph.inputs += inputs;
  graph.outputs += outputs;
  coder.inputs = inputs;
  coder.outputs = outputs;
  return coder;
}

// The only input that reads no coder's output.
std::uint64_t FreeInput(const CoderGraph& graph) {
  std::uint64_t input = 0;
  const auto is_bound = [&] {
    return std::any_of(graph.bonds.begin(), graph.bonds.end(),
                       [input](const CoderBond& one) { return one.in == input; });
  };
  while (input < graph.inputs && is_bound()) ++input;
  return input;
}

Result<CoderGraph> ReadGraph(ByteReader& in) {
  CoderGraph graph;
  NOROSHI_TRY(const std::size_t coders, ReadCount(in, kMaxCoders));
  for (std::size_t i = 0; i < coders; ++i) {
    NOROSHI_TRY(PackCoder coder, ReadCoder(in, graph));
    graph.coders.push_back(std::move(coder));
  }
  if (graph.outputs == 0 || graph.inputs < graph.outputs - 1) return BadDirectory(in, "a folder");
  std::vector<bool> is_read(graph.outputs);
  for (std::size_t i = 0; i + 1 < graph.outputs; ++i) {
    CoderBond bond;
    NOROSHI_TRY(bond.in, ReadNumber(in));
    NOROSHI_TRY(bond.out, ReadNumber(in));
    if (bond.in >= graph.inputs || bond.out >= graph.outputs) return BadDirectory(in, "a folder");
    is_read[static_cast<std::size_t>(bond.out)] = true;
    graph.bonds.push_back(bond);
  }
  const auto main = std::find(is_read.begin(), is_read.end(), false);
  if (main == is_read.end()) return BadDirectory(in, "a folder whose coders go in circles");
  graph.main_output = static_cast<std::size_t>(main - is_read.begin());
  for (std::size_t i = 0; graph.packed_streams() > 1 && i < graph.packed_streams(); ++i) {
    NOROSHI_TRY(const std::uint64_t input, ReadNumber(in));
    graph.packed_inputs.push_back(input);
  }
  if (graph.packed_streams() == 1) graph.packed_inputs.push_back(FreeInput(graph));
  return graph;
}

bool IsSimple(const CoderGraph& graph) {
  return graph.inputs == graph.coders.size() && graph.outputs == graph.coders.size() &&
         graph.packed_streams() == 1;
}

// From the output that is the folder's, backwards; empty where it is no chain.
std::vector<PackCoder> ChainOf(const CoderGraph& graph) {
  std::vector<PackCoder> chain;
  if (!IsSimple(graph)) return chain;
  std::uint64_t at = graph.main_output;
  while (chain.size() < graph.coders.size()) {
    chain.push_back(graph.coders[static_cast<std::size_t>(at)]);
    const auto bond = std::find_if(graph.bonds.begin(), graph.bonds.end(),
                                   [at](const CoderBond& one) { return one.in == at; });
    if (bond == graph.bonds.end()) break;
    at = bond->out;
  }
  if (chain.size() != graph.coders.size()) chain.clear();
  std::reverse(chain.begin(), chain.end());
  return chain;
}

// Sizes are written for every output of every folder, behind the folders.
Result<PackFolder> FinishFolder(ByteReader& in, CoderGraph graph) {
  PackFolder folder;
  for (std::size_t i = 0; i < graph.outputs; ++i) {
    NOROSHI_TRY(const std::uint64_t size, ReadNumber(in));
    if (i == graph.main_output) folder.unpacked_bytes = size;
    if (i < graph.coders.size()) graph.coders[i].unpacked_bytes = size;
  }
  folder.encrypted =
      std::any_of(graph.coders.begin(), graph.coders.end(),
                  [](const PackCoder& coder) { return coder.method == CoderMethod::kAes; });
  folder.chain = ChainOf(graph);
  if (!IsReadable(folder.chain)) {
    folder.chain.clear();
    folder.graph = std::make_shared<const CoderGraph>(std::move(graph));
  }
  return folder;
}

Status PlaceFolder(ByteReader& in, const PackedAreas& areas, std::uint64_t area_bytes,
                   std::size_t streams, std::size_t& next, std::uint64_t& at, PackFolder& folder) {
  if (areas.sizes.size() - next < streams) return BadDirectory(in, "a folder without its bytes");
  folder.packed_at = at;
  for (std::size_t i = 0; i < streams; ++i) {
    const std::uint64_t size = areas.sizes[next++];
    if (at > area_bytes || size > area_bytes - at) {
      return BadDirectory(in, "packed bytes that lie outside the archive");
    }
    at += size;
    folder.packed_bytes += size;
  }
  return Ok();
}

Result<StreamsInfo> ReadUnpackInfo(ByteReader& in, const PackedAreas& areas,
                                   std::uint64_t area_bytes) {
  NOROSHI_TRY([[maybe_unused]] const Done folder_id, Expect(in, kIdFolder));
  NOROSHI_TRY(const std::size_t count, ReadCount(in, kMaxFolders));
  NOROSHI_TRY([[maybe_unused]] const Done is_inline, ExpectInline(in));
  std::vector<CoderGraph> graphs;
  for (std::size_t i = 0; i < count; ++i) {
    NOROSHI_TRY(CoderGraph graph, ReadGraph(in));
    graphs.push_back(std::move(graph));
  }
  NOROSHI_TRY([[maybe_unused]] const Done sizes_id, Expect(in, kIdUnpackSizes));
  StreamsInfo info;
  std::size_t next = 0;
  std::uint64_t at = areas.at;
  for (CoderGraph& graph : graphs) {
    const std::size_t streams = graph.packed_streams();
    const std::size_t left = areas.sizes.size() - next;
    for (std::size_t i = 0; i < std::min(streams, left); ++i) {
      graph.packed_sizes.push_back(areas.sizes[next + i]);
    }
    NOROSHI_TRY(PackFolder folder, FinishFolder(in, std::move(graph)));
    NOROSHI_TRY([[maybe_unused]] const Done placed,
                PlaceFolder(in, areas, area_bytes, streams, next, at, folder));
    info.folders.push_back(std::move(folder));
  }
  for (;;) {
    NOROSHI_TRY(const std::uint64_t id, ReadNumber(in));
    if (id == kIdEnd) return info;
    if (id != kIdCrc) return BadDirectory(in, "folders");
    NOROSHI_TRY(const auto digests, ReadDigests(in, count));
    for (std::size_t i = 0; i < count; ++i) info.folders[i].crc = digests[i];
  }
}

// The last part is what the others leave of the folder.
Status ReadPartSizes(ByteReader& in, std::size_t parts, bool has_sizes, PackFolder& folder) {
  if (parts == 0) return Ok();
  if (parts > 1 && !has_sizes) return BadDirectory(in, "members without their sizes");
  std::uint64_t left = folder.unpacked_bytes;
  for (std::size_t i = 0; i + 1 < parts; ++i) {
    NOROSHI_TRY(const std::uint64_t size, ReadNumber(in));
    if (size > left) return BadDirectory(in, "members larger than their folder");
    left -= size;
    folder.parts.push_back({size, std::nullopt});
  }
  folder.parts.push_back({left, std::nullopt});
  if (parts == 1) folder.parts.front().crc = folder.crc;
  return Ok();
}

Status ReadPartDigests(ByteReader& in, StreamsInfo& info) {
  std::vector<FolderPart*> without;
  for (PackFolder& folder : info.folders) {
    for (FolderPart& part : folder.parts) {
      if (!part.crc) without.push_back(&part);
    }
  }
  NOROSHI_TRY(const auto digests, ReadDigests(in, without.size()));
  for (std::size_t i = 0; i < without.size(); ++i) without[i]->crc = digests[i];
  return Ok();
}

Result<std::vector<std::size_t>> ReadPartCounts(ByteReader& in, std::size_t folders) {
  std::vector<std::size_t> counts;
  std::size_t all = 0;
  for (std::size_t i = 0; i < folders; ++i) {
    NOROSHI_TRY(const std::size_t count, ReadCount(in, kMaxFolderParts - all));
    all += count;
    counts.push_back(count);
  }
  return counts;
}

Status ReadSubStreams(ByteReader& in, StreamsInfo& info) {
  std::vector<std::size_t> counts(info.folders.size(), 1);
  NOROSHI_TRY(std::uint64_t id, ReadNumber(in));
  if (id == kIdPartCounts) {
    NOROSHI_TRY(counts, ReadPartCounts(in, info.folders.size()));
    NOROSHI_TRY(id, ReadNumber(in));
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    NOROSHI_TRY([[maybe_unused]] const Done sizes,
                ReadPartSizes(in, counts[i], id == kIdSize, info.folders[i]));
  }
  if (id == kIdSize) {
    NOROSHI_TRY(id, ReadNumber(in));
  }
  if (id == kIdCrc) {
    NOROSHI_TRY([[maybe_unused]] const Done digests, ReadPartDigests(in, info));
    NOROSHI_TRY(id, ReadNumber(in));
  }
  if (id != kIdEnd) return BadDirectory(in, "members of folders");
  return Ok();
}

}  // namespace

bool IsReadable(std::span<const PackCoder> chain) noexcept {
  using enum CoderMethod;
  bool behind_lzma = false;  // liblzma's filters go with LZMA only
  for (const PackCoder& coder : chain) {
    switch (coder.method) {
      case kLzma:
      case kLzma2: behind_lzma = true; break;
      case kCopy:
      case kDeflate:
      case kDeflate64:
      case kBzip2:
      case kAes: behind_lzma = false; break;
      case kUnknown:
      case kPpmd:
      case kBcj2: return false;
      default:
        if (!behind_lzma) return false;
    }
  }
  return !chain.empty();
}

std::string MethodName(std::uint64_t id) {
  struct Row {
    std::uint64_t id;
    std::string_view name;
  };
  constexpr Row kNames[] = {
      {0x03, "Delta"},         {0x0B, "RISCV"},           {0x020302, "SWAP2"},
      {0x020304, "SWAP4"},     {0x030401, "PPMd"},        {0x0303011B, "BCJ2"},
      {0x03030103, "BCJ"},     {0x03030205, "PPC"},       {0x03030401, "IA64"},
      {0x03030501, "ARM"},     {0x03030701, "ARMT"},      {0x03030805, "SPARC"},
      {0x040109, "Deflate64"}, {0x04F71101, "Zstandard"}, {0x04F71102, "Brotli"},
      {0x04F71104, "LZ4"},     {0x0A, "ARM64"},           {0x04, "BCJ"}};
  for (const Row& row : kNames) {
    if (row.id == id) return std::string(row.name);
  }
  return fmt::format("{:X}", id);
}

Result<StreamsInfo> ReadStreamsInfo(ByteReader& in, std::uint64_t area_bytes) {
  PackedAreas areas;
  StreamsInfo info;
  NOROSHI_TRY(std::uint64_t id, ReadNumber(in));
  if (id == kIdPackInfo) {
    NOROSHI_TRY(areas, ReadPackInfo(in));
    NOROSHI_TRY(id, ReadNumber(in));
  }
  if (id == kIdUnpackInfo) {
    NOROSHI_TRY(info, ReadUnpackInfo(in, areas, area_bytes));
    NOROSHI_TRY(id, ReadNumber(in));
  }
  if (id == kIdSubStreams) {
    NOROSHI_TRY([[maybe_unused]] const Done parts, ReadSubStreams(in, info));
    NOROSHI_TRY(id, ReadNumber(in));
  } else {
    for (PackFolder& folder : info.folders) {
      folder.parts.push_back({folder.unpacked_bytes, folder.crc});
    }
  }
  if (id != kIdEnd) return BadDirectory(in, "streams");
  return info;
}

}  // namespace noroshi::sevenzip
