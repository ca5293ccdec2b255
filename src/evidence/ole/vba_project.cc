#include "evidence/ole/vba_project.h"

#include <algorithm>
#include <bit>
#include <string_view>

namespace noroshi::ole {
namespace {

constexpr std::size_t kChunkBytes = 4'096;
constexpr std::size_t kMostDirBytes = std::size_t{1} << 20;

// Records of the `dir` stream that are wanted.
constexpr std::uint16_t kModuleStreamName = 0x001A, kModuleOffset = 0x0031, kModuleEnd = 0x002B,
                        kProjectVersion = 0x0009;

// One chunk, appended to `out`: flags of eight tokens each, a token is a byte or a copy of what
// came before it in this chunk.
void DecompressChunk(Bytes chunk, std::string& out, std::size_t limit) {
  const std::size_t begin = out.size();
  std::size_t at = 0;
  while (at < chunk.size() && out.size() < limit) {
    const std::uint8_t flags = chunk[at++];
    for (int bit = 0; bit < 8 && at < chunk.size() && out.size() < limit; ++bit) {
      if ((flags >> bit & 1) == 0) {
        out += static_cast<char>(chunk[at++]);
        continue;
      }
      if (chunk.size() - at < 2) return;
      const std::uint32_t token = LoadUnchecked<std::uint16_t>(chunk.data() + at);
      at += 2;
      const auto done = static_cast<std::uint32_t>(out.size() - begin);
      if (done == 0) return;
      const int width = std::max(4, static_cast<int>(std::bit_width(done - 1)));
      const std::uint32_t length = (token & (0xFFFFU >> width)) + 3;
      const std::uint32_t back = (token >> (16 - width)) + 1;
      if (back > done || width > 12) return;
      for (std::uint32_t i = 0; i < length && out.size() < limit; ++i)
        out += out[out.size() - back];
    }
  }
}

// Where the source begins in each module's stream.
std::vector<std::pair<std::string, std::uint32_t>> ModulesOf(std::string_view dir) {
  std::vector<std::pair<std::string, std::uint32_t>> modules;
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(dir.data()), dir.size());  // NOLINT
  ByteReader in(bytes);
  std::string name;
  std::uint32_t offset = 0;
  std::uint16_t id = 0;
  std::uint32_t size = 0;
  while (modules.size() < kMaxVbaModules && in.TryRead(id) && in.TryRead(size)) {
    Bytes body;
    // This record's size is not that of its body.
    if (id == kProjectVersion) size = 6;
    if (!in.TryTake(size, body)) break;
    if (id == kModuleStreamName) name.assign(body.begin(), body.end());
    if (id == kModuleOffset) offset = LoadOrZero<std::uint32_t>(body, 0);
    if (id == kModuleEnd) modules.emplace_back(std::move(name), offset);
  }
  return modules;
}

}  // namespace

std::string DecompressVba(Bytes container, std::size_t limit) {
  std::string out;
  if (container.empty() || container[0] != 1) return out;
  std::size_t at = 1;
  while (container.size() - at >= 2 && out.size() < limit) {
    const auto header = LoadUnchecked<std::uint16_t>(container.data() + at);
    at += 2;
    if ((header >> 12 & 7) != 3) break;
    const std::size_t size = std::min<std::size_t>((header & 0xFFFU) + 1, container.size() - at);
    const Bytes chunk = container.subspan(at, size);
    at += size;
    if ((header & 0x8000) != 0) {
      DecompressChunk(chunk, out, std::min(limit, out.size() + kChunkBytes));
    } else {
      out.append(chunk.begin(), chunk.end());
    }
  }
  out.resize(std::min(out.size(), limit));
  return out;
}

std::vector<VbaModule> ReadVbaModules(const OleFile& file) {
  std::vector<VbaModule> modules;
  const OleEntry* const dir = file.FindEnding("VBA/dir");
  if (dir == nullptr) return modules;
  const std::string folder = dir->path.substr(0, dir->path.size() - 3);
  std::size_t left = kMaxVbaSourceBytes;
  const auto listed = ModulesOf(DecompressVba(file.Read(*dir, kMostDirBytes), kMostDirBytes));
  for (const auto& [name, offset] : listed) {
    const OleEntry* const stream = file.FindEnding(folder + name);
    if (stream == nullptr) continue;
    const std::vector<std::uint8_t> bytes = file.Read(*stream, kMaxVbaStreamBytes);
    if (offset >= bytes.size()) continue;
    modules.push_back({name, DecompressVba(Bytes(bytes).subspan(offset), left)});
    left -= std::min(left, modules.back().source.size());
  }
  return modules;
}

}  // namespace noroshi::ole
