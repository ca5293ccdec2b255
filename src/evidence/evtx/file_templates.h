// FileTemplates: the template definitions of a whole file by template id, for records whose own
// copy of a definition was overwritten (E-4.10). The same id meant the same structure in every log
// seen; still, events read this way carry the mark kStructureLost.
//
// Immutable once built; where ids clash, the first definition in the file counts. Memory is
// bounded: definitions past the budget are not kept, and records that would want them keep their
// values without names.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>

#include "evidence/evtx/slot_reader.h"
#include "evidence/evtx/template_store.h"

namespace noroshi::evtx {

class FileTemplates {
 public:
  // Reads the template tables of all chunks.
  void Build(const SlotReader& slots);

  // Null when no chunk has a whole definition with this id.
  [[nodiscard]] const Template* Find(std::uint32_t template_id) const noexcept;

 private:
  void AddChunk(Bytes chunk);
  // Reads the definition at `offset`; returns what that cost, in bytes.
  std::size_t AddDefinition(Bytes chunk, std::uint32_t offset);

  std::unordered_map<std::uint32_t, std::unique_ptr<const Template>> by_id_;
  // What by_id_ takes in memory, for the budget.
  std::size_t bytes_ = 0;
};

}  // namespace noroshi::evtx
