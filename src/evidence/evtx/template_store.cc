#include "evidence/evtx/template_store.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"
#include "evidence/evtx/plain_scan.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kChunkOffsets = 65'536;

// Of the structure of an inline document: real ones take about 2 KiB. Larger ones are left to the
// walker; how many there may be of the others is bounded by the chunk.
constexpr std::size_t kMaxDocumentBytes = std::size_t{64} << 10;

// What a 16-bit index can tell apart.
constexpr std::size_t kMaxKnown = 0xFFFF;

bool HoldsInstance(const Fragment& fragment) noexcept {
  return std::ranges::any_of(fragment.tokens,
                             [](const Token& token) { return token.kind == TokenKind::kInstance; });
}

}  // namespace

TemplateStore::TemplateStore() : by_offset_(kChunkOffsets) {}

void TemplateStore::BeginChunk(Bytes chunk, const TemplateFallback* fallback) {
  chunk_ = chunk;
  fallback_ = fallback;
  for (const ChunkTemplate& known : known_) by_offset_[known.offset] = 0;
  known_.clear();
  local_.clear();
  chunk_bytes_ = 0;
}

void TemplateStore::Forget() {
  by_hash_.clear();
  memo_ = {};
  shared_.clear();
  shared_bytes_ = 0;
}

const Template* TemplateStore::Keep(const Guid& guid, bool shared, std::uint64_t hash) {
  auto& owner = shared ? shared_ : local_;
  const auto serial = static_cast<std::uint32_t>(owner.size());
  owner.push_back(std::make_unique<Template>(Template{guid, std::move(scratch_), serial, shared}));
  if (shared) {
    shared_bytes_ += owner.back()->fragment.MemoryBytes();
    by_hash_.emplace(hash, owner.back().get());
  }
  return owner.back().get();
}

const Template* TemplateStore::Share(const Guid& guid) {
  const std::string_view guid_text(reinterpret_cast<const char*>(guid.data()), guid.size());
  const std::uint64_t hash = Hash64(guid_text, scratch_.Hash());
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (it->second->guid == guid && it->second->fragment.SameStructure(scratch_)) return it->second;
  }
  return Keep(guid, !HoldsInstance(scratch_), hash);
}

const Template* TemplateStore::ShareDocument(const Fragment& structure) {
  if (structure.MemoryBytes() > kMaxDocumentBytes) return nullptr;
  scratch_ = structure;
  const Template* const shared = Share(Guid{});
  return shared->shared ? shared : nullptr;
}

const Template* TemplateStore::Recall(const ChunkTemplate& found) {
  key_size_ = 0;
  Guid guid;
  DefinitionBody body;
  DamageKind why{};
  if (!FindDefinition(chunk_, found.offset, found.template_id, guid, body, why)) return nullptr;
  key_.resize(guid.size() + kMaxKeyBytes);
  std::ranges::copy(guid, key_.begin());
  PlainScan scan(chunk_, body.begin, body.end, TextRule::kConstant,
                 std::span(key_).subspan(guid.size()), {});
  if (!scan.Run()) return nullptr;
  key_size_ = guid.size() + scan.key().size();
  const Bytes key = Bytes(key_).first(key_size_);
  const Template* const* const known = memo_.Find(key, StructureMemo::HashOf(key));
  return known == nullptr ? nullptr : *known;
}

void TemplateStore::Resolve(ChunkTemplate& found) {
  if (chunk_bytes_ > kMaxChunkDefinitionBytes) return found.issues.Add(DamageKind::kBudget);
  found.definition = Recall(found);
  if (found.definition != nullptr) {
    // As if it had been parsed: a budget must not depend on what is remembered.
    chunk_bytes_ += found.definition->fragment.MemoryBytes();
    return;
  }
  Guid guid;
  const bool readable = ReadDefinition(chunk_, found.offset, found.template_id, guid, scratch_);
  chunk_bytes_ += scratch_.MemoryBytes();
  found.issues = scratch_.issues;
  if (found.issues.empty()) {
    found.definition = Share(guid);
    const Bytes key = Bytes(key_).first(key_size_);
    if (key_size_ > 0 && found.definition->shared) {
      memo_.Add(key, StructureMemo::HashOf(key), found.definition);
    }
    return;
  }
  if (fallback_ != nullptr) found.definition = fallback_->FindTemplate(found.template_id);
  if (found.definition != nullptr) {
    found.issues.Clear();
    found.issues.Add(DamageKind::kTemplateId);
    return;
  }
  found.issues.Add(DamageKind::kTemplateStructure);
  if (readable) found.definition = Share(guid);
}

const ChunkTemplate& TemplateStore::Find(std::uint32_t offset, std::uint32_t template_id) {
  const bool inside = offset < std::min(kChunkOffsets, chunk_.size());
  if (inside) {
    const std::uint16_t index = by_offset_[offset];
    if (index != 0 && known_[index - 1U].template_id == template_id) return known_[index - 1U];
  }
  ChunkTemplate found;
  found.offset = offset;
  found.template_id = template_id;
  Resolve(found);
  if (!inside || known_.size() >= kMaxKnown) {
    unlisted_ = found;
    return unlisted_;
  }
  known_.push_back(found);
  // Where two ids claim one offset, the last one is found at once.
  by_offset_[offset] = static_cast<std::uint16_t>(known_.size());
  return known_.back();
}

}  // namespace noroshi::evtx
