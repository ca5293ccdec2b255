// FileTemplates: the template definitions of a whole file by template id, for records whose own
// copy of a definition was overwritten (E-4.10). The same id meant the same structure in every log
// seen; still, events read this way carry the mark kStructureLost.
//
// Immutable once built; where ids clash, the first definition in the file counts.
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

  std::unordered_map<std::uint32_t, std::unique_ptr<const Template>> by_id_;
};

}  // namespace noroshi::evtx
