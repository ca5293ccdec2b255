// TemplateStore: the template definitions a decoder has seen. Within a chunk a definition is known
// by its offset; across chunks and files by GUID and structure together, so that its plans are
// compiled once. A definition of known structure is not even parsed. The GUID alone is never
// trusted (a hostile file may reuse one), nor the raw bytes (name offsets differ from chunk to
// chunk) (E-13.1).
//
// Not thread-safe: one per decoder. A Template that is `shared` lives until Forget, others until
// the next BeginChunk.
//
// Memory: what a chunk may add is bounded (DefinitionBudget); who begins a chunk looks at
// shared_bytes and forgets when they are too many.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/byte_reader.h"
#include "evidence/evtx/fragment.h"
#include "evidence/evtx/structure_memo.h"
#include "evidence/evtx/template_definition.h"

namespace noroshi::evtx {

// What the definitions of one chunk may cost, parsed: ten times the largest seen. Every offset of a
// chunk could pass for a definition of 60 KB; past the budget the values are kept without names.
inline constexpr std::size_t kMaxChunkDefinitionBytes = 4 << 20;

// What a decoder remembers of templates, plans and texts included, in bytes. All the corpus needs
// under 5 MB; a file that makes templates up must not make memory grow, so beyond this everything
// is forgotten and learnt again, at the beginning of a chunk.
inline constexpr std::size_t kMaxRememberedBytes = 16 << 20;

struct Template {
  Guid guid{};
  Fragment fragment;
  // Small number for use as a key.
  std::uint32_t serial = 0;
  bool shared = false;
};

// A definition as found in the current chunk.
struct ChunkTemplate {
  // Null when there is none at that offset.
  const Template* definition = nullptr;
  std::uint32_t offset = 0;
  // As the first instance stated it.
  std::uint32_t template_id = 0;
  // Of this chunk's copy.
  Issues issues;
};

// Where a definition is looked for when a chunk's own copy is missing or ruined. Thread-safe.
class TemplateFallback {
 public:
  virtual ~TemplateFallback() = default;
  // Null when there is none. Lives as long as the fallback.
  [[nodiscard]] virtual const Template* FindTemplate(std::uint32_t template_id) const = 0;
};

class TemplateStore {
 public:
  TemplateStore();

  // Forgets the offsets of the chunk before. Both must live until the next call; `fallback` may be
  // null.
  void BeginChunk(Bytes chunk, const TemplateFallback* fallback = nullptr);

  // Drops the shared templates. No pointer to one may be in use.
  void Forget();
  // Memory of the shared templates, in bytes.
  [[nodiscard]] std::size_t shared_bytes() const noexcept { return shared_bytes_; }

  // The definition at `offset` for an instance that states `template_id`; parsed on first sight.
  // The reference is valid until the next call. Cost when known: two loads.
  [[nodiscard]] const ChunkTemplate& Find(std::uint32_t offset, std::uint32_t template_id);

  // The structure of an inline document as a shared template of no GUID. Null when it is too large,
  // or holds what only the walker can read.
  [[nodiscard]] const Template* ShareDocument(const Fragment& structure);

 private:
  // Reads the definition and sets found.definition and found.issues.
  void Resolve(ChunkTemplate& found);
  // The template of a definition whose structure was seen before; null when it must be parsed. Sets
  // key_size_, to 0 when the definition has no key.
  const Template* Recall(const ChunkTemplate& found);
  const Template* Share(const Guid& guid);
  const Template* Keep(const Guid& guid, bool shared, std::uint64_t hash);

  Bytes chunk_;
  const TemplateFallback* fallback_ = nullptr;
  // Offset -> index into known_ + 1, 0 = not seen.
  std::vector<std::uint16_t> by_offset_;
  // The definitions of this chunk, in the order of first use.
  std::vector<ChunkTemplate> known_;
  // The last one that is not in known_.
  ChunkTemplate unlisted_;
  // Templates that hold an instance, which is known by its place in this chunk.
  std::vector<std::unique_ptr<Template>> local_;
  // Templates that any chunk may use; unique_ptr, so that they do not move.
  std::vector<std::unique_ptr<Template>> shared_;
  // shared_, by GUID + structure.
  std::unordered_multimap<std::uint64_t, const Template*> by_hash_;
  // What was made of the structure of a definition.
  StructureMemo memo_;
  // GUID and key of the definition being resolved.
  std::vector<std::uint8_t> key_;
  std::size_t key_size_ = 0;
  std::size_t shared_bytes_ = 0;
  std::size_t chunk_bytes_ = 0;  // spent on definitions of this chunk
  Fragment scratch_;
};

}  // namespace noroshi::evtx
