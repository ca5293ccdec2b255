#include "evidence/evtx/template_definition.h"

#include <cstring>

#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/template_instance.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kGuidAt = 4;
constexpr std::size_t kSizeAt = 20;

}  // namespace

bool ReadDefinition(Bytes chunk, std::uint32_t offset, std::uint32_t template_id, Guid& guid,
                    Fragment& fragment) {
  fragment.Clear();
  if (offset > chunk.size() || chunk.size() - offset < kDefinitionHeaderBytes) {
    fragment.issues.Add(DamageKind::kTemplateBounds);
    return false;
  }
  const std::uint8_t* const header = chunk.data() + offset;
  std::memcpy(guid.data(), header + kGuidAt, guid.size());
  if (LoadUnchecked<std::uint32_t>(header + kGuidAt) != template_id) {
    fragment.issues.Add(DamageKind::kTemplateId);
    return false;
  }
  const std::size_t begin = offset + kDefinitionHeaderBytes;
  const auto size = LoadUnchecked<std::uint32_t>(header + kSizeAt);
  if (size > chunk.size() - begin) {
    fragment.issues.Add(DamageKind::kTemplateBounds);
    return false;
  }
  ParseFragment(chunk, begin, begin + size, FragmentPlace::kDefinition, fragment);
  return true;
}

}  // namespace noroshi::evtx
