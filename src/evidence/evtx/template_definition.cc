#include "evidence/evtx/template_definition.h"

#include <cstring>

#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/template_instance.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kGuidAt = 4;
constexpr std::size_t kSizeAt = 20;

}  // namespace

bool FindDefinition(Bytes chunk, std::uint32_t offset, std::uint32_t template_id, Guid& guid,
                    DefinitionBody& body, DamageKind& why) noexcept {
  why = DamageKind::kTemplateBounds;
  if (offset > chunk.size() || chunk.size() - offset < kDefinitionHeaderBytes) return false;
  const std::uint8_t* const header = chunk.data() + offset;
  std::memcpy(guid.data(), header + kGuidAt, guid.size());
  const auto size = LoadUnchecked<std::uint32_t>(header + kSizeAt);
  body.begin = offset + kDefinitionHeaderBytes;
  const bool fits = size <= chunk.size() - body.begin;
  body.end = fits ? body.begin + size : body.begin;
  if (LoadUnchecked<std::uint32_t>(header + kGuidAt) != template_id) why = DamageKind::kTemplateId;
  return fits && why != DamageKind::kTemplateId;
}

bool ReadDefinition(Bytes chunk, std::uint32_t offset, std::uint32_t template_id, Guid& guid,
                    Fragment& fragment) {
  fragment.Clear();
  DefinitionBody body;
  DamageKind why{};
  if (!FindDefinition(chunk, offset, template_id, guid, body, why)) {
    fragment.issues.Add(why);
    return false;
  }
  ParseFragment(chunk, body.begin, body.end, FragmentPlace::kDefinition, fragment);
  return true;
}

}  // namespace noroshi::evtx
