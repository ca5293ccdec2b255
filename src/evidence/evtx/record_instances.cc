#include "evidence/evtx/record_instances.h"

#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/template_instance.h"
#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

// Fragment header 1.1 without flags, then a template instance.
constexpr std::uint32_t kFragmentHeader = 0x0001010F;
constexpr std::size_t kFragmentHeaderBytes = 4;
constexpr std::uint8_t kInstanceToken = 0x0C;

// Where the instance token stands that a document begins with; `end` when it begins otherwise. One
// in three embedded documents has no fragment header.
std::size_t FindInstance(Bytes chunk, std::size_t begin, std::size_t end) noexcept {
  if (end - begin < kFragmentHeaderBytes + kInstanceHeaderBytes) return end;
  if (LoadUnchecked<std::uint32_t>(chunk.data() + begin) == kFragmentHeader) {
    begin += kFragmentHeaderBytes;
  }
  return chunk[begin] == kInstanceToken ? begin : end;
}

// The instance is followed by nothing, or by an end token that no further fragment follows.
bool EndsBehind(Bytes chunk, std::size_t at, std::size_t end) noexcept {
  if (at == end) return true;
  return chunk[at] == 0 && !IsFurtherFragment(chunk, at + 1, end);
}

}  // namespace

bool RecordInstances::ReadLevel(Bytes chunk, std::size_t begin, std::size_t end, int level,
                                TemplateStore& templates) {
  const std::size_t at = FindInstance(chunk, begin, end);
  if (at == end) return false;
  TemplateInstance instance;
  if (!ReadRegularInstance(chunk, at, end, kMaxWindows, instance, storage_[level].data()) ||
      !EndsBehind(chunk, instance.end, end)) {
    return false;
  }
  const ChunkTemplate& found = templates.Find(instance.definition_offset, instance.template_id);
  if (found.definition == nullptr || !found.definition->shared || !found.issues.empty()) {
    return false;
  }
  templates_[level] = found.definition;
  windows_.level[level] = {storage_[level].data(), instance.value_count};
  return true;
}

bool RecordInstances::ReadDocument(std::size_t begin, std::size_t end, TemplateStore& templates) {
  std::size_t count = 0;
  templates_[1] = documents_.Read(begin, end, templates, storage_[1], count);
  windows_.level[1] = {storage_[1].data(), count};
  return templates_[1] != nullptr;
}

bool RecordInstances::Read(Bytes chunk, const RecordSpan& record, TemplateStore& templates,
                           PlanCache& plans) {
  templates_[1] = nullptr;
  windows_.level[1] = {};
  windows_.readable_end = chunk.data() + chunk.size();
  if (!ReadLevel(chunk, record.body_begin(), record.body_end(), 0, templates)) return false;
  const SlotRef embedded = plans.EmbeddedSlotOf(*templates_[0]);
  if (!embedded.exists()) return true;
  const auto values = windows_.level[0];
  if (embedded.index >= values.size()) return false;
  const ValueWindow& document = values[embedded.index];
  if (document.type == kTypeNull) return true;
  if (document.type != kTypeEmbedded) return false;
  if (document.size == 0) return true;
  const auto begin = static_cast<std::size_t>(document.data - chunk.data());
  const std::size_t end = begin + document.size;
  const bool is_instance = FindInstance(chunk, begin, end) != end;
  return is_instance ? ReadLevel(chunk, begin, end, 1, templates)
                     : ReadDocument(begin, end, templates);
}

}  // namespace noroshi::evtx
