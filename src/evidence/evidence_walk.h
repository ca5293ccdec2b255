// EvidenceWalk: the sources that one input holds. A plain log is one source; a packed file is the
// log it holds; an archive has members, which may be archives again. They are found while reading
// and in the order of the evidence, so their ordinals are the same in every run.
//
//   part                     then
//   kSource 0                kSourceEnd 0                            a plain or packed log
//   kContainer 0             kSource 1, kSourceEnd 1, kOther 2,      an archive: a log, something
//                            kContainer 3, kSource 4, kSourceEnd 4,  else, an archive with a log
//                            kContainerEnd 3, kContainerEnd 0
//
// One owner, one thread at a time. Memory: what the containers' decompressors need, one per open
// level. Never fails as a whole: what cannot be read is a part that says why.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "event/damage.h"
#include "evidence/source.h"

namespace noroshi {

// The path that means what is piped in.
inline constexpr std::string_view kStandardInput = "-";

struct EvidencePart {
  enum class Kind : std::uint8_t {
    // To be read to its end, or dropped, before the next call.
    kSource,
    // What is to be said of the source before.
    kSourceEnd,
    // No reader knows it.
    kOther,
    // It cannot be read; `damage` has the reason.
    kFailed,
    // An archive; its members follow.
    kContainer,
    // Of the archive with that ordinal.
    kContainerEnd,
  };
  Kind kind{};
  // 0: the input itself; else counted from 1, archives included.
  std::uint32_t ordinal = 0;
  // Behind the input's own; "b.tar.gz!/c.evtx"; "" for ordinal 0.
  std::string name;
  // Unpacked, where it is known before.
  std::optional<std::uint64_t> size_bytes;
  // kSource: opened, and not read yet.
  std::unique_ptr<Source> source;
  // kSource: reading it means unpacking.
  bool is_packed = false;
  // What is wrong with the part as a whole, for the loss ledger; damage inside a source comes from
  // its decoders. Offsets are in the part, not in the input.
  std::vector<Damage> damage;
  // kFailed, kSourceEnd: bytes lost; kContainerEnd: its packed bytes.
  ByteAccount account;
  // kSourceEnd of text that was not UTF-8; "" else.
  std::string encoding;
};

class EvidenceWalk {
 public:
  virtual ~EvidenceWalk() = default;

  // Nullopt at the end. Ends early after `limit` of the budget (container/unpack_budget.h).
  [[nodiscard]] virtual std::optional<EvidencePart> Next() = 0;

  // Bytes of the input read so far, packed. For progress; safe from any thread.
  [[nodiscard]] virtual std::uint64_t bytes_consumed() const noexcept = 0;
};

// `path` may be kStandardInput. kNotFound or kIo when it cannot be opened, kTruncated when it is
// empty.
Result<std::unique_ptr<EvidenceWalk>> OpenEvidence(const std::string& path,
                                                   const ReadOptions& options);

}  // namespace noroshi
