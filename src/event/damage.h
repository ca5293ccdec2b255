// Damage: bytes that could not be used, or not be trusted, with reason and extent. Damage is data:
// a reader reports it and goes on at the next safe place; the loss ledger shows all of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace noroshi {

// Names as in run.json; the EVTX ones are spec section 11.
enum class DamageKind : std::uint8_t {
  kFileSignature,
  kFileTruncated,
  kChunkSignature,
  kChunkChecksum,
  kChunkHeaderChecksum,
  kChunkBounds,
  kRecordSignature,
  kRecordSize,
  kRecordSizeCopy,
  kRecordGap,  // the chunk header promises records that are not there
  kNameBounds,
  kNameHash,
  kTemplateBounds,
  kTemplateId,
  kTemplateStructure,
  kTokenUnknown,
  kTokenOrder,
  kValueBounds,
  kValueSize,
  kValueType,
  kValueText,
  kValueTime,
  kSubstitutionIndex,
  kNesting,
  kBudget,
  kNoRoot,
  kMultipleRoots,
  kRecovered,   // not a loss: a record that was carved back
  kUnreadable,  // the operating system refused; detail has its reason
  kUnknownFormat,
  kEmptyFile,
};
[[nodiscard]] std::string_view DamageKindName(DamageKind kind) noexcept;
inline constexpr std::size_t kDamageKindCount = 31;

struct Damage {
  DamageKind kind{};
  std::uint64_t offset = 0;      // in the file
  std::uint64_t lost_bytes = 0;  // that nothing could be made of; 0 = a mark only
  std::uint64_t lost_records = 0;
  std::uint64_t record_id = 0;  // 0 when it concerns no single record
  std::string detail;           // often empty
};

// Receives damage while evidence is read. One per reading thread; not thread-safe.
class DamageSink {
 public:
  virtual ~DamageSink() = default;
  virtual void OnDamage(const Damage& damage) = 0;
};

}  // namespace noroshi
