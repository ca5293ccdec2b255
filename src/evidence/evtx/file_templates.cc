#include "evidence/evtx/file_templates.h"

#include "evidence/evtx/chunk.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kTableAt = 384;
constexpr std::size_t kBuckets = 32;
constexpr std::size_t kGuidAt = 4;

// The definitions of a real log take some hundred kilobytes.
constexpr std::size_t kMaxBytes = 16 << 20;

}  // namespace

std::size_t FileTemplates::AddDefinition(Bytes chunk, std::uint32_t offset) {
  const auto id = LoadOrZero<std::uint32_t>(chunk, offset + kGuidAt);
  if (by_id_.contains(id)) return 0;
  auto found = std::make_unique<Template>();
  const bool whole = ReadDefinition(chunk, offset, id, found->guid, found->fragment) &&
                     found->fragment.issues.empty();
  const std::size_t cost = found->fragment.MemoryBytes();
  if (whole) {
    bytes_ += cost;
    by_id_.emplace(id, std::move(found));
  }
  return cost;
}

void FileTemplates::AddChunk(Bytes chunk) {
  std::size_t spent = 0;
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    auto offset = LoadOrZero<std::uint32_t>(chunk, kTableAt + bucket * sizeof(std::uint32_t));
    while (offset != 0 && bytes_ < kMaxBytes && spent < kMaxChunkDefinitionBytes) {
      spent += AddDefinition(chunk, offset);
      // Chains go down; one that does not is a loop (E-4.5).
      const auto next = LoadOrZero<std::uint32_t>(chunk, offset);
      offset = next < offset ? next : 0;
    }
  }
}

void FileTemplates::Build(const SlotReader& slots) {
  slots.ForEach([this](std::uint64_t, Bytes slot) {
    if (ClassifySlot(slot) == SlotKind::kChunk) AddChunk(slot);
  });
}

const Template* FileTemplates::Find(std::uint32_t template_id) const noexcept {
  const auto it = by_id_.find(template_id);
  return it == by_id_.end() ? nullptr : it->second.get();
}

}  // namespace noroshi::evtx
