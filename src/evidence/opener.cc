// What evidence/source.h promises of whole files, by way of the walk.
#include "evidence/artefacts/artefact_decoder.h"
#include "evidence/artefacts/artefact_formats.h"
#include "evidence/evidence_walk.h"
#include "evidence/evtx/evtx_decoder.h"
#include "evidence/evtx/evtx_source.h"
#include "evidence/source.h"
#include "evidence/text_formats.h"

namespace noroshi {

Result<std::unique_ptr<Source>> OpenSource(const std::string& path, const ReadOptions& options) {
  NOROSHI_TRY(const auto walk, OpenEvidence(path, options));
  std::optional<EvidencePart> part = walk->Next();
  if (part && part->kind == EvidencePart::Kind::kSource) return std::move(part->source);
  if (part && part->kind == EvidencePart::Kind::kContainer) {
    return Error{ErrorCode::kUnsupported, 0, "evidence file", "an archive, not a log"};
  }
  if (part && !part->damage.empty()) {
    return Error{ErrorCode::kIo, 0, "evidence file", part->damage.front().detail};
  }
  return Error{ErrorCode::kUnsupported, 0, "evidence file", "no known format"};
}

std::unique_ptr<Decoder> NewDecoder(std::string_view format, const ReadOptions& options,
                                    EventContext& context) {
  if (format == evtx::kFormatName) return evtx::NewEvtxDecoder(options, context);
  if (artefacts::IsArtefactFormat(format)) return artefacts::NewArtefactDecoder(options, context);
  for (const TextFormat& known : TextFormats()) {
    if (known.name == format) return known.new_decoder(options, context);
  }
  return nullptr;
}

}  // namespace noroshi
