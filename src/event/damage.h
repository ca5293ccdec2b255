// Damage: bytes that could not be used, or not be trusted, with reason and extent. Damage is data,
// not an error: a reader reports it and goes on at the next safe place, and the loss ledger shows
// all of it. That is how evidence with one bad byte still gives all its other records, and how a
// report can say what it did not see.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace noroshi {

// What was wrong. The names in run.json are the enumerators in lower case with '_'; they are part
// of the output's contract and do not change. In the order of the format: file, chunk, record, then
// what stands inside a record.
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
  kRecordSyntax,    // a record of text that does not follow its format's grammar
  kUnknownShape,    // not a loss: records whose log source nobody knows; --mapping can tell
  kContainer,       // an archive or packed file is damaged or cut: what it held behind is lost
  kContainerLimit,  // it holds more than we unpack; detail says which limit
  kEncrypted,       // no password given opens it
  kMemberName,      // not a loss: a member's name is no ordinary one
  kTextEncoding,    // not a loss: characters that had to be replaced
  kRegexLimit,  // not damage: a value too hard for a rule's expression, which may have missed it
};
[[nodiscard]] std::string_view DamageKindName(DamageKind kind) noexcept;
inline constexpr std::size_t kDamageKindCount = 39;

// Kinds that mean a loss even where nobody can say how many bytes or records it was.
[[nodiscard]] bool IsLossOfUnknownSize(DamageKind kind) noexcept;

struct Damage {
  DamageKind kind{};
  // Where it begins, in bytes from the start of the file.
  std::uint64_t offset = 0;
  // Bytes that nothing could be made of. 0 is a mark only: the data were used, with a doubt.
  std::uint64_t lost_bytes = 0;
  // Records that are known to have been there and could not be read.
  std::uint64_t lost_records = 0;
  std::uint64_t record_id = 0;  // 0 when it concerns no single record
  std::string detail;           // often empty
};

// Receives damage while evidence is read. One per reading thread; not thread-safe.
class DamageSink {
 public:
  virtual ~DamageSink() = default;
  // Called as soon as the damage is known, in the order of the unit's bytes. `damage` is the
  // caller's: copy what is to be kept.
  virtual void OnDamage(const Damage& damage) = 0;
};

}  // namespace noroshi
